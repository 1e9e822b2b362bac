"""The cumulative single transferable vote: voters split their part of the budget, and money moves on."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from fairbudget.election import Election
from fairbudget.errors import OptionError
from fairbudget.money import plain
from fairbudget.outcome import Outcome, Round
from fairbudget.registry import choice, rule
from fairbudget.rules._cumulative_run import Count, Decision, Problem
from fairbudget.rules._exact import fraction
from fairbudget.rules.ties import DEFAULT, Criteria, ranks, tie_breaking_option

__all__ = ["VARIANTS", "cumulative_stv"]

BALLOTS = ("approval", "choose-1", "cumulative", "scoring")
#: variant -> (selection, transfers, completion)
VARIANTS = {
    "ewt": ("excess", "elimination", "reverse-elimination"),
    "ewtc": ("ratio", "elimination", "reverse-elimination"),
    "mt": ("excess", "minimal", "under-supported"),
    "mtc": ("ratio", "minimal", "under-supported"),
    "ewts": ("support", "elimination", "reverse-elimination"),
    "mts": ("support", "minimal", "under-supported"),
}
#: Stages of the trace; the others are the rule's own.
STAGES = {
    "eliminated": "elimination",
    "transfer": "minimal-transfer",
    "reverse-elimination": "reverse-elimination",
    "under-supported": "under-supported",
}
#: Values with denominators of up to so many binary digits are told exactly.
SHORT = 256
MEASURES = {"excess": "excess", "ratio": "support-per-cost", "support": "support"}


@rule(
    "cumulative-stv",
    name="Cumulative single transferable vote (CSTV)",
    reference=(
        "Skowron, Slinko, Szufa and Talmon, Participatory Budgeting with Cumulative Votes, arXiv 2009.02690 (2020), "
        "sections 4 and 5"
    ),
    options=(
        choice(
            "variant",
            tuple(VARIANTS),
            "mtc",
            "elimination with transfers or minimal transfers, by excess, by support over cost (c) or by support (s)",
        ),
        choice("selection", ("excess", "ratio", "support"), None, "which project is best; by default as the variant"),
        choice(
            "transfers",
            ("elimination", "minimal"),
            None,
            "where no project has its cost: eliminate the worst, or move as little as needed to the best",
        ),
        choice(
            "completion",
            ("none", "reverse-elimination", "under-supported"),
            None,
            "what is done with the money that is left; by default as the variant",
        ),
        choice(
            "split",
            ("points", "points-times-cost"),
            "points",
            "how a voter's money is split at the start: in proportion to her points, or to points times cost",
        ),
        tie_breaking_option,
    ),
    ballots=BALLOTS,
    complexity="O(entries) a decision; rationals only where floating point cannot decide",
    bibtex="""@misc{SkowronSlinkoSzufaTalmon2020,
  author        = {Piotr Skowron and Arkadii Slinko and Stanis{\\l}aw Szufa and Nimrod Talmon},
  title         = {Participatory Budgeting with Cumulative Votes},
  year          = {2020},
  eprint        = {2009.02690},
  archiveprefix = {arXiv}
}""",
)
def cumulative_stv(
    election: Election,
    *,
    variant: str = "mtc",
    selection: str | None = None,
    transfers: str | None = None,
    completion: str | None = None,
    split: str = "points",
    tie_breaking: Criteria = DEFAULT,
) -> Outcome:
    """Let each voter split an equal part of the budget among projects; fund what has its cost, and move the rest on.

    While the money on some project, its support, is at least its cost, the best of these is funded: each supporter pays
    the same share of what she put on it, and the rest moves to her other projects in proportion to what lies on them.

    Parameters
    ----------
    election : Election
    variant : {"mtc", "mt", "mts", "ewtc", "ewt", "ewts"}
        A name for the next three options together: ``ewt`` eliminates and ``mt`` moves as little as needed, both by
        excess; with ``c`` by support over cost, with ``s`` by support. EwT and EwTC end with ``reverse-elimination``,
        MT and MTC with ``under-supported``.
    selection : {"excess", "ratio", "support"}, optional
        Which project is best: by support minus cost, by support / cost, or by support.
    transfers : {"elimination", "minimal"}, optional
        Where no project has its cost: ``elimination`` takes the worst project off all ballots; its support moves on.
        ``minimal`` takes the best of the projects whose supporters together have its cost; each of them moves money to
        it in proportion to her support, at most all she has.
    completion : {"none", "reverse-elimination", "under-supported"}, optional
        ``reverse-elimination`` funds what fits of the projects given up, the last first. ``under-supported`` funds the
        best that fits, again and again; its supporters have nothing left then.
    split : {"points", "points-times-cost"}
    tie_breaking : tuple of str
        A tie for the worst project goes against the last in this order.

    Returns
    -------
    Outcome
        With facts: ``exact_rounds`` (places in the selection that floating point could not decide). The trace tells
        eliminations too, as ``skipped`` in the stage ``elimination``.

    Raises
    ------
    OptionError
        On ordinal ballots.

    Notes
    -----
    A voter has budget / voters whatever the sum of her points; approvals are points of 1. Money of a voter none of
    whose projects is left stays unused by the transfers, but counts as budget left in the completion. Free projects
    that somebody supports are funded first and bind no money; a project that nobody supports is never funded.

    A minimal transfer is computed in closed form, not by repetition, so the rule ends after one decision per project.
    Decided as exact rational arithmetic would. The trace tells values exactly where they are short, else rounded to a
    millionth of the election's money, and says so in its measure.

    O(entries) for each decision.

    References
    ----------
    Skowron, Slinko, Szufa and Talmon, *Participatory Budgeting with Cumulative Votes*, arXiv 2009.02690.

    Examples
    --------
    >>> ballots = [{"a": 15, "b": 7}, {"a": 1, "b": 7, "c": 10, "d": 4}]
    >>> election = Election.build({"a": 20, "b": 26, "c": 30, "d": 30}, 44, ballots, type="cumulative")
    >>> cumulative_stv(election).selected, cumulative_stv(election, variant="ewt").selected
    (('a',), ('b',))
    """
    if election.ballot_type not in BALLOTS:
        raise OptionError(
            f"cumulative-stv is not defined for {election.ballot_type} ballots: they give no points to split money by; "
            f"it takes {', '.join(BALLOTS)}"
        )
    defaults = VARIANTS[variant]
    selection, transfers, completion = selection or defaults[0], transfers or defaults[1], completion or defaults[2]
    problem = election._cache.get(("cumulative-stv", split))
    if problem is None:
        problem = election._cache["cumulative-stv", split] = Problem(election, split)
    count = Count(problem, ranks(election, tie_breaking), selection)
    given_up = count.main(transfers)
    if completion == "reverse-elimination":
        count.reverse(given_up)
    elif completion == "under-supported":
        count.accept(given_up)
    funded = [decision for decision in count.decisions if decision.how != "eliminated"]
    return Outcome.of(
        election,
        [decision.project for decision in funded],
        "cumulative-stv",
        {
            "variant": variant,
            "selection": selection,
            "transfers": transfers,
            "completion": completion,
            "split": split,
            "tie_breaking": tie_breaking,
        },
        facts={"exact_rounds": tuple(k for k, decision in enumerate(funded) if decision.exact)},
        trace=lambda: _trace(election, count),
    )


def _trace(election: Election, count: Count) -> tuple[Round, ...]:
    left = election.budget_units
    rounds = []
    for decision in count.decisions:
        p = decision.project
        eliminated = decision.how == "eliminated"
        left -= 0 if eliminated else int(election.costs[p])
        measure, value = _value(election, count, decision)
        rounds.append(
            Round(
                election.ids[p],
                "skipped" if eliminated else "selected",
                STAGES.get(decision.how, "cumulative-stv"),
                election.money(election.costs[p]),
                election.money(left),
                measure,
                value,
                tuple(election.ids[q] for q in decision.tied),
                decision.exact,
            )
        )
    return tuple(rounds)


def _value(election: Election, count: Count, decision: Decision) -> tuple[str, Any]:
    """Return what a decision was made by: exactly if that is short, else rounded."""
    measure = MEASURES[count.selection]
    if decision.how == "free":
        return measure, None
    if decision.total is None:
        return "order-of-elimination", decision.place
    scale = Fraction(1, count.problem.voters)
    if count.selection != "ratio":
        scale /= election.money_unit
    else:
        scale *= count.problem.voters
    if count.books.short(decision.total):
        exact, _ = count.key(decision.project, decision.total, None)
        value = fraction(exact) * scale
        if value.denominator.bit_length() <= SHORT:
            return measure, plain(value)
    low, high = (fraction(bound) * scale for bound in count.key(decision.project, decision.total, 256))
    return f"{measure} (rounded)", plain(round((low + high) / 2 * 10**6) / Fraction(10**6))
