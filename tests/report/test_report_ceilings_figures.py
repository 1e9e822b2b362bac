"""The pictures of ceilings, stress and improve: what stands in them, and what is refused."""

from __future__ import annotations

from fractions import Fraction
from html import unescape
from pathlib import Path

import pytest

from fairbudget import ceilings
from fairbudget.cli.main import main
from fairbudget.errors import OptionError
from fairbudget.metrics.inequality import gini
from fairbudget.report.ceilings_figures import lorenz_points
from fairbudget.report.ceilings_plots import KINDS, plots_of

INSTANCES = Path(__file__).parents[2] / "instances"
BOGOR, FORMULA = str(INSTANCES / "bogor" / "indicators.csv"), str(INSTANCES / "bogor" / "formula.toml")


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stop:
        main(list(arguments))
    return int(stop.value.code or 0)


def test_pictures_of_ceilings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [tmp_path / name for name in ("a.svg", "b.svg", "c.svg", "d.pdf")]
    kinds = ["stacked=", "lorenz=", "per-head=", ""]
    plots = [part for kind, file in zip(kinds, files, strict=True) for part in ("--plot", f"{kind}{file}")]
    assert run("ceilings", BOGOR, "-f", FORMULA, *plots) == 0
    result = ceilings(BOGOR, FORMULA)
    stacked, lorenz, per_head = (unescape(file.read_text(encoding="utf-8")) for file in files[:3])
    assert all(name in stacked for name in [*result.names, *(result.groups or ())])
    assert "Basic Equal Share" in stacked
    heads = [int(v or 0) for v in result.table.numbers("population").numerators]
    value = gini([Fraction(t, h) for t, h in zip(result.totals, heads, strict=True)], heads)
    assert f"population (Gini {float(value):.3f})" in lorenz
    assert "dtsen_poverty_register in % of population" in per_head
    assert files[3].read_bytes()[:4] == b"%PDF"
    again = tmp_path / "again.svg"
    assert run("ceilings", BOGOR, "-f", FORMULA, "--plot", str(again), "--lang", "en") == 0
    assert again.read_bytes() == files[0].read_bytes()


def test_pictures_of_stress_and_improve(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = str(INSTANCES / "formulas" / "equal-70-30.toml")
    kinds = ["tornado", "ranks", "bands", "against"]
    plots = [part for kind in kinds for part in ("--plot", f"{kind}={tmp_path / kind}.svg")]
    options = ["--draws", "100", "--sobol", "0", "--against", other]
    assert run("stress", BOGOR, "-f", FORMULA, *options, *plots) == 0
    texts = {kind: unescape((tmp_path / f"{kind}.svg").read_text(encoding="utf-8")) for kind in kinds}
    assert "weight 20 % more" in texts["tornado"]
    for kind in kinds[1:]:
        assert "Tegal Gundil" in texts[kind]
    kinds = ["before-after", "lorenz", "pareto"]
    plots = [part for kind in kinds for part in ("--plot", f"{kind}={tmp_path / kind}.svg")]
    options = ["--aim", "hoover", "--step", "0.1", "--pareto", "change", "--points", "3", "--lang", "id"]
    assert run("improve", BOGOR, "-f", FORMULA, *options, *plots) == 0
    assert "menerima lebih banyak" in (tmp_path / "before-after.svg").read_text(encoding="utf-8")
    assert "juta rupiah" in (tmp_path / "pareto.svg").read_text(encoding="utf-8")


def test_lorenz_points_are_those_of_the_definition() -> None:
    heads = [Fraction(2), Fraction(1), Fraction(1)]
    assert lorenz_points([10, 10, 20], heads) == ([0.0, 0.5, 0.75, 1.0], [0.0, 0.25, 0.5, 1.0])


def test_what_cannot_be_drawn_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for value in ("a.gif", "stakced=a.svg", "a"):
        with pytest.raises(OptionError):
            plots_of([value], KINDS["ceilings"])
    with pytest.raises(OptionError, match="twice"):
        plots_of(["a.svg", "lorenz=a.svg"], KINDS["ceilings"])
    assert run("improve", BOGOR, "-f", FORMULA, "--plot", f"pareto={tmp_path}/x.svg") == 2
    assert "--pareto" in capsys.readouterr().err
    assert run("ceilings", BOGOR, "-f", FORMULA, "--plot", f"lorenz={tmp_path}/x.svg", "--people", "peple") == 2
    assert "no column 'peple'" in capsys.readouterr().err
