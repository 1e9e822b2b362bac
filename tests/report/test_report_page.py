"""The demo's page: well-formed, self-contained, escaped, with text alternatives, and the same bytes each time."""

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest

from fairbudget.experiments.demo import run_demo
from fairbudget.money import format_rupiah
from fairbudget.report.demo import demo_page

FORMULA = """
name = "A formula <b>of</b> four & more"
[[components]]
id = "BES"
kind = "equal-share"
base = 60_000_000
[[components]]
id = "APW"
kind = "proportional"
pool = 400_000_000
indicators = [
  { column = "population", weight = 0.6, total = 13749 },
  { column = "area", weight = 0.4, label = "luas <i>wilayah</i>" },
]
"""
#: Names that would break a page, a picture or a formula of TeX if they were taken for more than text.
NAMES = ("<script>alert(1)</script>", 'Mawar & "Melati"', "$x^{2}$ Kenanga", 'Ćempaka-茉莉 id="x"')
VOID = {"meta", "link", "br", "img", "input", "hr", "col"}
LOADING = {"src", "srcset", "data", "poster", "background", "action", "formaction", "manifest", "ping", "xlink:href"}


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sources")
    cells = [("Utara", 4100, 120), ("Utara", 2650, 310), ("Selatan <br>", 5200, 95), ("Selatan <br>", 1800, 60)]
    lines = ["kecamatan;kelurahan;population;area"]
    for name, (group, people, area) in zip(NAMES, cells, strict=True):
        quoted = '"' + name.replace('"', '""') + '"'
        lines.append(f"{group};{quoted};{people};{area}")
    (folder / "t.csv").write_text("\n".join(lines) + "\n", "utf-8")
    (folder / "f.toml").write_text(FORMULA, "utf-8")
    return run_demo(folder / "t.csv", folder / "f.toml", seed=7, city="Kota <Kecil>")


@pytest.fixture(scope="module")
def page(demo):
    return demo_page(demo)


class Reader(HTMLParser):
    """Collects elements with their attributes and text, and refuses tags that do not nest."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None], list[str]]] = []
        self._open: list[list[str]] = []
        self.feed(page)
        self.close()
        assert not self.stack

    def handle_starttag(self, tag, attrs):
        assert len({name for name, _ in attrs}) == len(attrs), f"{tag} repeats an attribute"
        text: list[str] = []
        self.elements.append((tag, dict(attrs), text))
        if tag not in VOID:
            self.stack.append(tag)
            self._open.append(text)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs), []))

    def handle_endtag(self, tag):
        assert self.stack, f"</{tag}> closes nothing"
        assert self.stack[-1] == tag, f"</{tag}> closes <{self.stack[-1]}>"
        self.stack.pop()
        self._open.pop()

    def handle_data(self, data):
        for text in self._open:
            text.append(data)

    def of(self, tag: str) -> list[tuple[dict[str, str | None], str]]:
        return [(attrs, "".join(text)) for name, attrs, text in self.elements if name == tag]


@pytest.fixture(scope="module")
def read(page):
    return Reader(page)


def test_head(page, read):
    assert page.startswith("<!DOCTYPE html>") or page.lstrip().startswith("<!DOCTYPE html>")
    assert read.of("html")[0][0]["lang"] == "en"
    assert any(attrs.get("charset") == "utf-8" for attrs, _ in read.of("meta"))
    assert any(attrs.get("name") == "viewport" for attrs, _ in read.of("meta"))
    assert read.of("title")[0][1] == "Kota <Kecil>: ceilings, and what three rules fund within them"
    assert len(read.of("h1")) == len(read.of("main")) == 1


def test_nothing_is_loaded(page, read):
    for tag, attrs, _ in read.elements:
        assert tag not in ("script", "link", "iframe", "object", "embed", "img", "base", "form"), tag
        assert not LOADING & set(attrs), (tag, attrs)
        assert not [name for name in attrs if name.startswith("on")], (tag, attrs)
        if "href" in attrs:
            assert attrs["href"].startswith("#"), (tag, attrs)
    assert "http:" not in page
    assert "https:" not in page
    assert "@import" not in page
    assert all(target.startswith("#") for target in re.findall(r"url\(\s*['\"]?([^)'\"]+)", page))


def test_ids_are_unique_and_what_refers_to_them_finds_them(page, read):
    ids = Counter(attrs["id"] for _, attrs, _ in read.elements if attrs.get("id"))
    assert not [id for id, count in ids.items() if count > 1]
    for _, attrs, _ in read.elements:
        if attrs.get("href"):
            assert attrs["href"][1:] in ids
        for name in ("aria-labelledby", "aria-describedby"):
            assert all(id in ids for id in (attrs.get(name) or "").split())
    assert all(target[1:] in ids for target in re.findall(r"url\((#[^)]+)\)", page))


def test_pictures_have_text_alternatives(read):
    pictures = read.of("svg")
    titles = {attrs["id"]: text for attrs, text in read.of("title") if "id" in attrs}
    descriptions = {attrs["id"]: text for attrs, text in read.of("desc")}
    # two kecamatan, eight measures; fields of work and spread, each in two sizes
    assert len(pictures) == 2 + 8 + 2 + 2
    for attrs, text in pictures:
        assert attrs["role"] == "img"
        title, description = attrs["aria-labelledby"].split()
        assert titles[title].strip()
        assert re.search(r"\d", descriptions[description]), "the description states the values"
        assert text.strip()
    assert len(read.of("figcaption")) == len(read.of("figure")) == 4
    assert all(text.strip() for _, text in read.of("figcaption"))


def test_names_are_text_everywhere(page, read):
    assert "<script" not in page
    drawn = " ".join(text for _, text in read.of("text"))
    cells = [text for _, text in read.of("th")]
    for name in NAMES:
        assert cells.count(name) == 2, name
    # labels in pictures may be cut off, but are never set as formulas or tags
    assert "$x^{2}$ Kenanga" in drawn
    assert 'Mawar & "Melati"' in drawn
    assert "<script>" in drawn
    assert 'Ćempaka-茉莉 id="x"' in drawn
    assert "luas <i>wilayah</i>" in "".join(text for _, text in read.of("ul")).lower()
    assert "A formula <b>of</b> four & more" in "".join(text for _, text in read.of("td"))


def test_tables_hold_the_numbers(demo, read):
    cells = Counter(text for _, text in read.of("td"))
    for row in demo.ceilings.rows:
        for amount in (row.total, *row.amounts.values(), *(s.amount for s in row.shares["apw"])):
            assert cells[format_rupiah(amount, "")] >= 1
    assert cells[format_rupiah(sum(demo.ceilings.totals), "")] >= 1
    text = "".join(text for _, text in read.of("body"))
    assert f"Rp\u00a0{format_rupiah(sum(demo.ceilings.totals), '')}" in text
    for row in demo.comparison.overall():
        assert cells[f"{float(row['share_proposals_funded']) * 100:.1f} %"] >= 1
        assert row["rule"] in text


def test_what_was_run_is_stated(demo, read):
    text = "".join(text for _, text in read.of("body"))
    assert "SYNTHETIC" in text
    assert "seed 7" in text
    for run in demo.comparison.runs:
        assert f"Rule {run.label}" in text
    assert "completion=add1-greedy" in text
    assert "together they give" in text
    for word in ("Musrenbang", "pagu", "usulan", "RW, RT"):
        assert word in [term for _, term in read.of("dt")]


def test_equal_runs_give_equal_bytes(demo, page):
    assert demo_page(demo) == page
    dated = demo_page(demo, date="3 May 2031 <x>")
    assert "on 3 May 2031 &lt;x&gt;" in dated
    assert len(dated) == len(page) + len(" on 3 May 2031 &lt;x&gt;")
    assert not re.search(r"\b20[23]\d-\d\d-\d\d", page), "a date of today would differ tomorrow"


def test_no_path_of_the_machine(page):
    assert str(Path.cwd()) not in page
    assert str(Path.home()) + "/" not in page
    assert "/tmp/" not in page
