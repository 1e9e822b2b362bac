"""The page of a decided city: complete without a script; in a browser it searches, sorts, filters and prints."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from fairbudget.cli.main import cli
from fairbudget.experiments.city_comparison import compare_city
from fairbudget.experiments.city_tables import ways_of
from fairbudget.musrenbang import City, Explainer, Kelurahan, Proposal, Realisation, read_city
from fairbudget.report.musrenbang.page import city_page
from fairbudget.report.musrenbang.page_words import PAGE_WORDS

FOLDER = Path(__file__).parents[2] / "instances" / "kota-contoh" / "musrenbang"
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
needs_browser = pytest.mark.skipif(BROWSER is None, reason="no chromium or chrome on this machine")
LEVELS = {"unspent": "pooled", "carry": True, "pots": {"kecamatan": "10%", "kota": "5%"}}


@pytest.fixture(scope="module")
def city() -> City:
    return read_city(FOLDER)


@pytest.fixture(scope="module", params=["id", "en"])
def page(request: pytest.FixtureRequest, city: City) -> tuple[str, str, Explainer]:
    lang = request.param
    explainer = Explainer(city, rule="greedy", lang=lang, **LEVELS)
    compared = compare_city(city, ways_of("priority-order,greedy"))
    return lang, city_page(city, explainer, lang=lang, comparison=compared), explainer


def test_it_holds_every_decision_with_its_reason(page: tuple[str, str, Explainer]) -> None:
    lang, text, explainer = page
    assert f'<html lang="{lang}">' in text
    assert text.count("<tr class=") == 2 * len(explainer.plan.decisions)
    for item in explainer.plan.decisions[::17]:
        why = explainer.explain(item.proposal, effort=0).sentence(lang)
        assert html.escape(why).replace("&#x27;", "&#39;") in text
    assert text.count('<details class="place"') == 6
    assert "priority-order" in text


def test_it_loads_nothing(page: tuple[str, str, Explainer]) -> None:
    text = page[1].replace("http://www.w3.org", "")
    assert "http" not in text
    assert not re.search(r"<(link|img|iframe|object)\b|\bsrc=|@import|url\((?!#)", text)
    for svg in re.findall(r"<svg.*?</svg>", text, re.DOTALL):
        assert "<title" in svg
        assert "<desc" in svg


def test_both_languages_have_every_word() -> None:
    for key, (english, indonesian) in PAGE_WORDS.items():
        assert english.count("{") == indonesian.count("{"), key


def test_names_do_no_harm() -> None:
    places = (Kelurahan("<script>alert(1)</script>", "A&B", 100, population=0), Kelurahan('"x"', "", 0))
    rows = (
        Proposal("</script>", "<img src=x>", places[0].key, 60, category="{{ 1 }}", priority=1),
        Proposal("q", "$x$ \\ %", places[1].key, 0, priority=1),
    )
    odd = City("<b>", places, rows, realisation=(Realisation(places[0].key, 5, 4),))
    text = city_page(odd, Explainer(odd, rule="priority-order"), lang="en")
    assert "<script>alert" not in text
    assert "<img" not in text
    assert text.count("<script>") == 1


def test_a_city_without_proposals() -> None:
    empty = City("Kota", (Kelurahan("Melati", "", 100),), ())
    assert "0 / 0" in city_page(empty, Explainer(empty, rule="greedy"), lang="id")


def test_the_command(tmp_path: Path) -> None:
    path = tmp_path / "r.html"
    arguments = [str(FOLDER), "--rule", "greedy", "--compare", "priority-order,greedy", "--no-reasons", "-o", str(path)]
    found = CliRunner().invoke(cli, ["musrenbang", "report", *arguments])
    assert found.exit_code == 0, found.output
    assert "voices" in path.read_text("utf-8")
    assert CliRunner().invoke(cli, ["musrenbang", "report", str(FOLDER), "--compare", "gredy"]).exit_code != 0


#: The page stands in frames of several widths; what its parts do is written out as the body of the outer page.
OUTER = """<!DOCTYPE html><meta charset="utf-8"><body><script>
const page = %s, found = {errors: []};
const wait = ms => new Promise(done => setTimeout(done, ms));
function load(width) {
  return new Promise(done => {
    const frame = document.createElement("iframe");
    frame.style.width = width + "px"; frame.style.height = "2500px";
    const watch = "addEventListener('error', e => parent.found.errors.push(e.message));";
    frame.srcdoc = page.replace("<head>", "<head><scr" + "ipt>" + watch
      + "console.error = (...all) => parent.found.errors.push(all.join(' '));</scr" + "ipt>");
    frame.onload = () => done(frame);
    document.body.append(frame);
  });
}
window.found = found;
(async () => {
  for (const width of [320, 390, 1280]) {
    const frame = await load(width), doc = frame.contentDocument;
    found["overflow" + width] = doc.documentElement.scrollWidth - frame.contentWindow.innerWidth;
    if (width !== 1280) continue;
    const table = doc.getElementById("all-proposals"), form = doc.getElementById("filters");
    const shown = () => [...table.tBodies[0].rows].filter(row => !row.hidden);
    const type = (name, value) => {
      form.elements[name].value = value;
      form.dispatchEvent(new Event("input", {bubbles: true}));
    };
    found.all = shown().length;
    found.told = doc.getElementById("told").textContent;
    type("q", "U-DITCH saluran");
    found.searched = shown().map(row => row.cells[0].textContent);
    type("q", "");
    type("kecamatan", "Contoh Selatan"); type("bidang", "sosial");
    found.filtered = shown().length;
    form.reset(); await wait(30);
    found.reset = shown().length;
    const headings = [...table.tHead.rows[0].cells];
    const cost = headings.findIndex(cell => cell.className === "number");
    const button = headings[cost].querySelector("button");
    button.focus(); button.click();
    found.ascending = shown().map(row => Number(row.cells[cost].dataset.value));
    found.sorted = headings[cost].getAttribute("aria-sort");
    button.click();
    found.descending = shown().map(row => Number(row.cells[cost].dataset.value));
    const link = shown()[0].cells[1].querySelector("a");
    frame.contentWindow.location.hash = link.hash; await wait(60);
    found.opened = doc.getElementById(link.hash.slice(1)).open;
    doc.getElementById("open-all").click();
    found.open = doc.querySelectorAll("details.place[open]").length;
    doc.getElementById("close-all").click();
    frame.contentWindow.dispatchEvent(new Event("beforeprint"));
    found.printed = doc.querySelectorAll("details.place[open]").length;
    frame.contentWindow.dispatchEvent(new Event("afterprint"));
    found.after = doc.querySelectorAll("details.place[open]").length;
    found.loaded = frame.contentWindow.performance.getEntriesByType("resource").length;
    found.focusable = [...doc.querySelectorAll("button, a[href], input, select, summary, [tabindex]")].length;
  }
  document.body.innerHTML = ""; document.body.textContent = JSON.stringify(found);
})();
</script></body>"""


@needs_browser
def test_in_a_browser(page: tuple[str, str, Explainer], city: City, tmp_path: Path) -> None:
    outer = tmp_path / "outer.html"
    outer.write_text(OUTER % json.dumps(page[1]).replace("</", "<\\/"), "utf-8")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--virtual-time-budget=20000"]
    command = [str(BROWSER), *flags, f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", outer.as_uri()]
    dumped = subprocess.run(command, capture_output=True, text=True, timeout=120).stdout
    found = json.loads(html.unescape(re.sub(r"<[^>]+>", "", dumped.partition("<body>")[2].partition("</body>")[0])))
    assert found["errors"] == []
    assert max(found[f"overflow{width}"] for width in (320, 390, 1280)) <= 0
    count = len(city.proposals)
    assert found["all"] == found["reset"] == count
    assert str(count) in found["told"]
    expected = [row.id for row in city.proposals if "u-ditch" in row.title.lower()]
    assert len(found["searched"]) == len(expected) > 0
    assert all(id in text for id, text in zip(expected, found["searched"], strict=True))
    inside = [row for row in city.proposals if row.kelurahan[0] == "Contoh Selatan" and row.category == "sosial"]
    assert found["filtered"] == len(inside)
    assert found["ascending"] == sorted(row.cost for row in city.proposals)
    assert found["descending"] == sorted((row.cost for row in city.proposals), reverse=True)
    assert found["sorted"] == "ascending"
    assert found["opened"] is True
    assert (found["open"], found["printed"], found["after"]) == (6, 6, 0)
    assert found["loaded"] == 0
