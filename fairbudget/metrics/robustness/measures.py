"""What would have made one losing project win, or one winner lose: the answers one by one.

Each function changes one thing, runs the rule again, and returns the least change with which the project is selected
(or, of :func:`dearer`, :func:`less_budget` and :func:`less_support`, no longer selected): 0 if that is so already,
None if nothing of the kind was found to help. That the change does it is always true. That no smaller change does is
certain too for the rules and sizes named in each function.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from fairbudget.election import Election
from fairbudget.errors import OptionError, nearest
from fairbudget.metrics.robustness._case import EFFORT, Finding, Setting, step_units
from fairbudget.metrics.robustness._money import budget_increase, cost_change
from fairbudget.metrics.robustness._rivalry import RIVALRY
from fairbudget.metrics.robustness._rivalry import fewer_rivals as rivals
from fairbudget.metrics.robustness._support import WHICH, more_supporters
from fairbudget.metrics.robustness._voters import new_voters
from fairbudget.metrics.robustness._winners import budget_decrease, cost_increase, fewer_supporters

__all__ = [
    "cheaper",
    "dearer",
    "fewer_rivals",
    "less_budget",
    "less_support",
    "more_budget",
    "more_support",
    "more_voters",
]


def cheaper(
    election: Election, project: str, rule: str, *, step: Any = None, effort: int = EFFORT, **options: Any
) -> int | Fraction | None:
    """Return how much cheaper a project would have to be to be funded.

    Parameters
    ----------
    election : Election
    project : str
        Its id.
    rule : str
        A selection rule's id.
    step : amount, optional
        Only prices that differ from the cost by a multiple of this are considered; in the election's own money.
        Default: the smallest unit that the election's amounts have (1, unless some have decimals).
    effort : int
        Runs of the rule that may be spent where halving is not proven to be right.
    **options
        As for :func:`fairbudget.select`.

    Returns
    -------
    int, Fraction or None
        The least reduction, in the election's own money. 0 if the project is funded as it is, None if it is at no
        positive price.

    Raises
    ------
    OptionError
        On an unknown rule or option, or a step that cannot be meant.
    InputError
        On an unknown project.

    Notes
    -----
    The measure *cost-red* of the paper, there given as the largest price at which the project wins (cost - reduction).
    Certainly the least under ``greedy``, ``phragmen``, ``priority-order`` and ``equal-shares`` (completion ``none``,
    ``greedy``, ``phragmen``, ``epsilon``), where a cheaper winner still wins, by O(log cost) runs; under other rules
    and completions where there are no more prices than `effort`, all of which are tried.

    References
    ----------
    Boehmer, Faliszewski, Janeczko, Peters, Pierczyński, Schierreich, Skowron and Szufa, *Evaluation of Project
    Performance in Participatory Budgeting*, IJCAI 2024 (arXiv 2312.14723).

    Examples
    --------
    >>> election = Election.build({"p": 1, "q": 1, "r": 3}, 3, [["p", "q"], ["p", "q", "r"], ["r"]])
    >>> cheaper(election, "r", "equal-shares"), cheaper(election, "p", "equal-shares")
    (2, 0)
    """
    case = Setting(election, rule, options).case(project)
    return cost_change(case, step_units(election, step), effort).value


def more_budget(
    election: Election, project: str, rule: str, *, step: Any = None, effort: int = EFFORT, **options: Any
) -> int | Fraction | None:
    """Return how much larger the budget (the ceiling) would have to be for a project to be funded.

    Parameters
    ----------
    election, project, rule, effort, **options
        As for :func:`cheaper`.
    step : amount, optional
        Only increases by a multiple of this are considered.

    Returns
    -------
    int, Fraction or None
        The least increase, in the election's own money; 0 if the project is funded, None if no increase was found.

    Raises
    ------
    OptionError, InputError
        As :func:`cheaper`.

    Notes
    -----
    A larger budget can also unseat projects, so no smaller increase is passed over: for lists and Phragmén's rule one
    goes from one budget at which something more fits to the next, for Equal Shares without completion over stretches
    in which the purchases provably stay the same. Other rules: all increases if they are no more than `effort`.

    Examples
    --------
    >>> election = Election.build({"a": 90, "b": 50, "c": 20}, 115, [["a"]] * 6 + [["b"]] * 3 + [["c"]])
    >>> more_budget(election, "b", "greedy")
    25
    """
    case = Setting(election, rule, options).case(project)
    return budget_increase(case, step_units(election, step), effort).value


def more_support(
    election: Election,
    project: str,
    rule: str,
    *,
    which: str = "some",
    samples: int = 200,
    seed: int = 0,
    effort: int = EFFORT,
    **options: Any,
) -> int | None:
    """Return how many more of the voters would have to support a project for it to be funded.

    The voters stay the same; some of them support the project in addition to what their ballots say: with approval
    ballots they approve it, with scoring ballots they give it the most points that any ballot gives a project, and in
    rankings they put it first (which leaves the Borda utilities of the others as they are).

    Parameters
    ----------
    election, project, rule, effort, **options
        As for :func:`cheaper`.
    which : {"some", "every", "half"}
        The least number for which some group of that many other voters is enough (*optimist-add*), every such group
        is (*pessimist-add*), or at least half of them are (*random-add*).
    samples, seed : int
        Orders of voters that are drawn where groups are too many to try.

    Returns
    -------
    int or None
        0 if the project is funded; None if no number is enough.

    Raises
    ------
    OptionError
        As :func:`cheaper`, and if the ballots are of a type for which further support is not defined.
    InputError
        On an unknown project.

    Notes
    -----
    Certainly the least for ``greedy`` (where only the number counts), and with ``some`` and ``every`` for ``phragmen``
    and ``equal-shares`` without completion; there the first needs O(rounds * voters), the second an integer programme.
    With ``half`` (and under other rules) it is an estimate from `samples` orders unless there are at most `effort`
    groups, all of which are tried.

    References
    ----------
    Boehmer et al., *Evaluation of Project Performance in Participatory Budgeting*, IJCAI 2024.

    Examples
    --------
    >>> election = Election.build({"p": 1, "q": 1, "r": 3}, 3, [["p", "q"], ["p", "q", "r"], ["r"]])
    >>> more_support(election, "r", "equal-shares")
    1
    """
    if which not in WHICH:
        raise OptionError(f"which={which!r} is not allowed: {nearest(which, WHICH)}")
    return _count(more_supporters(Setting(election, rule, options).case(project), which, samples, seed, effort))


def more_voters(election: Election, project: str, rule: str, *, effort: int = EFFORT, **options: Any) -> int | None:
    """Return how many new voters, who support this project alone, it would need to be funded.

    The number of voters grows and the budget does not, so under Equal Shares everybody's share shrinks.

    Parameters
    ----------
    election, project, rule, effort, **options
        As for :func:`cheaper`.

    Returns
    -------
    int or None
        0 if the project is funded; None if no number is enough.

    Raises
    ------
    OptionError, InputError
        As :func:`cheaper`.

    Notes
    -----
    The measure *singleton-add*. Certainly the least for ``greedy``, ``phragmen`` and ``equal-shares`` without
    completion; for other rules if it is at most half of `effort`.

    Examples
    --------
    >>> election = Election.build({"p": 1, "q": 1, "r": 3}, 3, [["p", "q"], ["p", "q", "r"], ["r"]])
    >>> more_voters(election, "r", "phragmen"), more_voters(election, "r", "equal-shares")
    (5, None)
    """
    return _count(new_voters(Setting(election, rule, options).case(project), effort))


def fewer_rivals(
    election: Election,
    project: str,
    rule: str,
    *,
    which: str = "some",
    samples: int = 15,
    seed: int = 0,
    effort: int = EFFORT,
    **options: Any,
) -> int | None:
    """Return how many supporters of a project would have to support nothing else for it to be funded.

    Parameters
    ----------
    election, project, rule, effort, **options
        As for :func:`cheaper`.
    which : {"some", "half"}
        Some group of that many supporters is enough (*rivalry-reduction*), or at least half of such groups are
        (*rivalry-random*).
    samples, seed : int
        Orders of voters that are drawn where groups are too many to try.

    Returns
    -------
    int or None
        0 if the project is funded; None if no number was found that is enough.

    Raises
    ------
    OptionError, InputError
        As :func:`cheaper`.

    Notes
    -----
    Certainly the least where there are no more than `effort` groups, all of which are tried; otherwise the
    least of those found by halving along orders of voters.

    References
    ----------
    Boehmer et al., *Evaluation of Project Performance in Participatory Budgeting*, IJCAI 2024: supporters refrain from
    approving other projects.

    Examples
    --------
    >>> election = Election.build({"a": 3, "b": 3}, 3, [["a", "b"], ["a", "b"], ["b"], ["a"]])
    >>> fewer_rivals(election, "b", "greedy")
    1
    """
    if which not in RIVALRY:
        raise OptionError(f"which={which!r} is not allowed: {nearest(which, RIVALRY)}")
    return _count(rivals(Setting(election, rule, options).case(project), which, samples, seed, effort))


def dearer(
    election: Election, project: str, rule: str, *, step: Any = None, effort: int = EFFORT, **options: Any
) -> int | Fraction | None:
    """Return how much dearer a funded project could become before it is no longer funded.

    Parameters
    ----------
    election, project, rule, step, effort, **options
        As for :func:`cheaper`.

    Returns
    -------
    int or Fraction
        The least increase, in the election's own money, with which it loses; 0 if it loses as it is.

    Raises
    ------
    OptionError, InputError
        As :func:`cheaper`.

    Notes
    -----
    As :func:`cheaper`, the other way round.

    Examples
    --------
    >>> election = Election.build({"a": 3, "b": 3}, 5, [["a", "b"], ["a", "b"], ["b"], ["a"]])
    >>> dearer(election, "a", "greedy"), dearer(election, "b", "greedy")
    (1, 0)
    """
    case = Setting(election, rule, options).case(project)
    return cost_increase(case, step_units(election, step), effort).value


def less_budget(
    election: Election, project: str, rule: str, *, step: Any = None, effort: int = EFFORT, **options: Any
) -> int | Fraction | None:
    """Return how much smaller the budget could become before a funded project is no longer funded.

    Parameters
    ----------
    election, project, rule, step, effort, **options
        As for :func:`more_budget`.

    Returns
    -------
    int, Fraction or None
        The least decrease, in the election's own money, with which it loses; 0 if it loses as it is; None if it wins
        with every budget.

    Raises
    ------
    OptionError, InputError
        As :func:`cheaper`.

    Examples
    --------
    >>> election = Election.build({"a": 90, "b": 50, "c": 20}, 115, [["a"]] * 6 + [["b"]] * 3 + [["c"]])
    >>> less_budget(election, "a", "greedy"), less_budget(election, "c", "greedy")
    (26, 6)
    """
    case = Setting(election, rule, options).case(project)
    return budget_decrease(case, step_units(election, step), effort).value


def less_support(
    election: Election,
    project: str,
    rule: str,
    *,
    which: str = "some",
    samples: int = 200,
    seed: int = 0,
    effort: int = EFFORT,
    **options: Any,
) -> int | None:
    """Return how many supporters of a funded project would have to drop it for it to lose: its margin of victory.

    They stay voters and leave the rest of their ballots as it is.

    Parameters
    ----------
    election, project, rule, samples, seed, effort, **options
        As for :func:`more_support`.
    which : {"some", "every", "half"}
        The least number for which some group of that many supporters is enough (*loss-some*), every such group is
        (*loss-every*), or at least half of them are (*loss-random*).

    Returns
    -------
    int or None
        0 if the project loses as it is; None if no number is enough.

    Raises
    ------
    OptionError, InputError
        As :func:`cheaper`.

    Notes
    -----
    Certain as in :func:`more_support`; for approval and choose-1 ballots.

    Examples
    --------
    >>> election = Election.build({"a": 3, "b": 3}, 5, [["a", "b"], ["a", "b"], ["b"], ["a"], ["a"]])
    >>> less_support(election, "a", "greedy")
    2
    """
    if which not in WHICH:
        raise OptionError(f"which={which!r} is not allowed: {nearest(which, WHICH)}")
    return _count(fewer_supporters(Setting(election, rule, options).case(project), which, samples, seed, effort))


def _count(finding: Finding) -> int | None:
    assert finding.value is None or isinstance(finding.value, int)
    return finding.value
