"""Today's practice: down an agreed list of priorities."""

from __future__ import annotations

from fractions import Fraction

from fairbudget.election import BALLOT_TYPES, Election
from fairbudget.errors import Fault, InputError, OptionError
from fairbudget.money import exact, plain
from fairbudget.outcome import Outcome
from fairbudget.registry import choice, rule
from fairbudget.rules.greedy import Listed, overflow_skip, rounds, take
from fairbudget.rules.ties import DEFAULT, ranks, tie_breaking_option

__all__ = ["priority_order"]

overflow_stop = choice("overflow", ("skip", "stop"), "stop", overflow_skip.help)


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
    ballots=BALLOT_TYPES,
    complexity="O(m log m)",
    listed=True,
    bibtex="""@misc{Permendagri130_2018,
  author = {{Kementerian Dalam Negeri Republik Indonesia}},
  title  = {Peraturan Menteri Dalam Negeri Nomor 130 Tahun 2018 tentang Kegiatan Pembangunan Sarana dan Prasarana
            Kelurahan dan Pemberdayaan Masyarakat di Kelurahan},
  year   = {2018}
}""",
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
