"""Exact amounts: nothing passes through binary floating point, nothing is lost in rounding."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import examples

from fairbudget.money import (
    exact,
    format_rupiah,
    largest_remainder,
    parse_number,
    plain,
    round_fraction,
    to_units,
    unit_denominator,
)

F = Fraction


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (3, F(3)),
        (-3, F(-3)),
        (F(1, 3), F(1, 3)),
        (Decimal("735616.25"), F(2942465, 4)),
        ("735616.25", F(2942465, 4)),
        (" 12 ", F(12)),
        ("+7", F(7)),
        ("-0.5", F(-1, 2)),
        ("9/10", F(9, 10)),
        ("-9/10", F(-9, 10)),
        ("1e3", F(1000)),
        ("1E-2", F(1, 100)),
        (".5", F(1, 2)),
        (0.1, F(1, 10)),
        (1e22, F(10**22)),
        (0.9, F(9, 10)),
        (1 / 3, F("0.3333333333333333")),
        (np.float64(0.1), F(1, 10)),
        (np.float32(0.1), F(1, 10)),
        (np.int64(5), F(5)),
        (np.int32(-5), F(-5)),
        (10**30 + 1, F(10**30 + 1)),
        ("1" + "0" * 300, F(10**300)),
    ],
)
def test_exact(value: Any, number: Fraction) -> None:
    assert exact(value) == number
    assert isinstance(exact(value), Fraction)


@pytest.mark.parametrize(
    "value",
    [
        *("", " ", "x", "1,5", "1.000.000", "Rp 5", "1 000", "1_000", "0x10", "1/0", "1/", "/2", "1.5/2", "--1", "1e"),
        *("nan", "inf", "-Infinity", "sNaN", "1e999999999", "1e-999999999", "9" * 5000, "1/" + "9" * 500, "٣", "１"),
        *(None, True, False, [], {}, object(), 1j, b"1", np.array([1, 2]), np.bool_(True)),
        *(float("nan"), float("inf"), np.float64("nan"), Decimal("NaN"), Decimal("Infinity"), Decimal("1e5000")),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_what_is_no_number_is_refused(value: Any) -> None:
    with pytest.raises(ValueError):
        exact(value)


@examples(100)
@given(st.fractions())
def test_text_of_a_fraction_is_read_exactly(number: Fraction) -> None:
    assert exact(str(number)) == number


@examples(100)
@given(st.decimals(allow_nan=False, allow_infinity=False, places=4))
def test_text_of_a_decimal_is_read_exactly(number: Decimal) -> None:
    assert exact(str(number)) == F(number)


def test_plain_and_units() -> None:
    assert plain(F(6, 2)) == 3
    assert type(plain(F(6, 2))) is int
    assert type(plain(F(1, 3))) is Fraction
    assert type(plain(np.int64(4))) is int
    assert unit_denominator([]) == 1
    assert unit_denominator([F(1, 4), F(1, 6), F(3)]) == 12
    assert to_units(F(3, 4), 12) == 9
    with pytest.raises(ValueError, match="not a whole number"):
        to_units(F(1, 5), 12)


# -- rounding -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "half_up", "half_even", "floor", "ceiling"),
    [
        (F(5, 2), 3, 2, 2, 3),
        (F(7, 2), 4, 4, 3, 4),
        (F(-5, 2), -3, -2, -3, -2),
        (F(-1, 2), -1, 0, -1, 0),
        (F(1, 2), 1, 0, 0, 1),
        (F(249, 100), 2, 2, 2, 3),
        (F(251, 100), 3, 3, 2, 3),
        (F(2), 2, 2, 2, 2),
        (F(0), 0, 0, 0, 0),
        # just below and above one half, where a float would say one half
        (F(10**20 + F(1, 2) - F(1, 10**9)), 10**20, 10**20, 10**20, 10**20 + 1),
        (F(10**20 + F(1, 2) + F(1, 10**9)), 10**20 + 1, 10**20 + 1, 10**20, 10**20 + 1),
    ],
)
def test_rounding(value: Fraction, half_up: int, half_even: int, floor: int, ceiling: int) -> None:
    assert round_fraction(value) == half_up
    assert round_fraction(value, "half-up") == half_up
    assert round_fraction(value, "half-even") == half_even
    assert round_fraction(value, "floor") == floor
    assert round_fraction(value, "ceiling") == ceiling


@pytest.mark.parametrize("mode", ["half-up", "half-even", "floor", "ceiling"])
def test_rounding_to_a_unit(mode: str) -> None:
    for value in (F(251_409_546), F(250_500), F(-250_500), F(999, 2)):
        rounded = round_fraction(value, mode, 1000)
        assert rounded % 1000 == 0
        assert abs(rounded - value) < 1000 if mode in ("floor", "ceiling") else abs(rounded - value) <= 500


def test_unknown_rounding_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown rounding"):
        round_fraction(F(1), "largest-remainder")


@examples(200)
@given(
    st.lists(st.fractions(min_value=0, max_value=1000, max_denominator=50), min_size=1, max_size=8),
    st.sampled_from([1, 5, 1000]),
)
def test_largest_remainder_is_hamilton(values: list[Fraction], unit: int) -> None:
    total = unit * round(sum(values) / unit)
    scale = F(total) / sum(values) if sum(values) else F(0)
    quotas = [value * scale for value in values]
    seats = largest_remainder(quotas, total if sum(values) else 0, unit)
    assert sum(seats) == (total if sum(values) else 0)
    for seat, quota in zip(seats, quotas, strict=True):
        # staying within the quota: a unit up or down at most, and none where it is whole
        assert seat % unit == 0
        assert math.floor(quota / unit) * unit <= seat <= math.ceil(quota / unit) * unit
    up = [quota / unit % 1 for seat, quota in zip(seats, quotas, strict=True) if seat > quota]
    down = [quota / unit % 1 for seat, quota in zip(seats, quotas, strict=True) if seat < quota]
    assert not up or not down or min(up) >= max(down)


def test_largest_remainder_examples() -> None:
    # Balinski and Young 1982, the Alabama paradox in small: 3 states of 6, 6, 2 with 10 and 11 seats
    assert largest_remainder([F(10 * p, 14) for p in (6, 6, 2)], 10) == [4, 4, 2]
    assert largest_remainder([F(11 * p, 14) for p in (6, 6, 2)], 11) == [5, 5, 1]
    assert largest_remainder([F(10, 3)] * 3, 10) == [4, 3, 3]
    assert largest_remainder([], 0) == []
    assert largest_remainder([F(2500), F(2500)], 5000, 1000) == [3000, 2000]


@pytest.mark.parametrize(
    ("values", "total", "unit", "message"),
    [
        ([F(1), F(1)], 5, 1, "too far from the total"),
        ([F(1), F(1)], 4, 1, "too far from the total"),
        ([F(3), F(3)], 5, 1, "too far from the total"),
        ([], 1, 1, "too far from the total"),
        ([F(1)], 1, 1000, "not a multiple of the unit"),
    ],
)
def test_largest_remainder_refuses_what_it_cannot_reach(
    values: list[Fraction], total: int, unit: int, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        largest_remainder(values, total, unit)


# -- text -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (0, "Rp 0"),
        (999, "Rp 999"),
        (1000, "Rp 1.000"),
        (251_409_546, "Rp 251.409.546"),
        (-1500, "-Rp 1.500"),
        (F(5, 2), "Rp 2,50"),
        (F(10**9) + F(1, 2), "Rp 1.000.000.000,50"),
        (F(1999, 1000), "Rp 2,00"),
        (F(-5, 2), "-Rp 2,50"),
        (F(6, 2), "Rp 3"),
    ],
)
def test_rupiah(amount: Fraction | int, text: str) -> None:
    assert format_rupiah(amount) == text
    assert parse_number(text.replace("-Rp ", "-"), decimal=",") == round_fraction(F(amount) * 100) / F(100)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1234567", F(1234567)),
        ("1.234.567", F(1234567)),
        ("1,234,567", F(1234567)),
        ("Rp 1.234.567,00", F(1234567)),
        ("Rp1.234.567,-", F(1234567)),
        ("Rp. 1.234.567", F(1234567)),
        ("IDR 1.234.567", F(1234567)),
        ("1,234.5", F(2469, 2)),
        ("1.234,5", F(2469, 2)),
        ("99,22", F(4961, 50)),
        ("99.22", F(4961, 50)),
        ("99,22 %", F(4961, 50)),
        ("0.125", F(1, 8)),
        ("0,125", F(1, 8)),
        ("1234.567", F(1234567, 1000)),
        (".5", F(1, 2)),
        ("-5", F(-5)),
        ("\u22125", F(-5)),
        ("1 234 567", F(1234567)),
        ("1\u00a0234\u00a0567", F(1234567)),
        ("12 345,50", F(24691, 2)),
    ],
)
def test_numbers_as_people_write_them(text: str, number: Fraction) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize("text", ["1.234", "12.345", "999,999", "Rp 500.000", "-1.000"])
def test_what_can_be_read_in_two_ways_is_refused_unless_told(text: str) -> None:
    with pytest.raises(ValueError, match="thousands or as decimals"):
        parse_number(text)
    digits = text.replace("Rp ", "")
    assert parse_number(text, decimal=",") != parse_number(text, decimal=".")
    assert parse_number(text, decimal="," if "." in text else ".") == F(digits.replace(".", "").replace(",", ""))
    assert parse_number(text, decimal="." if "." in text else ",") == F(digits.replace(",", "."))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Rp",
        "x",
        "1.2.3",
        "1.23.456",
        "12,34,567",
        "1..000",
        "1e5",
        "1.234,5,6",
        "12 34",
        "5-",
        "1/2",
        "1.234.567.8",
    ],
)
def test_what_is_no_number_in_any_way_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_number(text)


@examples(150)
@given(st.integers(-(10**14), 10**14))
def test_rupiah_is_read_back(amount: int) -> None:
    assert parse_number(format_rupiah(amount, ""), decimal=",") == amount
