"""`infer` on tables of other cities: classes of base, floors and caps, splits, few rows, other spellings."""

from __future__ import annotations

import warnings
from fractions import Fraction
from typing import Any

import pytest
from published_tables import make_table
from test_formulas_audit_tables import City

from fairbudget import ceilings
from fairbudget.errors import DataWarning
from fairbudget.formulas.infer import infer

WEIGHTS = [Fraction(3, 10), Fraction(45, 100), Fraction(1, 4)]


def parts(found: Any) -> dict[str, Any]:
    assert found.formula is not None, found.summary()
    return {component.kind: component for component in found.formula.components}


@pytest.mark.parametrize("columns", [["apw_idr", "base_idr", "total_idr"], ["total_idr"], ["apw_idr", "total_idr"]])
@pytest.mark.parametrize("slips", [0, 4])
def test_classes_of_base_are_found(columns: list[str], slips: int) -> None:
    city = City(61, 45, columns=columns)
    city.plant(62, slips, ["area", "poor"])
    found = infer(city.rows)
    own = parts(found)
    assert [i.weight for i in own["proportional"].indicators] == WEIGHTS
    assert own["proportional"].pool == 9_000_000_000
    share = own["equal-share"]
    assert share.column == "people"
    assert [item.base for item in share.classes] == [80_000_000, 110_000_000, 150_000_000]
    people = [int(row["people"]) for row in city.rows]
    for limit, bound in zip((5000, 15_000), [item.up_to for item in share.classes[:-1]], strict=True):
        # any bound between the two classes does
        assert max(p for p in people if p <= limit) <= bound < min(p for p in people if p > limit)
    assert found.explained >= found.rows - slips
    with warnings.catch_warnings():
        # with a slip in it the column's sum may be far from the formula's total
        warnings.simplefilter("ignore", DataWarning)
        again = ceilings(city.rows, found.formula).totals
    same = sum(str(total) == row["total_idr"] for total, row in zip(again, city.rows, strict=True))
    assert same >= found.rows - slips


@pytest.mark.parametrize(("kind", "place"), [("floor", 4), ("cap", -5)])
def test_floors_and_caps_are_found(kind: str, place: int) -> None:
    table = make_table(71, WEIGHTS, rows=40, show=("total",))
    amounts = sorted(int(row["total_idr"]) for row in table.rows)
    limit = amounts[place] // 1_000_000 * 1_000_000
    for row in table.rows:
        printed = int(row["total_idr"])
        row["total_idr"] = str(max(printed, limit) if kind == "floor" else min(printed, limit))
    held = sum(int(row["total_idr"]) == limit for row in table.rows)
    assert held >= 3
    found = infer(table.rows)
    own = parts(found)
    assert [i.weight for i in own["proportional"].indicators] == WEIGHTS
    assert own["equal-share"].base == 120_000_000
    assert [(item.kind, item.amount) for item in found.formula.adjustments] == [(kind, limit)]  # type: ignore[union-attr]
    assert found.explained == found.rows
    assert [str(total) for total in ceilings(table.rows, found.formula).totals] == [
        row["total_idr"] for row in table.rows
    ]
    assert f"a {kind} of {limit}" in found.summary()


def test_a_split_is_told_from_indicators() -> None:
    city = City(81, 30, columns=["total_idr", "physical", "social"])
    for row in city.rows:
        row["total_idr"] = row.pop("total_idr")
    found = infer(city.rows)
    assert found.indicators == ("area", "people", "poor")
    assert found.formula is not None
    assert [(part.id, part.share) for part in found.formula.split] == [
        ("physical", Fraction(7, 10)),
        ("social", Fraction(3, 10)),
    ]


def test_few_rows_are_not_called_certain_where_they_are_not() -> None:
    table = make_table(91, WEIGHTS, rows=8, show=("total",))
    found = infer(table.rows)
    own = parts(found)
    assert found.explained == 8
    assert [i.weight for i in own["proportional"].indicators] == WEIGHTS
    coarse = make_table(92, WEIGHTS, rows=8, unit=1_000_000, show=("total",))
    loose = infer(coarse.rows)
    assert not loose.unique or parts(loose)["proportional"].pool == 13_600_000_000


def test_numbers_in_indonesian_spelling() -> None:
    table = make_table(95, WEIGHTS, rows=30)

    def written(text: str) -> str:
        whole, _, decimals = text.partition(".")
        return f"{int(whole):,}".replace(",", ".") + (f",{decimals}" if decimals else "")

    rows = [{k: v if k == "kelurahan" else written(v) for k, v in row.items()} for row in table.rows]
    assert infer(rows).formula == infer(table.rows).formula
