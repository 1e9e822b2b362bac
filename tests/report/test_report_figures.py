"""Pictures in files: equal bytes, text as text, nothing left behind."""

import hashlib
import os
import subprocess
import sys

import pytest

from fairbudget.errors import InputError, OptionError
from fairbudget.report.figures import FORMATS, heat_map, legend_below, looks, new_figure, styled, write_figure

DRAW = """
import sys
from fairbudget.report.figures import heat_map, legend_below, looks, new_figure, styled, write_figure
with styled():
    figure, axes = new_figure(6, 3, 1, 2)
    for look in looks(["Rp $5 ρ", "greedy"]):
        axes[0, 0].plot([0, 1, 4], label=look.label, **look.line)
    heat_map(axes[0, 1], [[0.1, None], [1.0, float("nan")]], [["a", "–"], ["b", "?"]], ["x", "y"], ["u", "v"])
    legend_below(figure, axes[0, 0])
    for path in sys.argv[1:]:
        write_figure(figure, path, "Title of ρ", "What it shows")
"""


def test_equal_bytes_whatever_the_run(tmp_path):
    sums = []
    for seed in ("1", "2"):
        paths = [tmp_path / f"{seed}.{format}" for format in FORMATS]
        environment = os.environ | {"PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": seed}
        subprocess.run([sys.executable, "-W", "error", "-c", DRAW, *map(str, paths)], check=True, env=environment)
        sums.append([hashlib.sha256(path.read_bytes()).hexdigest() for path in paths])
    assert sums[0] == sums[1]


def test_text_stays_text(tmp_path):
    path = tmp_path / "x.svg"
    with styled():
        figure, axes = new_figure(4, 3)
        axes.plot([1, 2], label="Rp $5 and $6", **looks(["a"])[0].line)
        legend_below(figure, axes)
        write_figure(figure, path, "A <title>")
    text = path.read_text()
    assert "Rp $5 and $6" in text
    assert "<title>A &lt;title&gt;</title>" in text


def test_style_ends_with_its_block():
    import matplotlib

    before = dict(matplotlib.rcParams)
    with styled():
        assert matplotlib.rcParams["svg.fonttype"] == "none"
    assert dict(matplotlib.rcParams) == before


def test_refusals(tmp_path):
    figure, axes = new_figure(3, 2)
    heat_map(axes, [], [], [], [])
    for name in ("x.gif", "x", "svg"):
        with pytest.raises(OptionError, match=r"\.svg, \.png, \.pdf"):
            write_figure(figure, tmp_path / name, "x")
    (tmp_path / "folder.svg").mkdir()
    with pytest.raises(InputError, match="is a folder"):
        write_figure(figure, tmp_path / "folder.svg", "x")
