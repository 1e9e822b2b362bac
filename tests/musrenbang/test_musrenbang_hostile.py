"""Whatever stands in the cells: faults, never a traceback; and what is read survives its files."""

from __future__ import annotations

import copy
import datetime
import random

import layouts
import pytest

from fairbudget import InputError, OptionError
from fairbudget.musrenbang import fault_table, reading, to_election
from fairbudget.musrenbang.notes import Notes
from fairbudget.musrenbang.sheets import Formula, load

JUNK = [
    *(None, "", " ", "-", 0, -1, 1.5, float("nan"), float("inf"), 10**30, True, datetime.datetime(2026, 1, 2)),
    *(datetime.time(3, 4), datetime.timedelta(1), "Jumlah", "TOTAL", "contoh", "x", "RW 01", "Kelurahan", "a;b;c"),
    *("1.234", "12,5", "Rp", "#REF!", Formula("=A1"), "M" * 5000, "[bold]", "{x}", "5 M", "1/2", "²", "٣", "\u00a0"),
    *("Prioritas 1", "skor_x", "kelurahan : ", "Melati", "id_usulan", "Pagu", "==", "'", "\x00"),
]
NAMES = ["Usulan", "Skor", "RW", "Peserta", "Pagu", "Petunjuk", "x", "Kriteria", "Realisasi", "Prioritas RW"]


@pytest.fixture(scope="module")
def cities(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    paths = [layouts.sipd(folder / "a.xlsx"), layouts.own_sheets(folder / "b.xlsx"), layouts.application(folder / "c")]
    return [(path, load(path, Notes())) for path in paths]


def spoil(draw, sheets):
    """Change some cells, rows, columns or names."""
    sheet = draw.choice(sheets)
    if not sheet.rows:
        return
    at = draw.randrange(len(sheet.rows))
    line, cells = sheet.rows[at]
    kind = draw.randrange(10)
    if kind < 6 and cells:
        cells[draw.randrange(len(cells))] = draw.choice(JUNK)
    elif kind == 6:
        del sheet.rows[at]
    elif kind == 7:
        sheet.rows[at] = (line, list(draw.choice(sheet.rows)[1]))
    elif kind == 8:
        sheet.name = draw.choice(NAMES)
    else:
        column = draw.randrange(max(len(row) for _, row in sheet.rows) or 1)
        for _, row in sheet.rows:
            del row[column : column + 1]


@pytest.mark.parametrize("seed", range(6))
def test_spoilt_cities_are_refused_or_read(cities, monkeypatch, seed):
    draw = random.Random(seed)
    for _ in range(40):
        path, sheets = draw.choice(cities)
        spoilt = copy.deepcopy(sheets)
        for _ in range(draw.choice([1, 2, 5, 20])):
            spoil(draw, spoilt)
        monkeypatch.setattr(reading, "load", lambda path, notes, found=spoilt: found)
        result = reading.read(path, lang=draw.choice(["id", "en"]))
        assert (result.city is None) == bool(result.errors)
        for fault in result.faults:
            assert fault.message
        fault_table.json_text(result)
        fault_table.csv(result, "id")
        fault_table.summary_lines(result)
        for key in result.city.by_key if result.city else ():
            try:
                mapped = to_election(result.city, key, budget=1000)
            except (InputError, OptionError):
                continue
            assert mapped.election.budget == 1000
