"""Rounding in integers against the same rounding written out in fractions."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import fairbudget
from fairbudget.formulas.rounding import apportion, round_amounts
from fairbudget.money import largest_remainder, round_fraction

MODES = ["half-up", "half-even", "floor", "ceiling"]
amounts = st.lists(st.integers(0, 10**6), min_size=1, max_size=12)


@pytest.mark.parametrize("mode", MODES)
@given(numerators=amounts, denominator=st.integers(1, 60), unit=st.sampled_from([1, 10, 1000]))
def test_rounding_each_amount(mode: str, numerators: list[int], denominator: int, unit: int) -> None:
    expected = [round_fraction(Fraction(n, denominator), mode, unit) for n in numerators]
    assert round_amounts(numerators, denominator, mode, unit) == expected


@pytest.mark.parametrize("mode", ["half-up", "half-even"])
@given(half=st.integers(0, 50), unit=st.sampled_from([1, 2, 1000]))
def test_halves(mode: str, half: int, unit: int) -> None:
    exact = unit * (half + Fraction(1, 2))
    up = half + 1 if mode == "half-up" or half % 2 else half
    assert round_amounts([exact.numerator], exact.denominator, mode, unit) == [up * unit]


def test_unknown_mode_is_refused() -> None:
    with pytest.raises(ValueError, match="half-up"):
        round_amounts([1], 1, "largest-remainder")


@given(numerators=amounts, denominator=st.integers(1, 60), unit=st.sampled_from([1, 7]))
def test_apportion_sums_and_stays_within_a_unit(numerators: list[int], denominator: int, unit: int) -> None:
    exact = [Fraction(n, denominator) for n in numerators]
    total = unit * round(sum(exact) / unit)
    low = sum(unit * math.floor(value / unit) for value in exact)
    high = sum(unit * math.ceil(value / unit) for value in exact)
    assert low <= total <= high
    shares = apportion(numerators, denominator, total, unit)
    assert sum(shares) == total
    assert all(abs(share - value) < unit and share % unit == 0 for share, value in zip(shares, exact, strict=True))
    assert shares == largest_remainder(exact, total, unit)


def test_apportion_prefers_larger_remainders_then_the_earlier() -> None:
    # Hamilton on 1.2, 3.7, 2.7, 2.4 with 10 seats: floors 1, 3, 2, 2, two more to the two .7
    assert apportion([12, 37, 27, 24], 10, 10) == [1, 4, 3, 2]
    assert apportion([15, 15, 10], 10, 4) == [2, 1, 1]


@pytest.mark.parametrize("total", [2, 6, 45])
def test_apportion_refuses_what_cannot_be_reached(total: int) -> None:
    with pytest.raises(ValueError, match="cannot be rounded"):
        apportion([10, 10, 10], 3, total)


@given(
    values=st.lists(st.integers(0, 500), min_size=1, max_size=30).filter(any),
    pool=st.integers(0, 10**6),
    weight=st.fractions(0, 1, max_denominator=12),
    unit=st.sampled_from([1, 10, 1000]),
)
def test_largest_remainder_gives_any_pool_in_full(values: list[int], pool: int, weight: Fraction, unit: int) -> None:
    pool *= unit
    rows = [{"kelurahan": f"K{k}", "a": value, "b": value % 7 + 1} for k, value in enumerate(values)]
    formula = {
        "rounding": "largest-remainder",
        "rounding_unit": unit,
        "components": [
            {
                "id": "APW",
                "kind": "proportional",
                "pool": pool,
                "indicators": [{"column": "a", "weight": weight}, {"column": "b", "weight": 1 - weight}],
            }
        ],
    }
    result = fairbudget.ceilings(rows, formula)
    sums = {key: sum(row[key] for row in rows) for key in ("a", "b")}  # type: ignore[misc]
    assert sum(result.totals) == pool
    assert result.residual == 0
    for row, cells in zip(result.rows, rows, strict=True):
        a, b = Fraction(int(cells["a"]), sums["a"]), Fraction(int(cells["b"]), sums["b"])
        exact = pool * (weight * a + (1 - weight) * b)
        assert row.exact["apw"] == exact
        assert abs(row.total - exact) < unit
        assert row.total % unit == 0
        assert sum(share.amount for share in row.shares["apw"]) == row.total


@pytest.mark.parametrize("mode", MODES)
def test_rounding_unit_and_residual(mode: str) -> None:
    rows = [{"kelurahan": name, "x": 1} for name in "abc"]
    formula = {
        "rounding": mode,
        "rounding_unit": 1000,
        "components": [
            {"id": "BES", "kind": "equal-share", "base": 2500},
            {"id": "APW", "kind": "proportional", "pool": 10_000, "indicators": [{"column": "x", "weight": 1}]},
        ],
    }
    result = fairbudget.ceilings(rows, formula)
    bes = {"half-up": 3000, "half-even": 2000, "floor": 2000, "ceiling": 3000}[mode]
    apw = {"half-up": 3000, "half-even": 3000, "floor": 3000, "ceiling": 4000}[mode]
    assert [row.amounts for row in result.rows] == [{"bes": bes, "apw": apw}] * 3
    assert [component.residual for component in result.components] == [7500 - 3 * bes, 10_000 - 3 * apw]
    assert result.residual == 17_500 - 3 * (bes + apw)
