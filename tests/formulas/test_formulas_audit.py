"""`audit` against planted slips, an exhaustive search on small tables, and the published table of Bogor."""

from __future__ import annotations

import csv
import io
import itertools
import json
import warnings
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from published_tables import Published, make_table, plant, rounded

from fairbudget import ceilings
from fairbudget.cli.main import main
from fairbudget.errors import DataWarning, InputError, OptionError
from fairbudget.formulas.audit import audit
from fairbudget.formulas.audit.totals import PrintedTotal

BOGOR = Path(__file__).resolve().parents[2] / "instances" / "bogor"
TABLE, FORMULA, TOTALS = (str(BOGOR / name) for name in ("indicators.csv", "formula.toml", "totals.csv"))


def printed(table: Published) -> list[PrintedTotal]:
    found = []
    for column, text in table.totals.items():
        places = len(text.partition(".")[2])
        found.append(PrintedTotal(column, int(text.replace(".", "")), places, text))
    return found


def changes(result: Any) -> set[tuple[str, str, str]]:
    return {(c.name, c.column, c.corrected) for c in result.corrections}


def test_bogor_all_rows_and_totals_agree_after_36_digits() -> None:
    result = audit(TABLE, FORMULA, totals=TOTALS)
    assert (result.following, result.following_after, result.rows) == (44, 68, 68)
    assert result.mended
    assert result.smallest
    assert result.unique
    assert (result.digits, len(result.corrections)) == (36, 36)
    assert all(c.digits == 1 and c.unique for c in result.corrections)
    assert ("Total", "dtsen_poverty_register", "173015") in changes(result)


def test_bogor_corrections_hold_in_an_independent_computation() -> None:
    result = audit(TABLE, FORMULA, totals=TOTALS)
    with open(TABLE, encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for c in result.corrections:
        if c.line is not None:
            assert rows[c.line - 2][c.column] == c.printed or Fraction(rows[c.line - 2][c.column]) == Fraction(
                c.printed
            )
            rows[c.line - 2][c.column] = c.corrected
    weights = {"area_ha": 35, "population": 35, "budget_realisation_pct": 10, "dtsen_poverty_register": 15, "staff": 5}
    sums = {column: sum(Fraction(row[column]) for row in rows) for column in weights}
    assert sums == {
        "area_ha": Fraction("11138.59"),
        "population": 1144108,
        "budget_realisation_pct": Fraction("6768.57"),
        "dtsen_poverty_register": 173015,
        "staff": 714,
    }
    for row in rows:
        share = sum(Fraction(w, 100) * Fraction(row[c]) / sums[c] for c, w in weights.items())
        assert int(row["apw_idr"]) == rounded(13_600_000_000 * share)
        assert int(row["total_idr"]) == int(row["apw_idr"]) + 120_000_000
        assert Fraction(row["share_pct"]) * 1000 == rounded(100_000 * share)


def test_bogor_totals_need_not_be_in_the_formula() -> None:
    import tomllib

    formula = tomllib.loads(Path(FORMULA).read_text(encoding="utf-8"), parse_float=str)
    for component in formula["components"]:
        for indicator in component.get("indicators", ()):
            del indicator["total"]
    result = audit(TABLE, formula, totals=TOTALS)
    assert changes(result) == changes(audit(TABLE, FORMULA, totals=TOTALS))
    assert any("the total that most rows imply, 11138.59" in note for note in result.notes)


W3 = [Fraction(1, 2), Fraction(3, 10), Fraction(1, 5)]


@pytest.mark.parametrize(
    ("seed", "slips", "options", "columns"),
    [
        (1, 6, {}, None),
        (2, 8, {"show": ("apw", "bes", "total", "share")}, None),
        (3, 10, {"show": ("total",)}, ["x0", "x1", "x2"]),
        (4, 5, {"mode": "floor"}, None),
        (5, 5, {"mode": "ceiling", "show": ("apw",)}, None),
        (6, 6, {"rows": 12, "unit": 10}, ["x0", "x1", "x2"]),
    ],
)
def test_planted_slips_are_mended(seed: int, slips: int, options: dict[str, Any], columns: list[str] | None) -> None:
    table = plant(make_table(seed, W3, **options), seed + 50, slips, columns)
    result = audit(table.rows, table.formula, totals=printed(table))
    assert result.mended
    # the slips themselves are a set that mends all, so the smallest is no larger
    assert 0 < result.digits <= slips
    assert result.smallest
    if result.unique and result.digits == slips:
        assert changes(result) == {(table.rows[r]["kelurahan"], c, true) for r, c, _, true in table.slips}


def test_a_clean_table_is_clean() -> None:
    table = make_table(9, W3, show=("apw", "bes", "total", "share"))
    result = audit(table.rows, table.formula, totals=printed(table))
    assert result.clean
    assert result.unique
    assert result.corrections == ()


# an exhaustive search on tables so small that other sets of the same size exist


def small(seed: int, slips: int, columns: list[str] | None = None) -> Published:
    sizes = ((10, 99, 0), (10, 99, 0))
    table = make_table(seed, [Fraction(3, 5), Fraction(2, 5)], rows=4, base=0, pool=1000, sizes=sizes, show=("apw",))
    return plant(table, seed, slips, columns)


def positions(table: Published) -> list[tuple[tuple[int, str], int]]:
    """Return every digit of the table and of its totals; totals stand in row -1."""
    found = [
        ((r, c), k) for r, row in enumerate(table.rows) for c in ("x0", "x1", "apw_idr") for k in range(len(row[c]))
    ]
    return found + [((-1, c), k) for c, text in table.totals.items() for k in range(len(text))]


def digit_sets(table: Published, size: int) -> Iterator[dict[tuple[int, str], str]]:
    cells = {(r, c): row[c] for r, row in enumerate(table.rows) for c in ("x0", "x1", "apw_idr")}
    cells.update({(-1, c): text for c, text in table.totals.items()})
    for chosen in itertools.combinations(positions(table), size):
        options = [
            [d for d in "0123456789" if d != cells[key][k] and not (d == "0" and k == 0 and len(cells[key]) > 1)]
            for key, k in chosen
        ]
        for digits in itertools.product(*options):
            after = dict(cells)
            for (key, k), digit in zip(chosen, digits, strict=True):
                after[key] = after[key][:k] + digit + after[key][k + 1 :]
            yield after


def agrees(table: Published, cells: dict[tuple[int, str], str]) -> bool:
    parts = table.formula["components"][1]
    totals = {i["column"]: i["total"] for i in parts["indicators"]}
    count = range(len(table.rows))
    for column, total in totals.items():
        if sum(int(cells[r, column]) for r in count) != total or int(cells[-1, column]) != total:
            return False
    for r in count:
        exact = sum(1000 * i["weight"] * int(cells[r, i["column"]]) / totals[i["column"]] for i in parts["indicators"])
        if int(cells[r, "apw_idr"]) != rounded(exact):
            return False
    return int(cells[-1, "apw_idr"]) in (1000, sum(int(cells[r, "apw_idr"]) for r in count))


@pytest.mark.parametrize("seed", range(14))
def test_no_smaller_set_exists_and_all_of_the_size_are_found(seed: int) -> None:
    if seed % 3:
        table = small(seed, 2, None if seed % 2 else ["x0", "x1"])
    else:
        table = small(seed, 1)
        total = int(table.totals["x1"])
        table.totals["x1"] = str(total + (10 if total % 100 < 90 else -10))
    result = audit(table.rows, table.formula, totals=printed(table))
    for size in range(3):
        exhaustive = [cells for cells in digit_sets(table, size) if agrees(table, cells)]
        if exhaustive:
            break
    assert exhaustive
    assert result.mended
    assert result.digits == size
    assert result.smallest
    assert 1 + len(result.alternatives) == len(exhaustive)
    expected = set()
    for cells in exhaustive:
        before = {(r, c): row[c] for r, row in enumerate(table.rows) for c in ("x0", "x1", "apw_idr")}
        before.update({(-1, c): text for c, text in table.totals.items()})
        names = {r: row["kelurahan"] for r, row in enumerate(table.rows)} | {-1: "Total"}
        expected.add(frozenset((names[r], c, v) for (r, c), v in cells.items() if before[r, c] != v))
    sets = [result.corrections, *result.alternatives]
    assert {frozenset((c.name, c.column, c.corrected) for c in items) for items in sets} == expected
    common = frozenset.intersection(*expected)
    assert {(c.name, c.column, c.corrected) for c in result.corrections if c.unique} == common


# what the audit refuses, and ordinary faults


def test_rows_that_changed_digits_do_not_mend_are_said() -> None:
    table = make_table(2, W3)
    rows = [dict(row) for row in table.rows]
    rows[3]["x1"] = "7"
    result = audit(rows, table.formula, totals=printed(table))
    assert not result.mended
    assert [check.mended for check in result.row_checks] == [False]
    assert result.following_after == len(rows) - 1
    rows[3]["x1"] = ""
    result = audit(rows, table.formula, totals=printed(table))
    assert result.unchecked == 1
    assert any(fault.message == "no value" for fault in result.faults)


def test_printed_totals_stand_in_the_table_too() -> None:
    table = make_table(2, W3)
    total = {"kelurahan": "Jumlah", **table.totals}
    wrong = str(total["x1"])
    total["x1"] = wrong[:-1] + str((int(wrong[-1]) + 3) % 10)
    result = audit([*table.rows, total], table.formula)
    assert [(c.name, c.column, c.corrected, c.line) for c in result.corrections] == [("Total", "x1", wrong, 41)]
    with pytest.warns(DataWarning, match="left out as totals"):
        mended = ceilings([*table.rows, total], table.formula, errata=list(result.errata))
    assert "1 numbers corrected by errata" in mended.notes[0]


def test_a_total_in_thousands_is_read_as_such() -> None:
    table = make_table(2, W3)
    grouped = f"{int(Fraction(table.totals['x0'])):,}".replace(",", ".")
    total = PrintedTotal("x0", int(grouped.replace(".", "")), 3, grouped)
    result = audit(table.rows, table.formula, totals=[total])
    assert any("was read as" in note for note in result.notes)


def test_ordinary_faults() -> None:
    table = make_table(2, W3, sizes=((1000, 9000, 0), (3000, 9000, 0), (8000, 9999, 2)))
    rows = [dict(row) for row in table.rows]
    rows[5]["kelurahan"] = rows[4]["kelurahan"]
    rows[7] = {**rows[6], "kelurahan": "Curug"}
    rows[9]["x0"] = str(Fraction(rows[9]["x0"]) / 1000 + 0)
    rows[9]["x0"] = "4.512"
    rows[11]["x2"] = "104.20"
    for row in rows:
        row["x2_pct"] = row.pop("x2")
    table.formula["components"][1]["indicators"][2]["column"] = "x2_pct"
    names = [row["kelurahan"] for row in table.rows[:-1]] + ["Curug"]
    result = audit(rows, table.formula, names=names, decimal=".")
    texts = [str(fault) for fault in result.faults if fault.severity == "error"]
    assert any("stands in line 5 already" in text for text in texts)
    assert any("all indicators are those of line 7" in text for text in texts)
    assert any("as if in other units: times 1000" in text for text in texts)
    assert any("more than 100 percent" in text for text in texts)
    assert any("looks misread" in text and table.rows[-1]["kelurahan"] in text for text in texts)


def test_what_cannot_be_audited_is_refused() -> None:
    table = make_table(2, W3)
    with pytest.raises(InputError, match="nothing can be audited"):
        audit(
            [{k: v for k, v in row.items() if k in ("kelurahan", "x0", "x1", "x2")} for row in table.rows],
            table.formula,
        )
    with pytest.raises(InputError, match="cannot follow this formula: it has 0 proportional parts"):
        audit(table.rows, {"components": [{"id": "BES", "kind": "equal-share", "base": 5}]})
    with pytest.raises(OptionError, match="no quantity 'nothing'"):
        audit(table.rows, table.formula, published=["apw_idr=nothing"])
    with pytest.raises(OptionError, match="most_digits"):
        audit(table.rows, table.formula, most_digits=9)


def run(*arguments: str) -> int:
    with warnings.catch_warnings(), pytest.raises(SystemExit) as caught:
        main(list(arguments))
    assert isinstance(caught.value.code, int)
    return caught.value.code


def test_the_command_writes_errata_that_ceilings_takes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    errata = tmp_path / "errata.csv"
    before = Path(TABLE).read_bytes()
    assert run("audit", TABLE, "-f", FORMULA, "--totals", TOTALS, "-o", str(errata)) == 1
    assert "it is the only set of its size" in capsys.readouterr().out
    assert Path(TABLE).read_bytes() == before
    compare = [item for column in ("apw_idr", "total_idr", "share_pct") for item in ("--compare", column)]
    assert run("ceilings", TABLE, "-f", FORMULA, "--errata", str(errata), *compare) == 0
    out = capsys.readouterr().out
    assert out.count("68 of 68 rows agree") == 3
    assert "35 numbers corrected by errata" in out
    changed = tmp_path / "table.csv"
    changed.write_bytes(before.replace(b",7941,", b",7942,"))
    assert run("ceilings", str(changed), "-f", FORMULA, "--errata", str(errata)) == 2
    error = capsys.readouterr().err
    assert "stands another number" in error
    assert "7942" in error


def test_formats_and_exit_codes_of_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("audit", TABLE, "-f", FORMULA, "--totals", TOTALS, "--format", "json") == 1
    data = json.loads(capsys.readouterr().out)
    assert (data["rows_following"], data["rows_following_after"], data["unique"]) == (44, 68, True)
    assert run("audit", TABLE, "-f", FORMULA, "--format", "csv") == 1
    assert len(list(csv.DictReader(io.StringIO(capsys.readouterr().out)))) == 35
    assert run("audit", TABLE, "-f", FORMULA, "--totals", TOTALS) == 1
    assert "Rows that do not follow" in capsys.readouterr().out
    clean = make_table(9, W3, rows=10)
    table, formula = tmp_path / "t.json", tmp_path / "f.toml"
    table.write_text(json.dumps(clean.rows))
    indicators = "".join(
        f'[[components.indicators]]\ncolumn = "{i["column"]}"\nweight = "{i["weight"]}"\ntotal = "{i["total"]}"\n'
        for i in clean.formula["components"][1]["indicators"]
    )
    formula.write_text(
        '[[components]]\nid = "BES"\nkind = "equal-share"\nbase = 120000000\n'
        f'[[components]]\nid = "APW"\nkind = "proportional"\npool = 13600000000\n{indicators}'
    )
    assert run("audit", str(table), "-f", str(formula)) == 0
    assert run("audit", str(table), "-f", str(tmp_path / "none.toml")) == 2
    names = tmp_path / "names.txt"
    names.write_text("\n".join(row["kelurahan"] for row in clean.rows[1:]))
    assert run("audit", str(table), "-f", str(formula), "--names", str(names)) == 1


def test_errata_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    table = make_table(9, W3, rows=10)
    name = table.rows[2]["kelurahan"]
    errata = tmp_path / "errata.csv"

    def message(text: str) -> str:
        errata.write_text("line,kelurahan,column,printed,corrected\n" + text)
        with pytest.raises(InputError) as caught:
            ceilings(table.rows, table.formula, errata=errata)
        return str(caught.value)

    good = table.rows[2]["x1"]
    assert "another number" in message(f",{name},x1,{int(good) + 1},5\n")
    assert "no column 'y'" in message(f",{name},y,{good},5\n")
    assert "no such kelurahan" in message(f",Nowhere,x1,{good},5\n")
    assert "about another kelurahan" in message(f"1,{name},x1,{good},5\n")
    assert "no row in line 99" in message(f"99,{name},x1,{good},5\n")
    assert "corrected twice" in message(f",{name},x1,{good},5\n,{name},x1,{good},6\n")
    assert "not such a number" in message(f",{name},x1,{good},five\n")
    errata.write_text(f"line,kelurahan,column,printed,corrected\n3,{name},x1,{good},{int(good) + 1}\n")
    result = ceilings(table.rows, table.formula, errata=errata)
    part = result.rows[2].shares["apw"][1]
    assert part.value == int(good) + 1
