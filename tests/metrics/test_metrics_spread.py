"""Every index of inequality against its definition, member by member, in fractions and in 60-digit decimals."""

import itertools
import math
from decimal import Decimal, getcontext, localcontext
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairbudget.errors import InputError, OptionError
from fairbudget.metrics import across, concentration_index, decompose, lorenz, need_adjusted
from fairbudget.metrics.spread import BASES
from fairbudget.registry import indices

MEMBERS = st.lists(
    st.tuples(st.one_of(st.integers(0, 9), st.fractions(0, 5, max_denominator=6)), st.integers(0, 4)), max_size=6
)
#: what each index is where all are equal
EQUAL = {"gini": 0, "hoover": 0, "jain": 1, "min-to-mean": 1, "palma": Fraction(1, 4), "quintile-ratio": 1,
         "theil-t": 0, "theil-l": 0, "atkinson": 0}  # fmt: skip


def crowd(pairs):
    return [Fraction(v) for v, w in pairs for _ in range(w)]


def dec(fraction):
    return Decimal(fraction.numerator) / Decimal(fraction.denominator)


def share_of_part(people, low, high):
    """What the members between two shares of the population have, each cut into pieces so that edges fall between."""
    pieces = sorted(people)
    size = len(pieces)
    total = Fraction(0)
    for k, x in enumerate(pieces):
        overlap = min(Fraction(k + 1, size), high) - max(Fraction(k, size), low)
        total += x * max(overlap, Fraction(0)) * size
    return total


def slow(id, people, epsilon=Fraction(1, 2)):
    """Each index as a textbook has it, of a list of people."""
    n, total = len(people), sum(people)
    if not total or len(set(people)) == 1:
        return EQUAL[id]
    mean = Fraction(total, n)
    if id == "gini":
        return sum(abs(a - b) for a in people for b in people) / (2 * n * n * mean)
    if id == "hoover":
        return sum(abs(x - mean) for x in people) / (2 * total)
    if id == "jain":
        return Fraction(total**2, n * sum(x * x for x in people))
    if id == "min-to-mean":
        return min(people) / mean
    if id in ("palma", "quintile-ratio"):
        top, bottom = {"palma": (Fraction(9, 10), Fraction(2, 5)), "quintile-ratio": (Fraction(4, 5), Fraction(1, 5))}[
            id
        ]
        low = share_of_part(people, Fraction(0), bottom)
        return share_of_part(people, top, Fraction(1)) / low if low else math.inf
    ratios = [dec(x / mean) for x in people]
    if id == "theil-t":
        return sum(r * r.ln() for r in ratios if r) / n
    if id == "theil-l":
        return sum(-r.ln() for r in ratios) / n if all(ratios) else math.inf
    e = dec(epsilon)
    if e >= 1 and not all(ratios):
        return 1
    if e == 1:
        return 1 - (sum(r.ln() for r in ratios) / n).exp()
    return 1 - (sum(r ** (1 - e) for r in ratios if r) / n) ** (1 / (1 - e))


@settings(max_examples=100, deadline=None)
@given(MEMBERS, st.sampled_from(["1/4", "1", "2", "7/2", "60"]))
def test_indices_by_brute_force(pairs, epsilon):
    values, weights = [v for v, _ in pairs], [w for _, w in pairs]
    people = crowd(pairs)
    assert set(indices) - {"concentration"} == set(EQUAL)
    with localcontext() as context:
        context.prec = 60
        for id in EQUAL:
            options = {"epsilon": epsilon} if id == "atkinson" else {}
            function = indices[id].function
            found = function(values, weights, **options)
            expected = slow(id, people, Fraction(epsilon))
            if isinstance(expected, Decimal):
                assert abs(found - float(expected)) < 1e-13, id
                if id.startswith("theil") and expected > 0:
                    assert abs(found / float(expected) - 1) < 1e-13, id
            else:
                assert found == expected, id
                assert isinstance(found, int | Fraction) or expected in (0, 1, math.inf), id
            close = pytest.approx(float(expected), abs=1e-12)
            assert function(np.array(values, float), np.array(weights, float), **options) == close, id
            assert function(people, **options) == found or id in ("theil-t", "theil-l", "atkinson")


def test_theil_keeps_its_digits_where_all_are_nearly_equal():
    getcontext().prec = 28
    with localcontext() as context:
        context.prec = 80
        for step in (1, 10**3, 10**8, 10**12):
            values = [10**12, 10**12 + step, 10**12 + 3 * step]
            mean = Decimal(sum(values)) / 3
            for id, term in (("theil-t", lambda r: r * r.ln()), ("theil-l", lambda r: -r.ln())):
                expected = sum(term(Decimal(v) / mean) for v in values) / 3
                assert float(Decimal(indices[id].function(values)) / expected - 1) == pytest.approx(0, abs=1e-13)


@settings(max_examples=100, deadline=None)
@given(MEMBERS, st.data())
def test_concentration_by_pairs(pairs, data):
    poverty = data.draw(st.lists(st.integers(-2, 2), min_size=len(pairs), max_size=len(pairs)))
    found = concentration_index([v for v, _ in pairs], poverty, [w for _, w in pairs])
    people = [(p, Fraction(v)) for (v, w), p in zip(pairs, poverty, strict=True) for _ in range(w)]
    total = sum(x for _, x in people)
    # how many are less poor minus how many are poorer, summed over all pairs
    expected = sum(x * ((q > p) - (q < p)) for p, x in people for q, _ in people)
    assert found == (Fraction(expected, len(people) * total) if total else 0)
    ordered = sorted((x for _, x in people), reverse=True)
    assert concentration_index(ordered, range(len(ordered), 0, -1)) == -slow("gini", ordered)


@settings(max_examples=100, deadline=None)
@given(MEMBERS)
def test_lorenz_is_concave_and_its_area_is_gini(pairs):
    values, weights = [v for v, _ in pairs], [w for _, w in pairs]
    points = lorenz(values, weights)
    assert (points[0], points[-1]) == ((0, 0), (1, 1))
    slopes = [Fraction(d - b) / Fraction(c - a) for (a, b), (c, d) in itertools.pairwise(points)]
    assert slopes == sorted(set(slopes))
    area = sum(Fraction(c - a) * (b + d) / 2 for (a, b), (c, d) in itertools.pairwise(points))
    assert 1 - 2 * area == slow("gini", crowd(pairs))


@settings(max_examples=100, deadline=None)
@given(MEMBERS, st.data())
def test_decomposition_adds_up(pairs, data):
    groups = data.draw(st.lists(st.sampled_from("abc"), min_size=len(pairs), max_size=len(pairs)))
    values, weights = [v for v, _ in pairs], [w for _, w in pairs]
    for measure in ("theil-t", "theil-l"):
        found = decompose(values, groups, weights, measure)
        assert found.total == indices[measure].function(values, weights)
        assert found.within + found.between == pytest.approx(found.total, abs=1e-13)
        assert sum(part.share_of_members for part in found.groups) == (1 if sum(weights) else 0)
        # every member has the mean of the group: only the inequality between groups is left
        people = {g: crowd([p for p, h in zip(pairs, groups, strict=True) if h == g]) for g in set(groups)}
        means = [Fraction(sum(own), len(own)) for own in people.values() for _ in own]
        assert indices[measure].function(means) == pytest.approx(found.between, abs=1e-13)


def test_across_states_what_each_figure_is_of():
    amounts, people, groups = [600, 200, 300, 50], [20, 10, 30, 0], ["n", "n", "s", "s"]
    found = across(amounts, people, groups=groups, poverty=[1, 3, 2, 9], need=[10, 5, 0, 5])
    heads = [Fraction(30)] * 20 + [Fraction(20)] * 10 + [Fraction(10)] * 30
    units = [Fraction(30), Fraction(20), Fraction(10)]
    for id in EQUAL:
        for basis, crowded in zip(BASES, (heads, units, list(map(Fraction, amounts))), strict=True):
            assert float(found.value(id, basis)) == pytest.approx(float(slow(id, crowded)), abs=1e-13)
    assert found.left_out == ("4",)
    assert found.need_ratios == (Fraction(24, 23), Fraction(16, 23), math.inf, Fraction(4, 23))
    assert found.lorenz("per unit") == lorenz(units)
    parts = found.decompositions["theil-t", "per head"]
    assert [part.group for part in parts.groups] == ["n", "s"]
    assert parts.groups[1].index == 0
    assert [row["measure"] for row in found.rows()].count("theil-l, between groups") == 3
    # one unit and none
    for some in (across([], []), across([5], [3]), across([0, 0], [1, 1]), across([5, 5], [0, 0])):
        assert {figure.measure: figure.value for figure in some.figures} == EQUAL


def test_refusals():
    for wrong in ({"people": [1]}, {"groups": ["a"]}, {"poverty": [1]}, {"names": ["a"]}, {"need": [1]}):
        with pytest.raises(InputError, match="for 2 amounts"):
            across(**({"amounts": [1, 2], "people": [1, 2]} | wrong))
    with pytest.raises(InputError, match="amount 2 cannot be meant"):
        across([1, -2], [1, 1])
    with pytest.raises(OptionError, match="did you mean 'gini'"):
        across([1, 2], [1, 1], measures="ginni")
    with pytest.raises(OptionError, match="needs a poverty figure"):
        across([1, 2], [1, 1], measures="concentration")
    with pytest.raises(OptionError, match="takes option 'epsilon'"):
        across([1, 2], [1, 1], measures="gini", epsilon=1)
    with pytest.raises(OptionError, match="epsilon=0 is not allowed"):
        across([1, 2], [1, 1], epsilon=0)
    with pytest.raises(OptionError, match="no decomposition"):
        decompose([1], ["a"], measure="gini")
    with pytest.raises(InputError, match="2 groups for 1"):
        decompose([1], ["a", "b"])
    with pytest.raises(OptionError, match="unknown basis"):
        across([1], [1]).lorenz("per house")
    with pytest.raises(OptionError, match="no figure 'gini' per house"):
        across([1], [1]).value("gini", "per house")


def test_need_adjusted_ratios():
    assert need_adjusted([0, 0], [1, 2]) == (1, 1)
    assert need_adjusted([], []) == ()
    assert need_adjusted([1.5, 0.5], [1, 1]) == (1.5, 0.5)
    with pytest.raises(InputError, match="1 needs for 2"):
        need_adjusted([1, 2], [1])


def test_many_units_stay_quick_in_floats():
    # the common denominator of ten thousand rates would have tens of thousands of bits
    amounts, people = range(10_000, 20_000), range(1_000_000, 1_010_000)
    found = across(amounts, people, measures="gini")
    assert isinstance(found.value("gini", "per head"), float)
    assert isinstance(found.value("gini", "amounts per unit"), Fraction)
    rates = [a / n for a, n in zip(amounts, people, strict=True)]
    mean = math.fsum(rates) / 10_000
    ordered = sorted(rates)
    expected = math.fsum(x * (2 * k - 9_999) for k, x in enumerate(ordered)) / (10_000**2 * mean)
    assert found.value("gini", "per unit") == pytest.approx(expected, abs=1e-12)
