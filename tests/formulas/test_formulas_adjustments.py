"""Floors, caps, hold-harmless and transition: exact, together, and refused where they contradict each other."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import fairbudget
from fairbudget.errors import InputError
from fairbudget.formulas import Ceilings
from fairbudget.formulas.adjustments import Contradiction, scale_within

LAST = [500, 300, 100, 100]


def adjusted(*items: dict[str, Any], sizes: tuple[int, ...] = (1, 2, 3, 4), **head: Any) -> Ceilings:
    rows = [{"nama": "ABCD"[k], "size": size, "last": LAST[k]} for k, size in enumerate(sizes)]
    part = {"id": "X", "kind": "proportional", "pool": 1000, "indicators": [{"column": "size", "weight": 1}]}
    return fairbudget.ceilings(rows, {"components": [part], "adjustments": list(items), **head})


def test_a_floor_is_paid_by_all_others_in_proportion() -> None:
    result = adjusted({"id": "LOW", "kind": "floor", "amount": 180})
    # B, C and D share what A's 180 leaves, 820, as 2 : 3 : 4, and B's 182 stays above the floor
    assert result.adjusted is not None
    assert result.adjusted.exact == [180, Fraction(1640, 9), Fraction(820, 3), Fraction(3280, 9)]
    assert result.totals == [180, 182, 273, 364]
    assert result.adjusted.factor == Fraction(820, 900)
    assert result.adjusted.effects == {"low": [89, 0, 0, 0], "balance": [-9, -18, -27, -36]}
    for row in result.rows:
        assert sum(row.amounts.values()) == row.total


def test_floor_and_cap_hold_together() -> None:
    result = adjusted(
        {"id": "LOW", "kind": "floor", "amount": 230},
        {"id": "TOP", "kind": "cap", "amount": 280},
        rounding="largest-remainder",
    )
    assert sum(result.totals) == 1000
    assert result.totals == [230, 230, 260, 280]
    free = adjusted({"id": "TOP", "kind": "cap", "amount": 280}, balance="none")
    assert free.totals == [100, 200, 280, 280]
    assert free.residual == 140


def test_hold_harmless_and_phased_transition() -> None:
    held = adjusted({"id": "OLD", "kind": "hold-harmless", "column": "last", "share": "0.9"})
    assert held.adjusted is not None
    # A keeps 450 and B 270; C and D share 280 as 3 : 4
    assert held.totals == [450, 270, 120, 160]
    step = adjusted({"id": "STEP", "kind": "transition", "column": "last", "share": "1/4"})
    # last year's ceilings sum to the pool as well, so that nothing is left to balance
    assert step.totals == [400, 275, 150, 175]
    assert step.adjusted is not None
    assert step.adjusted.effects["step"] == [300, 75, -150, -225]


def test_limits_are_rounded_inwards_to_the_unit() -> None:
    result = adjusted(
        {"id": "LOW", "kind": "floor", "amount": 171},
        {"id": "TOP", "kind": "cap", "amount": 359},
        rounding_unit=10,
        rounding="largest-remainder",
    )
    assert min(result.totals) == 180
    assert max(result.totals) == 350
    assert sum(result.totals) == 1000


@pytest.mark.parametrize(
    ("items", "message"),
    [
        ([{"id": "L", "kind": "floor", "amount": 300}], "the floors sum to 1200, 200 more than there is to give"),
        ([{"id": "T", "kind": "cap", "amount": 200}], "the caps sum to 800, 200 less than there is to give"),
        (
            [
                {"id": "H", "kind": "hold-harmless", "column": "last"},
                {"id": "T", "kind": "cap", "amount": 400},
            ],
            "'A': h asks for at least 500, t for at most 400",
        ),
        ([{"id": "T", "kind": "transition", "column": "last"}], "part of the way"),
        ([{"id": "L", "kind": "floor"}], "give either 'amount' in rupiah or 'column'"),
        ([{"id": "balance", "kind": "floor", "amount": 1}], "is kept for"),
        ([{"id": "X", "kind": "floor", "amount": 1}], "id 'X' is taken by components[1]"),
    ],
)
def test_contradictions_are_named(items: list[dict[str, Any]], message: str) -> None:
    with pytest.raises(InputError) as caught:
        adjusted(*items)
    assert message in str(caught.value)


def test_a_cap_that_only_rows_without_a_share_could_fill() -> None:
    with pytest.raises(InputError, match="no kelurahan can take"):
        adjusted({"id": "T", "kind": "cap", "amount": 450}, sizes=(0, 0, 1, 1))


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 40), st.none() | st.integers(0, 60)), min_size=1, max_size=8),
    st.integers(0, 300),
)
def test_the_factor_meets_the_sum_and_is_the_least(rows: list[tuple[int, int, int | None]], target: int) -> None:
    amounts = [Fraction(a) for a, _, _ in rows]
    low = [lo for _, lo, _ in rows]
    high = [None if hi is None else lo + hi for _, lo, hi in rows]

    def given_at(factor: Fraction) -> Fraction:
        clipped = (max(lo, factor * y) for y, lo in zip(amounts, low, strict=True))
        return sum((y if hi is None else min(y, hi) for y, hi in zip(clipped, high, strict=True)), Fraction(0))

    most = given_at(Fraction(10**9))
    if not sum(low) <= target <= most:
        with pytest.raises(Contradiction):
            scale_within(amounts, low, high, Fraction(target))
        return
    factor = scale_within(amounts, low, high, Fraction(target))
    assert given_at(factor) == target
    assert not factor or given_at(factor * Fraction(999_999, 10**6)) < target
