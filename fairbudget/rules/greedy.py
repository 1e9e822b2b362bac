"""Going down a list: the utilitarian greedy rule, and today's practice of an agreed priority order."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from fairbudget.election import Election
from fairbudget.errors import Fault, InputError, OptionError
from fairbudget.money import exact, plain
from fairbudget.outcome import Outcome, Round
from fairbudget.registry import choice, rule
from fairbudget.rules.ties import DEFAULT, ranks, tie_breaking_option
from fairbudget.utilities import utilities, utility_option

__all__ = ["greedy", "priority_order", "utilitarian_order"]

ALL_BALLOTS = ("approval", "choose-1", "cumulative", "scoring", "ordinal")

#: A project with the value that ordered it; None stands for infinity.
Listed = tuple[int, Fraction | int | None]


def utilitarian_order(
    election: Election, utility: str | None, tie_breaking: tuple[str, ...], unsupported: str = "leave"
) -> list[Listed]:
    """Return projects by total utility per cost, the highest first, with that value.

    A free project that a ballot supports comes before all others. Projects that no ballot supports are left out, or
    come last with ``unsupported="fund"``.

    Notes
    -----
    O(entries + m log m), in integers.
    """
    gains = utilities(election, utility)
    totals = gains.totals(election.ballots.multiplicities)
    rank = ranks(election, tie_breaking)
    free: list[int] = []
    paid: list[tuple[Fraction, int]] = []
    rest: list[int] = []
    for p, total in enumerate(totals):
        cost = int(election.costs[p])
        if not election.votes[p]:
            rest.append(p)
        elif cost == 0:
            free.append(p)
        else:
            paid.append((Fraction(total, cost), p))
    # money and utility are both counted in units here; the value shown is in the election's own
    factor = gains.scale * election.money_unit
    listed: list[Listed] = [(p, None) for p in sorted(free, key=rank.__getitem__)]
    paid.sort(key=lambda pair: (-pair[0], rank[pair[1]]))
    listed += [(p, plain(value * factor)) for value, p in paid]
    if unsupported == "fund":
        listed += [(p, 0) for p in sorted(rest, key=rank.__getitem__)]
    return listed


def take(
    election: Election, listed: Sequence[Listed], overflow: str, spent: int = 0
) -> tuple[list[int], list[tuple[int, str, int]]]:
    """Go down a list and take what fits.

    Parameters
    ----------
    listed : sequence of (project number, value)
    overflow : {"skip", "stop"}
        What happens at a project that does not fit.
    spent : int
        Units that are spent already.

    Returns
    -------
    taken : list of int
    decisions : list of (project number, decision, units left after it)
    """
    taken: list[int] = []
    decisions: list[tuple[int, str, int]] = []
    left = election.budget_units - spent
    for p, _ in listed:
        cost = int(election.costs[p])
        if cost <= left:
            left -= cost
            taken.append(p)
            decisions.append((p, "selected", left))
        elif overflow == "skip":
            decisions.append((p, "skipped", left))
        else:
            decisions.append((p, "stopped", left))
            break
    return taken, decisions


def rounds(
    election: Election,
    listed: Sequence[Listed],
    decisions: Sequence[tuple[int, str, int]],
    stage: str,
    measure: str,
) -> tuple[Round, ...]:
    """Return the trace of going down a list."""
    same: dict[Fraction | int | None, list[int]] = {}
    for p, value in listed:
        same.setdefault(value, []).append(p)
    values = dict(listed)
    return tuple(
        Round(
            election.ids[p],
            decision,
            stage,
            election.money(election.costs[p]),
            election.money(left),
            measure,
            values[p],
            tuple(election.ids[q] for q in same[values[p]] if q != p),
        )
        for p, decision, left in decisions
    )


overflow_skip = choice("overflow", ("skip", "stop"), "skip", "at a project that does not fit: skip it, or stop there")
overflow_stop = choice("overflow", ("skip", "stop"), "stop", overflow_skip.help)


@rule(
    "greedy",
    name="Utilitarian greedy rule",
    reference=(
        "Talmon and Faliszewski, A Framework for Approval-Based Budgeting Methods, AAAI 2019; with cost utilities "
        "it is the vote count of most cities (GreedyAV)"
    ),
    options=(
        utility_option,
        tie_breaking_option,
        overflow_skip,
        choice("unsupported", ("leave", "fund"), "leave", "projects without votes: leave them, or take them last"),
    ),
    ballots=ALL_BALLOTS,
    irresolute=True,
    complexity="O(entries + m log m)",
)
def greedy(
    election: Election,
    *,
    utility: str | None = None,
    tie_breaking: tuple[str, ...] = DEFAULT,
    overflow: str = "skip",
    unsupported: str = "leave",
) -> Outcome:
    """Take projects by total utility per cost, the highest first, as long as they fit.

    Parameters
    ----------
    election : Election
    utility : str, optional
        With ``cost`` the order is that of the number of votes.
    tie_breaking : tuple of str
    overflow : {"skip", "stop"}
        Skip a project that does not fit and go on, or stop at the first one.
    unsupported : {"leave", "fund"}
        Leave projects that no ballot supports, or take them at the end.

    Returns
    -------
    Outcome

    Notes
    -----
    O(entries + m log m); all comparisons are exact.

    References
    ----------
    Talmon and Faliszewski, *A Framework for Approval-Based Budgeting Methods*, AAAI 2019.

    Examples
    --------
    >>> election = Election.build({"a": 90, "b": 50, "c": 20}, 115, [["a"]] * 6 + [["b"]] * 3 + [["c"]])
    >>> greedy(election).selected, greedy(election, overflow="stop").selected
    (('a', 'c'), ('a',))
    """
    listed = utilitarian_order(election, utility, tie_breaking, unsupported)
    taken, decisions = take(election, listed, overflow)
    used = {
        "utility": utilities(election, utility).name,
        "tie_breaking": tie_breaking,
        "overflow": overflow,
        "unsupported": unsupported,
    }
    return Outcome.of(
        election,
        taken,
        "greedy",
        used,
        trace=lambda: rounds(election, listed, decisions, "greedy", "utility-per-cost"),
    )


def _priorities(election: Election) -> list[Fraction]:
    """Return the column ``priority`` as numbers.

    Raises
    ------
    InputError
        If an entry is not a number, all of them named.
    """
    column = election.column("priority", "prioritas")
    assert column is not None
    values: list[Fraction] = []
    faults: list[Fault] = []
    for id, text in zip(election.ids, column, strict=True):
        try:
            values.append(exact(text))
        except ValueError:
            faults.append(
                Fault("the priority is not a number", row=id, column="priority", value=text, expected="1, 2, 3, ...")
            )
    if faults:
        raise InputError(faults)
    return values


@rule(
    "priority-order",
    name="Agreed priority order",
    reference=(
        "The practice of a Musrenbang kelurahan: proposals are funded down the agreed list of priorities until the "
        "ceiling is reached (Permendagri 130/2018 leaves the choice to the meeting)"
    ),
    options=(
        choice("order", ("auto", "priority", "listed"), "auto", "the column 'priority', or the order of the file"),
        tie_breaking_option,
        overflow_stop,
    ),
    ballots=ALL_BALLOTS,
    complexity="O(m log m)",
    listed=True,
)
def priority_order(
    election: Election,
    *,
    order: str = "auto",
    tie_breaking: tuple[str, ...] = DEFAULT,
    overflow: str = "stop",
) -> Outcome:
    """Take projects down an agreed list until the budget is reached: today's practice.

    Parameters
    ----------
    election : Election
    order : {"auto", "priority", "listed"}
        By the project column ``priority`` (1 first), or as the projects are listed. With ``auto`` by the column
        where there is one; the outcome's options say which was used.
    tie_breaking : tuple of str
        Among equal priorities.
    overflow : {"stop", "skip"}
        At the first project that does not fit: stop, or skip it and go on.

    Returns
    -------
    Outcome

    Raises
    ------
    OptionError
        If the order by priority is asked for and there is no such column.
    InputError
        If a priority is not a number.

    Notes
    -----
    O(m log m). Ballots play no part.

    Examples
    --------
    >>> election = Election.build({"a": 3, "b": 4, "c": 1}, 5, [], project_columns={"priority": ["2", "1", "3"]})
    >>> priority_order(election).selected, priority_order(election, overflow="skip").selected
    (('b',), ('b', 'c'))
    """
    has_column = election.column("priority", "prioritas") is not None
    if order == "priority" and not has_column:
        raise OptionError("priority-order: the election has no project column 'priority'; order='listed' uses the list")
    if order == "auto":
        order = "priority" if has_column else "listed"
    if order == "priority":
        values = _priorities(election)
        rank = ranks(election, tie_breaking)
        numbers = sorted(range(election.num_projects), key=lambda p: (values[p], rank[p]))
        listed: list[Listed] = [(p, plain(values[p])) for p in numbers]
    else:
        listed = [(p, p + 1) for p in range(election.num_projects)]
    taken, decisions = take(election, listed, overflow)
    return Outcome.of(
        election,
        taken,
        "priority-order",
        {"order": order, "tie_breaking": tie_breaking, "overflow": overflow},
        trace=lambda: rounds(election, listed, decisions, "priority-order", "priority"),
    )
