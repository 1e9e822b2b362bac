"""Inline pictures: no addresses, no foreign style, ids of their own, text as text; and the numbers of a page."""

import itertools
import re
from fractions import Fraction

import pytest

from fairbudget.report.charts import Bar, nice_ticks, spread_panel, stacked_panel, styles
from fairbudget.report.numbers import count, decimal, millions, percent, rupiah
from fairbudget.report.svg import PALETTE, blank_figure, inline_svg, shorten


def picture(id: str) -> str:
    figure = blank_figure(200, 80)
    axes = figure.add_axes((0.3, 0.2, 0.6, 0.7))
    axes.barh([0, 1], [1, 2], hatch="//")
    axes.set_yticks([0, 1], ["<b>&", '$x$ id="y"'], parse_math=False)
    return inline_svg(figure, id, 'A "title" <', "Values & more")


def test_inline_svg_is_clean():
    text = picture("one")
    assert text.startswith('<svg viewBox="0 0 200 80" role="img" aria-labelledby="one-title one-desc">')
    assert text.endswith("</svg>")
    for banned in (
        "http",
        "xmlns",
        "xlink",
        "<style",
        "<metadata",
        "<?xml",
        "<!DOCTYPE",
        "<!--",
        "font-family",
        "DejaVu",
    ):
        assert banned not in text, banned
    assert "A &quot;title&quot; &lt;" in text
    assert "&lt;b&gt;&amp;" in text
    assert '>$x$ id="y"<' in text.replace("&quot;", '"')
    ids = re.findall(r'<[^>]*\bid="([^"]+)"', text)
    assert ids
    assert all(id.startswith("one-") for id in ids)
    targets = re.findall(r'(?:href="|url\()#([^")]+)', text)
    assert targets
    assert all(target.startswith("one-") for target in targets)


def test_pictures_of_one_page_share_no_id_and_equal_ones_are_equal():
    one, two = picture("one"), picture("two")
    assert not set(re.findall(r'<[^>]*\bid="([^"]+)"', one)) & set(re.findall(r'<[^>]*\bid="([^"]+)"', two))
    assert picture("one") == one


def test_styles_stay_apart_beyond_the_palette():
    looks = styles("base", [str(k) for k in range(10)])
    assert len({(look.colour, look.hatch) for look in looks}) == len(looks) == 11
    assert looks[1].colour == PALETTE[0] == looks[8].colour


def test_stacked_panel_draws_every_value():
    bars = [Bar("Long name of a kelurahan that does not fit anywhere", (1.0, 2.0), "3"), Bar("", (0.0, 0.0), "0")]
    text = stacked_panel("p", "t", bars, styles(None, ["a", "b"]), 3.0, description="d", inside=True)
    assert "…" in text
    assert text.count("<text") >= 4
    assert "nan" not in text
    empty = stacked_panel("p", "t", [Bar("x", (0.0,), "0")], styles(None, ["a"]), 0.0, description="d")
    assert "nan" not in empty


@pytest.mark.parametrize("values", [[], [0.0], [0.5] * 80, [0.0, 0.0, 0.1]])
def test_spread_panel_with_few_and_many_dots(values):
    looks = styles(None, ["a"])
    text = spread_panel("p", "t", {"a": values}, looks, ["m"], lambda tick: f"{tick:g}", description="d")
    assert text.startswith("<svg")
    assert "nan" not in text


def test_ticks_are_round_and_inside():
    for top in (0.07, 1, 3, 19.9, 100, 552.8, 12_345_678):
        ticks = nice_ticks(top, 6)
        assert 2 <= len(ticks) <= 9
        assert ticks[0] == 0
        assert ticks[-1] <= top * 1.001
        steps = [b - a for a, b in itertools.pairwise(ticks)]
        assert max(steps) == pytest.approx(min(steps))
    assert nice_ticks(0) == [0.0]


def test_shorten_keeps_what_fits():
    assert shorten("Tajur", 200) == "Tajur"
    assert shorten("Baranangsiang", 50) == "Barana…"


def test_numbers_are_rounded_half_up_from_exact_values():
    assert decimal(Fraction(1, 200), 2) == "0.01"
    assert decimal(Fraction(-1, 200), 2) == "-0.01"
    assert percent(Fraction(1, 8)) == "12.5 %"
    assert [percent(Fraction(1, 10**9)), percent(1 - Fraction(1, 10**9))] == ["< 0.1 %", "> 99.9 %"]
    assert rupiah(251409546, "") == "251.409.546"
    assert millions(251_450_000) == "251.5"
    assert count(0) == "0"
