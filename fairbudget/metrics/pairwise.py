"""How far outcomes of the same election agree, and which of them more voters prefer."""

from __future__ import annotations

import dataclasses
import itertools
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairbudget.election import LIMIT
from fairbudget.errors import InputError
from fairbudget.metrics.members import Number
from fairbudget.metrics.papers import bibtex
from fairbudget.metrics.satisfaction import Satisfaction, election_of, reached, satisfaction
from fairbudget.money import plain, share_of
from fairbudget.outcome import Outcome
from fairbudget.registry import Spec, agreements, read_specs
from fairbudget.utilities import DEFAULT_UTILITY, utility_option

__all__ = [
    "Agreement",
    "agreement",
    "jaccard",
    "margin",
    "money_overlap",
    "order_correlation",
    "preferred",
    "reach_margin",
    "utility_correlation",
]

EXCLUSION = "exclusion-ratio comparison of equalshares.net: who gets something under one outcome and nothing else"


def _sets(first: Outcome, second: Outcome) -> tuple[set[str], set[str]]:
    return set(first.selected), set(second.selected)


@agreements.register(
    "jaccard",
    name="Jaccard similarity",
    reference="Jaccard, The Distribution of the Flora in the Alpine Zone, 1912",
    bibtex=bibtex("Jaccard1912"),
    unit="share",
    symmetric=True,
)
def jaccard(first: Outcome, second: Outcome) -> int | Fraction:
    """Projects that both outcomes select, as a share of those that at least one selects.

    In [0, 1], exact; 1 if neither selects anything.
    """
    a, b = _sets(first, second)
    return plain(Fraction(len(a & b), len(a | b))) if a | b else 1


@agreements.register(
    "money-overlap",
    name="Overlap of the spending",
    reference="Jaccard similarity with each project weighted by its cost",
    bibtex=bibtex("Jaccard1912"),
    unit="share",
    symmetric=True,
)
def money_overlap(first: Outcome, second: Outcome) -> int | Fraction:
    """Cost of the projects that both outcomes select, as a share of the cost of those that at least one selects.

    In [0, 1], exact; 1 if neither spends anything.
    """
    election = election_of(first)
    a, b = _sets(first, second)
    whole = Fraction(election.total_cost(a | b))
    return plain(election.total_cost(a & b) / whole) if whole else 1


def _gains(first: Outcome, second: Outcome, utility: str | None) -> tuple[Satisfaction, Satisfaction]:
    name = utility or DEFAULT_UTILITY[election_of(first).ballot_type]
    return satisfaction(first, name), satisfaction(second, name)


def _share(rows: NDArray[np.bool_], voters: NDArray[np.int64]) -> int | Fraction:
    return share_of(int(voters[rows].sum()), int(voters.sum()))


@agreements.register(
    "preferred",
    name="Share of voters who prefer the first outcome",
    reference="pairwise comparison of equalshares.net (mode satisfaction); Rey and Maly, 2023",
    bibtex=bibtex("ReyMaly2023"),
    options=(utility_option,),
    unit="share",
    symmetric=False,
)
def preferred(first: Outcome, second: Outcome, utility: str | None = None) -> int | Fraction:
    """Share of the voters to whom the first outcome gives strictly more utility than the second.

    In [0, 1], exact; 0 without voters. A ballot of weight w counts as w voters; voters with the same utility under both
    prefer neither. The utility is by default the one that the ballot type stands for.
    """
    a, b = _gains(first, second, utility)
    return _share(np.asarray(a.values > b.values, bool), a.voters)


@agreements.register(
    "margin",
    name="Margin of preference",
    reference="share who prefer the first outcome minus share who prefer the second (improvement margin)",
    bibtex=bibtex("ReyMaly2023"),
    options=(utility_option,),
    unit="share",
    symmetric=False,
)
def margin(first: Outcome, second: Outcome, utility: str | None = None) -> int | Fraction:
    """Share of the voters who prefer the first outcome minus the share who prefer the second.

    In [-1, 1], exact; positive where a majority of those who are not indifferent prefers the first; 0 without voters.
    """
    a, b = _gains(first, second, utility)
    better, worse = (np.asarray(a.values > b.values, bool), np.asarray(a.values < b.values, bool))
    return plain(Fraction(_share(better, a.voters)) - _share(worse, a.voters))


@agreements.register(
    "reach-margin",
    name="Margin of voters reached",
    reference=EXCLUSION,
    bibtex=bibtex("FaliszewskiEtAl2023"),
    unit="share",
    symmetric=False,
)
def reach_margin(first: Outcome, second: Outcome) -> int | Fraction:
    """Share of voters whom only the first outcome reaches, minus the share whom only the second reaches.

    An outcome reaches a voter if it funds a project that her ballot supports. In [-1, 1], exact; 0 without voters.
    """
    a, b = reached(first), reached(second)
    voters = election_of(first).ballots.multiplicities
    return plain(Fraction(_share(a & ~b, voters)) - _share(b & ~a, voters))


@agreements.register(
    "order-correlation",
    name="Rank correlation of the order of selection (Kendall's tau-b)",
    reference="Kendall, The Treatment of Ties in Ranking Problems, 1945",
    bibtex=bibtex("Kendall1945"),
    unit="index",
    symmetric=True,
)
def order_correlation(first: Outcome, second: Outcome) -> float:
    """Kendall's tau-b between the orders in which two outcomes select projects; those not selected tie for last.

    ``(concordant - discordant) / sqrt(pairs not tied in one * pairs not tied in the other)`` over all pairs of
    projects, in [-1, 1]: 1 for the same order, -1 for the reverse. A float with a relative error below 1e-12. Where one
    order ties all projects (it selects none, or there is one project only) 1 if the other does too, else 0. An outcome
    with the fact ``ordered`` set to False (an official result, of which only the set is known) ties all that it selects
    for first; rules that look for a best set list it in an order of their own.
    O(projects squared).
    """
    election = election_of(first)
    ranks = []
    for outcome in (first, second):
        rank = np.full(election.num_projects, len(outcome.selected), np.int64)
        ordered = outcome.facts.get("ordered", True)
        rank[election.numbers(outcome.selected)] = np.arange(len(outcome.selected)) if ordered else 0
        ranks.append(rank)
    signs = [np.sign(rank[:, None] - rank[None, :]).astype(np.int8) for rank in ranks]
    first_pairs, second_pairs = (int(np.count_nonzero(sign)) for sign in signs)
    if not first_pairs or not second_pairs:
        return float(first_pairs == second_pairs)
    agree = int((signs[0] * signs[1]).sum(dtype=np.int64))
    return agree / math.sqrt(first_pairs * second_pairs)


@agreements.register(
    "utility-correlation",
    name="Rank correlation of the voters' utilities (Spearman's rho)",
    reference="Spearman, The Proof and Measurement of Association between Two Things, 1904",
    bibtex=bibtex("Spearman1904"),
    options=(utility_option,),
    unit="index",
    symmetric=True,
)
def utility_correlation(first: Outcome, second: Outcome, utility: str | None = None) -> float:
    """Spearman's correlation between the ranks that voters have by utility under two outcomes, ties at middle ranks.

    In [-1, 1]: 1 if the same voters gain most under both, -1 if those who gain most under one gain least under the
    other. A float with a relative error below 1e-12. Where all gain the same under one outcome 1 if they do under the
    other too, else 0 (also 1 without voters).
    """
    a, b = _gains(first, second, utility)
    total = int(a.voters.sum())
    # sums of total**3 may pass 64 bits: then in Python integers
    kind = np.int64 if total**3 < LIMIT else object
    voters, first_ranks, second_ranks = a.voters.astype(kind), _ranks(a, total, kind), _ranks(b, total, kind)
    spread = int((voters * first_ranks) @ first_ranks), int((voters * second_ranks) @ second_ranks)
    if not spread[0] or not spread[1]:
        return float(spread[0] == spread[1])
    return int((voters * first_ranks) @ second_ranks) / math.sqrt(spread[0] * spread[1])


def _ranks(gain: Satisfaction, total: int, kind: Any) -> NDArray[Any]:
    """Return twice the middle rank of a voter of each row, less the mean; 0 for rows without voters."""
    kinds, places = np.unique(gain.values, return_inverse=True)
    counts = np.zeros(len(kinds), np.int64)
    np.add.at(counts, places, gain.voters)
    middle = (2 * np.cumsum(counts) - counts - total)[places]
    return np.where(gain.voters > 0, middle, 0).astype(kind)


@dataclass(frozen=True)
class Agreement:
    """Outcomes of one election compared with one another.

    Attributes
    ----------
    labels : tuple of str
    utility : str
        Under which voters compare outcomes.
    voters : int
    measures : tuple of str
    values : dict of str to dict of (label, label) to number
        By measure, for every two labels, also each with itself.
    better : dict of (label, label) to int
        Voters who are strictly better off under the first.
    supporters : dict of str to int
        Voters for whom no other outcome is better; a voter may support several.
    welfare : dict of str to number
        Total utility of all voters, exact.
    """

    labels: tuple[str, ...]
    utility: str
    voters: int
    measures: tuple[str, ...]
    values: Mapping[str, Mapping[tuple[str, str], Number]]
    better: Mapping[tuple[str, str], int]
    supporters: Mapping[str, int]
    welfare: Mapping[str, int | Fraction]

    def beats(self, first: str, second: str) -> bool:
        """Return whether more voters are better off under the first outcome than under the second."""
        return self.better[first, second] > self.better[second, first]

    def copeland(self, label: str) -> int:
        """Return how many outcomes this one beats, minus how many beat it."""
        others = [other for other in self.labels if other != label]
        return sum(self.beats(label, other) - self.beats(other, label) for other in others)

    @property
    def winner(self) -> str | None:
        """The outcome that beats every other (Condorcet winner); None if there is none, or only one outcome."""
        for label in self.labels:
            if len(self.labels) > 1 and self.copeland(label) == len(self.labels) - 1:
                return label
        return None

    @property
    def most_supported(self) -> tuple[str, ...]:
        """The outcomes that most voters find no other better than (popularity comparison); several where they tie."""
        return tuple(label for label in self.labels if self.supporters[label] == max(self.supporters.values()))

    @property
    def most_welfare(self) -> tuple[str, ...]:
        """The outcomes with the greatest total utility (social welfare comparison); several where they tie."""
        return tuple(label for label in self.labels if self.welfare[label] == max(self.welfare.values()))

    def rows(self) -> list[dict[str, Any]]:
        """Return a row for every two different outcomes, in both orders: voters better off, and all measures."""
        rows = []
        for first, second in itertools.permutations(self.labels, 2):
            won, lost = self.better[first, second], self.better[second, first]
            row: dict[str, Any] = {
                "first": first,
                "second": second,
                "prefer_first": won,
                "prefer_second": lost,
                "indifferent": self.voters - won - lost,
            }
            rows.append(row | {measure: self.values[measure][first, second] for measure in self.measures})
        return rows


def agreement(
    outcomes: Mapping[str, Outcome],
    utility: str | None = None,
    measures: str | Iterable[str] | None = None,
) -> Agreement:
    """Compare outcomes of one election with one another.

    Parameters
    ----------
    outcomes : mapping of str to Outcome
        By label, all of the same election.
    utility : {"cost", "cardinality", "score", "borda", "effort", "cost-sqrt", "cost-log"}, optional
        Under which voters compare outcomes; default by ballot type, whatever utilities the rules used.
    measures : str or iterable of str, optional
        Measures of agreement, ``fairbudget metrics`` lists them; all by default.

    Returns
    -------
    Agreement

    Raises
    ------
    InputError
        If an outcome has no election, or another one than the first, or there is no outcome.
    OptionError
        On an unknown measure or utility.

    Notes
    -----
    O(outcomes squared times ballots), exact but for the correlations.

    Examples
    --------
    >>> import fairbudget
    >>> election = fairbudget.Election.build({"a": 3, "b": 2, "c": 1}, 3, [["a"], ["a"], ["b", "c"], ["c"]])
    >>> found = agreement({rule: fairbudget.select(election, rule) for rule in ("greedy", "equal-shares")})
    >>> found.values["jaccard"]["greedy", "equal-shares"], found.winner
    (Fraction(1, 2), 'greedy')
    """
    if not outcomes:
        raise InputError("there is no outcome to compare")
    labels = tuple(outcomes)
    election = election_of(outcomes[labels[0]])
    outcomes = dict(outcomes)
    for label, outcome in outcomes.items():
        other = election_of(outcome)
        if other is election:
            continue
        if other.fingerprint != election.fingerprint:
            raise InputError(f"outcome {label!r} belongs to another election than {labels[0]!r}")
        # equal elections may list their ballots in different order
        outcomes[label] = dataclasses.replace(outcome, election=election)
    name = utility or DEFAULT_UTILITY[election.ballot_type]
    specs = [Spec(id, id) for id in agreements] if measures is None else read_specs(measures, agreements)
    values: dict[str, dict[tuple[str, str], Number]] = {spec.label: {} for spec in specs}
    for spec in specs:
        entry = agreements[spec.id]
        given = {"utility": name} if "utility" in entry.options else {}
        options = entry.parse_options({**given, **spec.options})
        table = values[spec.label]
        for first, second in itertools.product(labels, repeat=2):
            if entry.properties["symmetric"] and (second, first) in table:
                table[first, second] = table[second, first]
            else:
                table[first, second] = entry.function(outcomes[first], outcomes[second], **options)
    found = {label: satisfaction(outcome, name) for label, outcome in outcomes.items()}
    gains = {label: gain.values for label, gain in found.items()}
    voters = election.ballots.multiplicities
    better = {
        (first, second): int(voters[np.asarray(gains[first] > gains[second], bool)].sum())
        for first, second in itertools.permutations(labels, 2)
    }
    best = gains[labels[0]]
    for own in gains.values():
        best = np.maximum(best, own)
    return Agreement(
        labels,
        name,
        election.num_voters,
        tuple(spec.label for spec in specs),
        values,
        better,
        {label: int(voters[np.asarray(own == best, bool)].sum()) for label, own in gains.items()},
        {label: gain.total() for label, gain in found.items()},
    )
