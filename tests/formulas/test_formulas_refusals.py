"""Tables and formulas that cannot be meant: each a clear error that names the cell or the key, all of them at once."""

from __future__ import annotations

import copy
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import fairbudget
from fairbudget import DataWarning, Fault, InputError
from fairbudget.formulas import Formula, read_formula

FORMULA: dict[str, Any] = {
    "group": "kecamatan",
    "components": [
        {"id": "BES", "kind": "equal-share", "base": 100},
        {
            "id": "APW",
            "kind": "proportional",
            "pool": 1000,
            "indicators": [{"column": "area", "weight": 0.75}, {"column": "poor", "weight": 0.25}],
        },
    ],
}
ROWS = [
    {"kecamatan": "Utara", "kelurahan": "Ciluar", "area": 215.39, "poor": 2616},
    {"kecamatan": "Utara", "kelurahan": "Cibuluh", "area": 174.78, "poor": 2240},
    {"kecamatan": "Barat", "kelurahan": "Loji", "area": 135.9, "poor": 1792},
]


def table(**changes: Any) -> list[dict[str, Any]]:
    """Return the rows with one cell changed in the second row."""
    rows = copy.deepcopy(ROWS)
    rows[1].update(changes)
    return rows


def formula(change: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
    data = copy.deepcopy(FORMULA)
    change(data)
    return data


def refusals(rows: Any, spec: Any = FORMULA) -> tuple[Fault, ...]:
    with pytest.raises(InputError) as caught:
        fairbudget.ceilings(rows, spec)
    return caught.value.faults


def test_the_unchanged_table_is_fine() -> None:
    result = fairbudget.ceilings(ROWS, FORMULA)
    assert sum(result.totals) + result.residual == 1300


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (None, "no value"),
        ("", "no value"),
        ("  ", "no value"),
        (-1, "less than 0"),
        ("-0,5", "less than 0"),
        (Decimal("-0.001"), "less than 0"),
        ("abc", "not a number"),
        ("-", "not a number"),
        ("12 34", "not a number"),
        ("12\n34", "not a number"),
        ("1.23.4", "not a number"),
        ("#DIV/0!", "not a number"),
        ("NaN", "not a number"),
        ("inf", "not a number"),
        (float("inf"), "not a number"),
        (True, "not a number"),
        (pd.Timestamp("2026-01-02"), "not a number"),
        (1j, "not a number"),
        (10**41, "not a number of a usable size"),
        ("9" * 5000, "not a number"),
    ],
)
def test_a_bad_cell_is_named(value: Any, message: str) -> None:
    [fault] = refusals(table(poor=value))
    assert fault.message.startswith(message)
    assert (fault.line, fault.row, fault.column) == (2, "Cibuluh", "poor")
    assert fault.value == " ".join(str("" if value is None else value).split())
    assert len(str(fault)) < 300
    assert fault.expected == "a number of at least 0"


def test_all_bad_cells_are_told_at_once() -> None:
    rows = table(area="x", poor=-5)
    rows[2]["area"] = None
    rows[0]["kelurahan"] = ""
    found = {(fault.line, fault.column) for fault in refusals(rows)}
    assert found == {(2, "area"), (2, "poor"), (3, "area"), (1, "kelurahan")}


@pytest.mark.parametrize("name", ["Ciluar", "CILUAR", " ciluar ", "Ci-luar"])
def test_a_kelurahan_twice(name: str) -> None:
    if name == "Ci-luar":
        rows = [
            {**row, "kelurahan": str(row["kelurahan"]).replace("Ciluar", "Ci luar")} for row in table(kelurahan=name)
        ]
    else:
        rows = table(kelurahan=name)
    [fault] = refusals(rows)
    assert "stands in line 1 already" in fault.message
    assert (fault.line, fault.column) == (2, "kelurahan")


def test_one_name_in_two_kecamatan_is_fine_only_if_they_are_known() -> None:
    rows = copy.deepcopy(ROWS)
    rows[2]["kelurahan"] = "Ciluar"
    result = fairbudget.ceilings(rows, FORMULA)
    assert len(result) == 3
    told = "'Ciluar' stands in lines 1 (Utara) and 3 (Barat), taken for kelurahan of their own"
    assert any(told in note for note in result.notes)
    for row in rows:
        del row["kecamatan"]
    [fault] = refusals(rows, formula(lambda f: f.pop("group")))
    assert fault.line == 3


def test_missing_columns_with_the_nearest_name() -> None:
    rows = [{"kecamatan": "x", "kelurahan": "a", "aera": 1, "pop": 2}]
    area, poor = refusals(rows)
    assert "no column 'area'; did you mean 'aera'?" in area.message
    assert "no column 'poor'" in poor.message


def test_missing_and_ambiguous_name_columns() -> None:
    [fault] = refusals([{"kecamatan": "x", "village_code": "a", "area": 1, "poor": 2}])
    assert "no column 'kelurahan' with the names" in fault.message
    [fault] = refusals([{"kecamatan": "x", "nama": "a", "desa": "b", "area": 1, "poor": 2}])
    assert "'desa', 'nama'; say which one is meant: unit" in fault.message
    assert fairbudget.ceilings(
        [{"kecamatan": "x", "nama": "a", "desa": "b", "area": 1, "poor": 2}], {**FORMULA, "unit": ["lurah", "nama"]}
    ).names == ("a",)
    [fault] = refusals([{"kelurahan": "a", "area": 1, "poor": 2}])
    assert "no column 'kecamatan'" in fault.message


def test_an_alias_counts_where_the_column_is_missing_and_must_be_one() -> None:
    spec = formula(lambda f: f["components"][1]["indicators"][0].update(aliases=["luas", "luas_ha"]))
    rows = [{"kecamatan": "x", "kelurahan": "a", "Luas (ha)": 1, "poor": 2}]
    assert fairbudget.ceilings(rows, spec).components[1].parts[0].numbers.heading == "Luas (ha)"
    [fault] = refusals([{**rows[0], "luas": 3}], spec)
    assert "may be any of 'luas', 'Luas (ha)'" in fault.message
    assert fairbudget.ceilings([{**rows[0], "luas": 3, "area": 4}], spec).row("a").shares["apw"][0].value == 4


def test_a_column_that_sums_to_zero() -> None:
    [fault] = refusals([{**row, "poor": 0} for row in ROWS])
    assert (fault.message, fault.column) == ("the column sums to zero, so it has no shares", "poor")


def test_a_cell_above_the_total_that_the_formula_gives() -> None:
    [fault] = [f for f in refusals(ROWS, formula(lambda f: _indicator(f).update(total=200))) if f.severity == "error"]
    assert fault.message == "more than the total in the formula, 200"
    assert (fault.line, fault.row, fault.column, fault.value) == (1, "Ciluar", "area", "215.39")


def test_a_total_far_from_the_sum_is_a_warning() -> None:
    with pytest.warns(DataWarning, match="5260.7, is not the column's sum, 526.07"):
        fairbudget.ceilings(ROWS, formula(lambda f: _indicator(f).update(total=5260.7)))


@pytest.mark.parametrize("rows", [[], [{}], pd.DataFrame(), pd.DataFrame({"kelurahan": []})])
def test_tables_without_rows(rows: Any) -> None:
    assert refusals(rows)


@pytest.mark.parametrize("rows", [None, 3, {"kelurahan": "a"}, [1, 2], ["a"]])
def test_what_is_no_table(rows: Any) -> None:
    assert refusals(rows)


# --- formulas ---------------------------------------------------------------------------------------------------------


def _indicator(data: dict[str, Any], index: int = 0) -> dict[str, Any]:
    found = data["components"][1]["indicators"][index]
    assert isinstance(found, dict)
    return found


def _set(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        *steps, last = path.split(".")
        here: Any = data
        for step in steps:
            here = here[int(step)] if step.isdigit() else here[step]
        here[int(last) if last.isdigit() else last] = value

    return change


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (_set("components.1.indicators.0.weight", 0.7), "components[2] 'APW': the weights do not sum to one"),
        (_set("components.1.indicators.0.weight", 0.7500000001), "the weights do not sum to one"),
        (_set("components.1.indicators.0.weight", -0.75), "indicators[1] 'area': key 'weight': negative"),
        (_set("components.1.indicators.0.weight", "abc"), "key 'weight': not a number"),
        (_set("components.1.indicators.0.weight", True), "key 'weight': not a number"),
        (_set("components.1.indicators.0.weight", float("nan")), "key 'weight': not a number"),
        (_set("components.1.indicators.0.total", 0), "components[2] 'APW', indicators[1] 'area': key 'total' is zero"),
        (_set("components.1.indicators.1.total", -3), "indicators[2] 'poor': key 'total': negative"),
        (_set("components.1.indicators.0.wieght", 1), "unknown key 'wieght'; did you mean 'weight'?"),
        (_set("components.1.indicators.1.column", "AREA"), "is also that of indicators[1]"),
        (_set("components.1.indicators.1.aliases", ["area"]), "is also that of indicators[1]"),
        (_set("components.1.indicators.1.aliases", 3), "key 'aliases': expected a heading"),
        (_set("components.1.indicators.1.column", ""), "indicators[2] '': key 'column'"),
        (_set("components.1.indicators", []), "key 'indicators'"),
        (_set("components.1.indicators", 3), "key 'indicators'"),
        (_set("components.1.pool", -1), "components[2] 'APW': key 'pool': negative"),
        (_set("components.1.pool", Decimal("Infinity")), "key 'pool': not a number"),
        (_set("components.0.base", -1), "components[1] 'BES': key 'base': negative"),
        (_set("components.0.base", None), "key 'base': not a number"),
        (_set("components.0.kind", "equal-shares"), "unknown kind 'equal-shares'; did you mean 'equal-share'?"),
        (_set("components.0.kind", ["x"]), "components[1] 'BES': unknown kind"),
        (_set("components.0.id", "a b"), "key 'id'"),
        (_set("components.0.id", "APW"), "id 'APW' is taken by components[1]"),
        (_set("components.0.id", "aw"), "id 'aw' is taken by total_id"),
        (_set("components.0.bsae", 1), "unknown key 'bsae'; did you mean 'base'? (allowed: id, kind, label, pool"),
        (_set("components", []), "no components"),
        (_set("components", {"id": "BES"}), "'components' is not a list"),
        (_set("components.0", "BES"), "components[1] is not a table"),
        (_set("rounding", "halfup"), "key 'rounding': did you mean 'half-up'?"),
        (_set("rounding_unit", 0), "key 'rounding_unit'"),
        (_set("rounding_unit", 1.5), "key 'rounding_unit'"),
        (_set("unit", ""), "key 'unit': expected a heading"),
        (_set("unti", "x"), "unknown key 'unti'; did you mean 'unit'?"),
        (_set("component", []), "unknown key 'component'; did you mean 'components'?"),
        (lambda f: f.update({1: 2}), "a key is not text (found '1')"),
        (lambda f: f["components"][1].update({None: 2}), "components[2] 'APW': a key is not text (found 'None')"),
        (
            lambda f: (f.update(pool=5), f["components"][1].pop("pool")),
            "components[2] 'APW': key 'pool' is missing (expected pool or pool_share)",
        ),
    ],
)
def test_a_bad_formula_names_the_key(change: Callable[[dict[str, Any]], None], message: str) -> None:
    data = formula(change)
    with pytest.raises(InputError) as caught:
        Formula.from_dict(data)
    assert message in str(caught.value)


def test_missing_keys_are_named() -> None:
    data = formula(
        lambda f: (_indicator(f).pop("weight"), f["components"][0].pop("base"), f["components"][0].pop("id"))
    )
    with pytest.raises(InputError) as caught:
        Formula.from_dict(data)
    text = str(caught.value)
    assert "components[1]: key 'id' is missing" in text
    assert "components[1]: key 'base' is missing" in text
    assert "components[2] 'APW', indicators[1] 'area': key 'weight' is missing" in text


def test_hundred_percent_is_hinted_at() -> None:
    data = formula(
        lambda f: [i.update(weight=w) for i, w in zip(f["components"][1]["indicators"], (75, 25), strict=True)]
    )
    with pytest.raises(InputError, match=r"write 35 % as 0\.35"):
        Formula.from_dict(data)


def test_weights_are_exact(tmp_path: Path) -> None:
    # in binary floating point these sum to 1.0000000000000002 or less than one
    weights = [0.35, 0.35, 0.1, 0.15, 0.05]
    indicators = [{"column": f"c{k}", "weight": weight} for k, weight in enumerate(weights)]
    data = {"components": [{"id": "A", "kind": "proportional", "pool": 1, "indicators": indicators}]}
    assert sum(i.weight for i in Formula.from_dict(data).components[0].needed()) == 1
    for k, third in enumerate(["1/3", "1/3", "1/3"]):
        indicators[k]["weight"] = third
    data["components"][0]["indicators"] = indicators[:3]
    assert sum(i.weight for i in Formula.from_dict(data).components[0].needed()) == 1


@pytest.mark.parametrize("key", ["base", "pool"])
def test_largest_remainder_needs_multiples_of_the_unit(key: str) -> None:
    data = formula(lambda f: f.update(rounding="largest-remainder", rounding_unit=1000))
    data["components"][0]["base"], data["components"][1]["pool"] = 2000, 3000
    Formula.from_dict(data)
    data["components"][0 if key == "base" else 1][key] = 1500
    with pytest.raises(InputError, match=f"key '{key}' is not a multiple of rounding_unit"):
        Formula.from_dict(data)


def test_largest_remainder_of_nothing_but_zeros_is_refused() -> None:
    data = formula(
        lambda f: (
            f.update(rounding="largest-remainder"),
            [i.update(total=9) for i in f["components"][1]["indicators"]],
        )
    )
    [fault] = [f for f in refusals([{**row, "area": 0, "poor": 0} for row in ROWS], data) if f.severity == "error"]
    assert "the pool cannot be split" in fault.message


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("f.toml", b"", "the file is empty"),
        ("f.toml", b"  \n", "the file is empty"),
        ("f.toml", b"[[components]\nid = 1", "not well-formed TOML"),
        ("f.toml", b"a = 1\na = 2", "not well-formed TOML"),
        ("f.toml", b"a = " + b"9" * 5000, "not well-formed TOML"),
        ("f.toml", b"a = " + b"[" * 50_000, "not well-formed TOML"),
        ("f.toml", b"\xff\xfe\x00\x01\x80", "not a text file"),
        ("f.toml", b"rounding = 'half-up'", "no components"),
        ("f.txt", b"rounding = 'half-up'", "unknown kind of file '.txt'"),
    ],
)
def test_formula_files_that_cannot_be_read(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=message) as caught:
        read_formula(tmp_path / name)
    assert all(fault.file == str(tmp_path / name) for fault in caught.value.faults)


def test_a_formula_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_formula(tmp_path / "f.toml")
    (tmp_path / "g.toml").mkdir()
    with pytest.raises(InputError, match="cannot be read"):
        read_formula(tmp_path / "g.toml")


def test_what_is_no_formula() -> None:
    with pytest.raises(InputError, match="a formula cannot be made from int"):
        fairbudget.ceilings(ROWS, 3)


def test_a_formula_survives_its_dict() -> None:
    first = Formula.from_dict(formula(lambda f: _indicator(f).update(weight="3/4", total="1000/3", unit="ha")))
    assert Formula.from_dict(first.to_dict()) == first


def test_result_columns_that_would_collide_are_refused() -> None:
    data = {
        "components": [
            {"id": "A", "kind": "proportional", "pool": 9, "indicators": [{"column": "b", "weight": 1}]},
            {"id": "A_b", "kind": "equal-share", "base": 1},
        ]
    }
    with pytest.raises(InputError, match="several columns of the result would be called a_b"):
        fairbudget.ceilings([{"kelurahan": "x", "b": 1}], data)
