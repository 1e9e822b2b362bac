"""Minutes and workbook of a decided city: each proposal once, sums that a spreadsheet recomputes, odd names."""

from __future__ import annotations

import dataclasses
import html
import re
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from fairbudget.cli.main import cli
from fairbudget.musrenbang import City, Explainer, Kelurahan, Proposal, read_city
from fairbudget.report.musrenbang.berita_acara import berita_acara, write_berita_acara
from fairbudget.report.musrenbang.words import _WORDS, speaker
from fairbudget.report.musrenbang.workbook import write_workbook

FOLDER = Path(__file__).parents[2] / "instances" / "kota-contoh" / "musrenbang"


@pytest.fixture(scope="module")
def explainer() -> Explainer:
    options = {"rule": "greedy", "unspent": "pooled", "carry": True, "pots": {"kecamatan": "10%", "kota": "5%"}}
    return Explainer(read_city(FOLDER), lang="id", **options)


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page.split("</style>")[1])))


def test_every_proposal_stands_where_it_belongs(explainer: Explainer) -> None:
    plan = explainer.plan
    for place in plan.kelurahan:
        page = berita_acara(place, plan, explainer, lang="id")
        parts = re.split(r"<h2>", page)
        part = {re.sub(r"[\d. ]*(.*?)</h2>.*", r"\1", p, flags=re.DOTALL): p for p in parts[1:]}
        for item in place.funded:
            assert item.proposal in part["Usulan yang didanai"]
        for item in place.passed:
            assert item.proposal in part["Usulan yang diteruskan"]
        for item in place.rejected:
            assert item.proposal in part["Usulan yang tidak didanai beserta alasannya"]
            assert html.escape(explainer.explain(item.proposal, effort=0).sentence("id"), quote=False) in page.replace(
                "&#39;", "'"
            )
        assert f"{place.result.ceiling:,}".replace(",", ".") in page
        assert "http" not in page
        assert "{" not in text_of(page)


def test_both_languages_have_every_word() -> None:
    for key, pair in _WORDS.items():
        assert len(pair) == 2, key
        assert pair[0].count("{") == pair[1].count("{"), key
    assert speaker("en")("ceiling") == "Ceiling"


def odd_city() -> City:
    places = (
        Kelurahan("A/B: <script>[x]*?", "", 100),
        Kelurahan("a b   script  x", "Utara", 50),
        Kelurahan("'=1+1'" + "x" * 40, "Utara", 0),
    )
    rows = [
        Proposal("=1+1", '=HYPERLINK("x")', places[0].key, 60, priority=1),
        Proposal("<b>", "<script>alert(1)</script>", places[0].key, 60, priority=2),
        Proposal("p", "Jalan", places[1].key, 50, priority=1),
    ]
    return City("Kota <i>", places, tuple(rows))


def test_odd_names_do_no_harm(tmp_path: Path) -> None:
    found = Explainer(odd_city(), rule="priority-order")
    pages = write_berita_acara(found.plan, found, tmp_path, lang="en")
    assert len(pages) == 3
    for page in pages:
        assert "<script>alert" not in page.read_text("utf-8")
    write_workbook(found.plan, tmp_path / "x.xlsx", lang="en", explainer=found)
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    assert len(book.sheetnames) == 7
    model = [[cell.value for cell in row] for row in book["Logic model"].iter_rows(min_row=2)]
    assert [row[:3] for row in model[:1]] == [["Inputs", "Money of the ceilings (Rp)", 150]]
    assert all(row[4] is None for row in model)
    assert book["Decisions"]["D2"].value == '=HYPERLINK("x")'
    assert book["Decisions"]["D2"].data_type == "s" or book["Decisions"]["D2"].quotePrefix is not None


def recomputed(path: Path) -> openpyxl.Workbook:
    """Return the values that LibreOffice computes, the stored ones thrown away."""
    bare = path.with_name("bare.xlsx")
    openpyxl.load_workbook(path).save(bare)
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
    subprocess.run([*command, str(path.parent / "out"), str(bare)], check=True, capture_output=True, timeout=120)
    return openpyxl.load_workbook(path.parent / "out" / "bare.xlsx", data_only=True)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="soffice is not installed, so nothing can recompute")
def test_a_spreadsheet_computes_the_same_and_follows_a_change(tmp_path: Path, explainer: Explainer) -> None:
    path = tmp_path / "results.xlsx"
    write_workbook(explainer.plan, path, lang="id")
    stored, computed = openpyxl.load_workbook(path, data_only=True), recomputed(path)
    for sheet in stored.sheetnames:
        for row in stored[sheet].iter_rows():
            for cell in row:
                other = computed[sheet][cell.coordinate].value
                # a stored 0 may come back as an empty cell
                wanted = cell.value or None
                assert (other or None) == (pytest.approx(wanted) if isinstance(wanted, float) else wanted)
    book = openpyxl.load_workbook(path)
    decisions = book["Keputusan"]
    headings = [cell.value for cell in decisions[1]]
    row = next(
        r
        for r in decisions.iter_rows(min_row=2)
        if r[headings.index("Hasil")].value == "didanai"
        and r[headings.index("Sumber dana / diteruskan ke")].value.startswith("pagu")
    )
    name, cost = row[1].value, row[headings.index("Biaya (Rp)")]
    cost.value += 10**9
    book.save(path)
    changed = recomputed(path)
    line = next(r for r in changed["Ringkasan"].iter_rows(values_only=True) if r[1] == name)
    before = next(r for r in stored["Ringkasan"].iter_rows(values_only=True) if r[1] == name)
    assert line[3] == before[3] + 10**9
    assert line[7] == "MELEBIHI PAGU"


def test_stored_sums_are_those_of_the_plan(tmp_path: Path, explainer: Explainer) -> None:
    path = tmp_path / "results.xlsx"
    write_workbook(explainer.plan, path, lang="en")
    sheet = openpyxl.load_workbook(path, data_only=True)["Summary"]
    rows = {row[1]: row for row in sheet.iter_rows(min_row=4, values_only=True) if row[1]}
    for place in explainer.plan.kelurahan:
        assert rows[place.name][2:6] == (
            place.result.ceiling,
            place.result.spent,
            place.result.pooled,
            place.result.left,
        )
        assert rows[place.name][7] == "within the ceiling"


def test_the_command_in_both_languages(tmp_path: Path) -> None:
    for lang in ("id", "en"):
        arguments = [str(FOLDER), "--rule", "greedy", "--lang", lang, "-o", str(tmp_path / lang), "--year", "2027"]
        found = CliRunner().invoke(cli, ["musrenbang", "documents", *arguments, "--kelurahan", "Melati"])
        assert found.exit_code == 0, found.output
        page = (tmp_path / lang / "berita-acara" / "melati.html").read_text("utf-8")
        assert f'<html lang="{lang}">' in page
        assert "2027" in page
        assert (tmp_path / lang / "results.xlsx").stat().st_size > 5000
    wrong = CliRunner().invoke(
        cli, ["musrenbang", "documents", str(FOLDER), "--kelurahan", "Melatti", "-o", str(tmp_path)]
    )
    assert wrong.exit_code != 0


def test_minutes_of_a_kelurahan_without_proposals() -> None:
    city = odd_city()
    empty = dataclasses.replace(city, proposals=())
    found = Explainer(empty, rule="greedy")
    for place in found.plan.kelurahan:
        assert "Tidak ada." in berita_acara(place, found.plan, found, lang="id")
