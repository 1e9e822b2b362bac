"""The Nash optimum: the sets of projects with the highest product of the voters' utilities plus one."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from decimal import Context, Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from fairbudget.election import BALLOT_TYPES, Election
from fairbudget.money import plain
from fairbudget.outcome import Outcome
from fairbudget.registry import rule
from fairbudget.rules._problem import Gains, Problem, enumerated
from fairbudget.rules._search import Layer, Search
from fairbudget.rules.ties import DEFAULT, ranks, tie_breaking_option
from fairbudget.rules.welfare import seconds_option, set_rounds
from fairbudget.utilities import utilities, utility_option

__all__ = ["Product", "nash_welfare"]

#: Products up to this many bits are multiplied out; longer ones are compared by logarithms of this many digits or more.
BITS, DIGITS = 100_000, 60
#: The floats in which sets are bounded hold whole numbers up to this.
_FINE = 2.0**50


class Product:
    """A product of whole numbers, compared exactly.

    Parameters
    ----------
    factors : sequence of int
        Positive.
    powers : sequence of int
        How often each factor occurs.

    Examples
    --------
    >>> Product([2, 8], [1, 1]) == Product([4], [2]), Product([3], [10**6]) > Product([2], [1584963])
    (True, False)
    """

    def __init__(self, factors: Sequence[int], powers: Sequence[int]) -> None:
        self.powers: dict[int, int] = {}
        for factor, power in zip(factors, powers, strict=True):
            if factor > 1 and power:
                self.powers[factor] = self.powers.get(factor, 0) + power

    def sign(self, other: Product) -> int:
        """Return 1 if this product is larger than the other, -1 if it is smaller, 0 if they are equal.

        Notes
        -----
        Common factors cancel. Long products are compared by their logarithms, to so many digits that the error bound
        decides; they are equal if over pairwise coprime numbers all powers cancel.
        """
        rest = {f: self.powers.get(f, 0) - other.powers.get(f, 0) for f in {**self.powers, **other.powers}}
        rest = {factor: power for factor, power in rest.items() if power}
        size = sum(abs(power) * factor.bit_length() for factor, power in rest.items())
        if size > BITS:
            return _sign_of_long(rest, size)
        one, two = 1, 1
        for factor, power in rest.items():
            if power > 0:
                one *= factor**power
            else:
                two *= factor**-power
        return (one > two) - (one < two)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Product) and self.sign(other) == 0

    def __lt__(self, other: Product) -> bool:
        return self.sign(other) < 0

    def __gt__(self, other: Product) -> bool:
        return self.sign(other) > 0

    __hash__ = None  # type: ignore[assignment]


def _sign_of_long(powers: Mapping[int, int], size: int) -> int:
    """Return whether a product of powers, positive and negative, is above 1 (1), below 1 (-1) or equal to 1 (0)."""
    digits = DIGITS
    while True:
        context = Context(prec=digits, Emax=10**15, Emin=-(10**15))
        total = Decimal(0)
        for factor, power in powers.items():
            total = context.add(total, context.multiply(context.ln(Decimal(factor)), Decimal(power)))
        # each logarithm, product and sum is off by at most one unit of its last digit
        if abs(total) > Decimal(size * 4 * (len(powers) + 1)).scaleb(1 - digits, context):
            return 1 if total > 0 else -1
        if digits == DIGITS and _cancel(powers):
            return 0
        digits *= 2


def _cancel(powers: Mapping[int, int]) -> bool:
    """Tell whether a product of powers is 1: over pairwise coprime numbers no power is left."""
    base: dict[int, int] = {}
    rest = list(powers.items())
    while rest:
        factor, power = rest.pop()
        if factor == 1 or not power:
            continue
        for other in base:
            common = math.gcd(factor, other)
            if common > 1:
                former = base.pop(other)
                rest += [(other // common, former), (factor // common, power), (common, former + power)]
                break
        else:
            base[factor] = power
    return not base


@rule(
    "nash-welfare",
    name="Nash welfare maximum",
    reference=(
        "Fluschnik, Skowron, Triphaus and Wilker, Fair Knapsack, AAAI 2019 (the fair knapsack: product of 1 + utility)"
    ),
    options=(utility_option, tie_breaking_option, seconds_option),
    ballots=BALLOT_TYPES,
    complexity="O(2^projects) at worst (NP-hard); branch and bound, seconds on most real elections",
    sequential=False,
    scale_free=False,
    bibtex="""@inproceedings{FluschnikSkowronTriphausWilker2019,
  author    = {Till Fluschnik and Piotr Skowron and Mervin Triphaus and Kai Wilker},
  title     = {Fair Knapsack},
  booktitle = {Proceedings of the AAAI Conference on Artificial Intelligence},
  volume    = {33},
  pages     = {1941--1948},
  year      = {2019},
  doi       = {10.1609/aaai.v33i01.33011941}
}""",
)
def nash_welfare(
    election: Election,
    *,
    utility: str | None = None,
    tie_breaking: tuple[str, ...] = DEFAULT,
    seconds: float = 300.0,
) -> Outcome:
    """Fund the set with the highest product over voters of one plus her utility.

    Parameters
    ----------
    election : Election
    utility : str, optional
        Its unit matters here: with ``cost`` it is the election's own money.
    tie_breaking : tuple of str
        Of the best sets the cheapest is funded; of these the first: the one that has the first project, in this order,
        which only one of two sets has.
    seconds : float
        How long the search may take.

    Returns
    -------
    Outcome
        Projects in the order of tie-breaking. ``facts["mean_log"]`` is the mean of log(1 + utility) over voters, a
        float for information only.

    Raises
    ------
    OptionError
        Past the time limit.

    Notes
    -----
    NP-hard: O(2^m * rows) at worst for m projects. Branch and bound on the sum of logarithms, in floats that are
    rounded to whole numbers with a margin that covers all rounding; the sets that come within the margin of the best
    one are compared by their products, exactly.

    References
    ----------
    Fluschnik, Skowron, Triphaus and Wilker, *Fair Knapsack*, AAAI 2019.

    Examples
    --------
    >>> election = Election.build(dict.fromkeys("abcd", 1), 2, [["a", "b"]] * 3 + [["c", "d"]] * 2)
    >>> nash_welfare(election).selected
    ('a', 'c')
    """
    found = utilities(election, utility)
    gains = Gains.of(election, found)
    rank = ranks(election, tie_breaking)
    problem = Problem.of(election, gains, rank)
    # utilities are counted in units of 1/one: one plus s of them is (one + s) / one
    one = int(1 / found.scale)
    order = rank.tolist()
    numbers = sorted(problem.numbers(_best_product(problem, one, seconds)), key=order.__getitem__)
    totals = found.totals(election.ballots.multiplicities)
    voters = election.num_voters
    mean = float(gains.counts @ np.log1p(gains.sums(numbers) / one)) / voters if voters else 0.0
    return Outcome.of(
        election,
        numbers,
        "nash-welfare",
        {"utility": found.name, "tie_breaking": tie_breaking, "seconds": seconds},
        facts={"mean_log": mean},
        trace=lambda: set_rounds(
            election, numbers, "nash-welfare", "utility", [plain(Fraction(totals[p]) * found.scale) for p in numbers]
        ),
    )


def _best_product(problem: Problem, one: int, seconds: float) -> list[int]:
    """Return the places of the set with the highest product of one plus utility, in units of ``1/one``."""
    from fairbudget.rules._kernels_bounds import LOG

    def product(sums: NDArray[np.int64]) -> Product:
        return Product([one + s for s in sums.tolist()], problem.counts.tolist())

    def compare(first: list[int], second: list[int]) -> int:
        return product(problem.utilities(first)).sign(product(problem.utilities(second)))

    if not problem.projects:
        return []
    top = problem.start.astype(float) + problem.room
    total = float(problem.counts @ np.log1p(top / one))
    if float(problem.counts.sum()) >= 2**31:
        return enumerated(problem, product, "nash-welfare")
    layer = Layer(LOG, problem.counts, scale=_FINE / total, limit=one)
    end = (time.monotonic() + seconds, seconds)
    # a row's value is off by its rounding down and by a few roundings of numbers below 2**50
    return Search(problem, [layer], end, "nash-welfare", margin=8 * len(problem.counts) + 8).near(compare)
