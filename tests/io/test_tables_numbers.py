"""Numbers in tables: one sign before decimals per column, never guessed."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairbudget.errors import FaultLog, InputError
from fairbudget.io.cells import cell_sign, column_sign, to_numbers
from fairbudget.io.tables import Table, as_table


def column(cells: list[Any], **others: list[Any]) -> Table:
    headings = ("x", *others)
    return Table(headings, (cells, *others.values()), tuple(range(2, len(cells) + 2)), file="t.csv")


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1.234", "12,5"], [1234, Fraction(25, 2)]),
        (["1.234", "12.5"], [Fraction(1234, 1000), Fraction(25, 2)]),
        (["1.234", "1.234.567"], [1234, 1234567]),
        (["1,234", "1,234,567"], [1234, 1234567]),
        (["1.234", "1.234,00"], [1234, 1234]),
        (["1,234", "1,234.50"], [1234, Fraction(2469, 2)]),
        (["Rp 1.234.567,00", "Rp. 2.000", "3.000,-"], [1234567, 2000, 3000]),
        (["99,22 %", "100 %"], [Fraction(9922, 100), 100]),
        (["0.123", "1.234"], [Fraction(123, 1000), Fraction(1234, 1000)]),
        (["1234.567", "1.234"], [Fraction(1234567, 1000), Fraction(1234, 1000)]),
        (["26621", "30973"], [26621, 30973]),
        (["1 234 567", "1 000"], [1234567, 1000]),
        ([" 5 ", "6"], [5, 6]),
        ([5, 5.25, Decimal("0.1"), Fraction(1, 3), "7"], [5, Fraction(21, 4), Fraction(1, 10), Fraction(1, 3), 7]),
        ([155.38, 190.0], [Fraction(15538, 100), 190]),
        ([1e-7, 2e22], [Fraction(1, 10**7), 2 * 10**22]),
    ],
)
def test_a_column_settles_its_own_decimals(cells: list[Any], expected: list[Any]) -> None:
    numbers = column(cells).numbers("x")
    assert [numbers[row] for row in range(len(cells))] == expected
    assert numbers.total() == sum(expected)


@pytest.mark.parametrize("cells", [["26.621", "30.973"], ["1,234"], ["26621", "1.234"], ["", "999.999"]])
def test_a_column_that_settles_nothing_is_refused(cells: list[Any]) -> None:
    with pytest.raises(InputError, match="can be read as thousands or as decimals") as caught:
        column(cells).numbers("x", blank=True)
    [fault] = caught.value.faults
    assert (fault.file, fault.column) == ("t.csv", "x")
    assert cells[(fault.line or 0) - 2] == fault.value


@pytest.mark.parametrize(
    ("other", "expected"), [(["155,38", "190"], 26621), (["155.38", "190"], Fraction(26621, 1000))]
)
def test_another_column_settles_it_with_a_note(other: list[str], expected: Any) -> None:
    notes: list[str] = []
    assert column(["26.621", "30.973"], area=other).numbers("x", notes=notes)[0] == expected
    [note] = notes
    assert "column 'x'" in note
    assert "26.621" in note
    assert "'area'" in note


@pytest.mark.parametrize(
    "others",
    [
        {"a": ["1,5", "2"], "b": ["1.5", "2"]},  # they contradict each other
        {"code": ["32.71.05", "32.71.06"]},  # no numbers
        {"date": ["12.05.2024", "13.05.2024"]},
        {"volume": ["3.5 m", "4.5 m"]},
    ],
)
def test_other_columns_that_settle_nothing(others: dict[str, list[Any]]) -> None:
    with pytest.raises(InputError, match="thousands or as decimals"):
        column(["26.621", "30.973"], **others).numbers("x")


@pytest.mark.parametrize(("decimal", "expected"), [(",", 26621), (".", Fraction(26621, 1000))])
def test_the_sign_can_be_stated(decimal: Any, expected: Any) -> None:
    table = as_table([{"x": "26.621"}], decimal=decimal)
    assert table.numbers("x")[0] == expected


def test_a_cell_against_its_column_is_a_fault() -> None:
    log = FaultLog()
    numbers = column(["155,38", "92.6", "1.234,5"]).numbers("x", log)
    assert [(fault.line, fault.value) for fault in log] == [(3, "92.6")]
    assert numbers.numerators[1] is None


def test_numbers_in_cells_need_no_sign_but_text_beside_them_does() -> None:
    with pytest.raises(InputError, match="thousands or as decimals"):
        column([1234, "1.234"]).numbers("x")


@pytest.mark.parametrize("places", [0, 1, 3])
def test_places_are_those_that_are_written(places: int) -> None:
    text = "2" + ("," + "0" * places if places else "")
    numbers, faults = to_numbers("x", [text, "1.000"], ",")
    assert (numbers.places, faults) == (places, [])
    assert numbers[0] == 2
    assert numbers[1] == 1000


@given(
    st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 4)), min_size=1, max_size=8),
    st.sampled_from([",", "."]),
    st.booleans(),
)
def test_what_is_written_is_read(values: list[tuple[int, int]], sign: str, grouped: bool) -> None:
    cells, expected = [], []
    for number, places in values:
        whole, rest = divmod(number, 10**places)
        text = f"{whole:,}" if grouped else str(whole)
        text = text.replace(",", "." if sign == "," else ",")
        cells.append(text + (sign + str(rest).rjust(places, "0") if places else ""))
        expected.append(Fraction(number, 10**places))
    numbers, faults = to_numbers("x", cells, sign)
    assert faults == []
    assert [numbers[row] for row in range(len(cells))] == expected
    # what the column says of its own sign is never the wrong one
    assert column_sign(cells)[0] in (sign, "?", "")


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        *[("1.234", "?"), ("1,234", "?"), ("12.34", "."), ("1234,567", ","), (".5", "."), ("1.234.56", ""), ("5.", "")],
        *[("12a,5", ""), ("", ""), ("1.234.567,8", ","), ("1,234,567.8", "."), ("Rp 1.500", "?"), ("-0,125", ",")],
    ],
)
def test_what_one_cell_says(text: str, sign: str) -> None:
    assert cell_sign(text) == sign
