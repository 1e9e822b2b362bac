"""How the spending on kinds of projects (fields of work, beneficiaries, places) compares with the votes for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from fairbudget.election import LIMIT, Election
from fairbudget.errors import OptionError, nearest
from fairbudget.metrics.members import Number, common_scale
from fairbudget.metrics.papers import bibtex
from fairbudget.metrics.satisfaction import election_of
from fairbudget.money import plain
from fairbudget.outcome import Outcome
from fairbudget.registry import Option, choice, metrics

__all__ = [
    "NONE",
    "PLACES",
    "category_distance",
    "category_shares",
    "place_distance",
    "place_shares",
    "shares_by",
    "target_distance",
    "target_shares",
    "vote_shares",
]

#: Stands for projects without an entry.
NONE = "(none)"
#: Headings under which a file may say where a project is, in order of preference.
PLACES = (
    *("rw", "dusun", "kelurahan", "desa", "kecamatan", "location", "place"),
    *("neighborhood", "neighbourhood", "district", "subdistrict", "zone", "region"),
)

_SPLITS = {
    "voter": "every voter counts once, split equally (points: in proportion) over the projects of the ballot",
    "cost": "every voter counts once, split in proportion to cost over the projects of the ballot",
    "votes": "every vote (points: every point) counts once",
}
_votes_option = choice("votes", tuple(_SPLITS), "voter", "; ".join(f"{key}: {text}" for key, text in _SPLITS.items()))
_column_option = Option(
    "column", None, lambda value: None if value is None else str(value), "heading of the column that says where"
)
Rows = list[dict[str, Any]]


def vote_shares(election: Election, votes: str = "voter") -> list[Number]:
    """Return the share of the votes that goes to each project.

    Parameters
    ----------
    election : Election
    votes : {"voter", "cost", "votes"}
        Voter: every voter counts once, her vote split over the projects that she supports, equally, or in proportion to
        the points given. Cost: split in proportion to cost. Votes: every vote, or point, counts once.

    Returns
    -------
    list of int, Fraction or float
        They sum to 1, or are all 0 if nobody supports anything (with ``cost``: anything that costs something). Exact
        where the sums of the ballots have a common multiple of at most
        :data:`fairbudget.metrics.members.EXACT_BITS` bits, else floats with an error below 1e-12.

    Notes
    -----
    O(entries).

    Examples
    --------
    >>> election = Election.build({"a": 1, "b": 3}, 4, [["a"], ["a", "b"], []])
    >>> vote_shares(election), vote_shares(election, "votes"), vote_shares(election, "cost")
    ([Fraction(3, 4), Fraction(1, 4)], [Fraction(2, 3), Fraction(1, 3)], [Fraction(5, 8), Fraction(3, 8)])
    """
    if votes not in _SPLITS:
        raise OptionError(f"votes={votes!r} is not allowed: {nearest(votes, _SPLITS)}")
    ballots = election.ballots
    rows = np.repeat(np.arange(len(ballots)), np.diff(ballots.indptr))
    keep = (ballots.values > 0) & (ballots.multiplicities[rows] > 0)
    rows, projects = rows[keep], ballots.indices[keep]
    scored = ballots.type in ("cumulative", "scoring")
    if votes == "cost":
        points = election.costs[projects]
    else:
        points = ballots.values[keep] if scored else np.ones(len(rows), np.int64)
    # sums may pass 64 bits: points and weights are each only known to stay below 2**62
    if float(points.max(initial=0)) * float(max(1, ballots.total)) * max(1, election.num_projects) >= LIMIT:
        points = points.astype(object)
    weighted = points * ballots.multiplicities[rows]
    if votes == "votes":
        kinds, of_entry = [1], np.zeros(len(rows), np.int64)
    else:
        totals = np.zeros(len(ballots), points.dtype)
        np.add.at(totals, rows, points)
        distinct, of_entry = np.unique(totals[rows], return_inverse=True)
        kinds = distinct.tolist()
    # entries with the same sum of the ballot and the same project are added up in whole numbers first
    pairs, places = np.unique(of_entry * election.num_projects + projects, return_inverse=True)
    counts = np.zeros(len(pairs), weighted.dtype)
    np.add.at(counts, places, weighted)
    # a ballot all of whose projects cost nothing says nothing about money
    common = common_scale([Fraction(1, kind or 1) for kind in kinds])
    factors: Sequence[Number] = [1 / (kind or 1) for kind in kinds] if common is None else common
    sums: list[Any] = [0] * election.num_projects
    for pair, count in zip(pairs.tolist(), counts.tolist(), strict=True):
        kind, project = divmod(pair, election.num_projects)
        sums[project] += factors[kind] * count
    whole = sum(sums)
    if not whole:
        return [0] * election.num_projects
    return [total / whole if common is None else plain(Fraction(total, whole)) for total in sums]


def shares_by(election: Election, outcome: Outcome, tags: Sequence[Sequence[str]], votes: str = "voter") -> Rows:
    """Compare votes and spending by a tag of the projects.

    Parameters
    ----------
    election : Election
    outcome : Outcome
    tags : sequence of sequences of str
        The tags of each project; votes and money of a project with several are split equally among them, a project
        without one counts as :data:`NONE`.
    votes : str
        See :func:`vote_shares`.

    Returns
    -------
    list of dict
        Rows of ``name``, ``projects``, ``funded`` (numbers), ``vote_share``, ``spending_share``, ``offer_share`` (of
        the cost of all projects): shares of all votes, all spending, all cost, each 0 where there is nothing to share.
        The greatest vote share first.
    """
    shares = vote_shares(election, votes)
    chosen = set(election.numbers(outcome.selected))
    spent = sum(int(election.costs[k]) for k in chosen)
    offered = sum(map(int, election.costs))
    found: dict[str, dict[str, Any]] = {}
    for k, own in enumerate(tags):
        names = list(dict.fromkeys(own)) or [NONE]
        for name in names:
            row = found.setdefault(
                name,
                {"name": name, "projects": 0, "funded": 0, "vote_share": 0, "spending_share": 0, "offer_share": 0},
            )
            row["projects"] += 1
            row["funded"] += k in chosen
            vote = shares[k]
            row["vote_share"] += vote / len(names) if isinstance(vote, float) else Fraction(vote) / len(names)
            cost = Fraction(int(election.costs[k]), len(names))
            row["spending_share"] += cost / spent if k in chosen and spent else 0
            row["offer_share"] += cost / offered if offered else 0
    for row in found.values():
        for key in ("vote_share", "spending_share", "offer_share"):
            row[key] = row[key] if isinstance(row[key], float) else plain(Fraction(row[key]))
    return sorted(found.values(), key=lambda row: (-row["vote_share"], row["name"]))


def distance(rows: Rows) -> Number:
    """Return the share of the spending that would have to move so that spending shares equal vote shares.

    Half the sum of the absolute differences; 1 if nothing is spent although there are votes; 0 without votes.
    """
    return sum(max(0, row["vote_share"] - row["spending_share"]) for row in rows)


def _tags(outcome: Outcome, what: str, column: str | None) -> Sequence[Sequence[str]] | None:
    """Return the tags of each project, or None if no project has any."""
    election = election_of(outcome)
    if what == "category":
        tags: Sequence[Sequence[str]] = election.categories
    elif what == "target":
        tags = election.targets
    else:
        if column is not None and column not in election.project_columns:
            raise OptionError(f"no project column {column!r}; {nearest(column, election.project_columns)}")
        texts = election.column(column) if column is not None else election.column(*PLACES)
        tags = [(text.strip(),) if text.strip() else () for text in texts or ()]
    return tags if any(tags) else None


def _rows(outcome: Outcome, what: str, votes: str, column: str | None = None) -> Rows | None:
    tags = _tags(outcome, what, column)
    return None if tags is None else shares_by(election_of(outcome), outcome, tags, votes)


def _register(what: str, plural: str, extra: tuple[Option, ...], where: str) -> tuple[Callable[..., Any], ...]:
    """Register the table and the distance of one kind of tag."""

    def table(outcome: Outcome, votes: str = "voter", column: str | None = None) -> Rows | None:
        return _rows(outcome, what, votes, column)

    def apart(outcome: Outcome, votes: str = "voter", column: str | None = None) -> Number | None:
        rows = _rows(outcome, what, votes, column)
        return None if rows is None else distance(rows)

    table.__doc__ = f"""Share of the votes and share of the spending, by {what}.

    Rows of ``name``, ``projects`` and ``funded`` (numbers), ``vote_share``, ``spending_share`` and ``offer_share`` (of
    the cost of all projects), the greatest vote share first.
{where}
    Votes and money of a project with several entries are split equally among them; projects without one count as
    ``(none)``. By default every voter counts once, her vote split equally (points: in proportion) over the projects
    that she supports. Shares of nothing are 0. None if no project has an entry. Exact where the sums of ballots have a
    common multiple of at most 4,000 bits. O(entries).
    """
    apart.__doc__ = f"""Distance between the shares of the votes and of the spending, by {what}.

    Half the sum over all {plural} of the absolute difference between the two shares (total variation): the share of the
    spending that would have to go to other {plural} to follow the votes. In [0, 1]; 1 if nothing is spent although
    there are votes; 0 without votes; None if no project has an entry. Shares as in ``{what}-shares``. O(entries).
    """
    for function, ending in ((table, "shares"), (apart, "distance")):
        function.__name__ = function.__qualname__ = f"{what}_{ending}"
        metrics.register(
            f"{what}-{ending}",
            name=f"Votes against spending by {what}" if ending == "shares" else f"Votes and spending apart, by {what}",
            reference="vote and spending shares by category as in Faliszewski et al., 2023; total variation distance",
            bibtex=bibtex("FaliszewskiEtAl2023", "ReyMaly2023"),
            options=(_votes_option, *extra),
            unit="share",
            better="lower" if ending == "distance" else None,
            shape="table" if ending == "shares" else "number",
        )(function)
    return table, apart


category_shares, category_distance = _register(
    "category", "categories", (), "    Categories are fields of work (column ``category``)."
)
target_shares, target_distance = _register(
    "target", "targets", (), "    Targets are groups of beneficiaries (columns ``target`` or ``beneficiaries``)."
)
place_shares, place_distance = _register(
    "place",
    "places",
    (_column_option,),
    f"    Places are the texts of `column`, or of the first one found of {', '.join(PLACES[:6])},\n"
    f"    {', '.join(PLACES[6:])}.",
)
