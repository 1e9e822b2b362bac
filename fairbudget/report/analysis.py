"""What a study asked for, as files: tables (csv, LaTeX, Markdown), pictures with sidecars, and a summary in words."""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fairbudget.experiments.analysis import Analysis, Compared, Figure, Wanted
from fairbudget.experiments.analysis.compute import significant
from fairbudget.experiments.study.export import csv_text, table_text
from fairbudget.experiments.study.wanted import SECONDS
from fairbudget.files import write_text
from fairbudget.report.study_figures import Picture, heat, histogram, save, short, spread
from fairbudget.report.study_relations import critical_difference, pareto, scaling

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["draw", "write_analysis"]

_NAME = re.compile(r"[^A-Za-z0-9._-]+")
#: Digits of numbers in LaTeX and Markdown; csv has them all.
DIGITS = 4


def write_analysis(
    analysis: Analysis,
    wanted: Wanted,
    folder: Path,
    *,
    formats: Sequence[str] = (),
    say: Callable[[str], None] = lambda text: None,
) -> list[Path]:
    """Write all tables and figures that are wanted, and last ``analysis.json`` with the hash of each.

    Parameters
    ----------
    analysis : Analysis
    wanted : Wanted
    folder : Path
        Made if it is not there.
    formats : sequence of str
        Of pictures, instead of those that the figures name.
    say : callable
        Told what is being made.

    Returns
    -------
    list of Path

    Raises
    ------
    OptionError
        If a metric is wanted that the results do not have.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths: list[Path] = []
    words = [f"# {analysis.plan['about'].get('title') or analysis.results.study}", ""]
    taken: set[str] = set()

    def stem(wish: str) -> str:
        name = base = _NAME.sub("-", wish).strip("-") or "analysis"
        number = 2
        while name in taken:
            name, number = f"{base}-{number}", number + 1
        taken.add(name)
        return name

    for k, section in enumerate(wanted.comparisons):
        say(f"comparison {k + 1} of {len(wanted.comparisons)}")
        compared = analysis.compare(section)
        name = stem(section.id or "comparison")
        for what, frame in _tables(analysis, compared).items():
            paths += _write_table(folder / f"{name}-{what}", frame)
        words += _told(name, compared, section.level)
    for k, model in enumerate(wanted.regressions):
        say(f"regression {k + 1} of {len(wanted.regressions)}")
        paths += _write_table(folder / stem(model.id or f"regression-{model.metric}"), analysis.regression(model))
    facts = _facts(analysis)
    for k, figure in enumerate(wanted.figures):
        say(f"figure {k + 1} of {len(wanted.figures)}")
        picture = draw(analysis, figure)
        parts = (figure.kind, figure.metric, *((figure.y or "", figure.x) if figure.x else ()))
        name = stem(figure.id or "-".join(part for part in parts if part))
        origin = {**facts, "figure": figure.model_dump(exclude_defaults=True)}
        for ending in formats or figure.formats:
            paths += save(picture, folder / f"{name}.{ending}", origin)
    summary = folder / "summary.md"
    write_text(summary, "\n".join(words) + "\n")
    paths.append(summary)
    listed = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
    index = folder / "analysis.json"
    write_text(index, json.dumps({**facts, "files": listed}, ensure_ascii=False, indent=1) + "\n")
    return [*paths, index]


def _facts(analysis: Analysis) -> dict[str, Any]:
    plan = analysis.plan
    return {
        "study": analysis.results.study,
        "plan": analysis.results.id,
        "config": plan["config"],
        "code": plan["code"],
        "seed": analysis.seed,
        "resamples": analysis.resamples,
    }


def draw(analysis: Analysis, figure: Figure) -> Picture:
    """Draw one figure of a study."""
    chosen: dict[str, Any] = {"by": figure.by, "rules": figure.rules, "sources": figure.sources}
    better = analysis.better
    if figure.kind == "heat-map":
        return heat(
            _means(analysis, figure.metrics or analysis.metrics, chosen), better, figure.title or "Mean of each metric"
        )
    if figure.kind == "pareto":
        assert figure.x is not None
        assert figure.y is not None
        return pareto(_means(analysis, (figure.x, figure.y), chosen), figure.x, figure.y, better, figure.title)
    if figure.kind == "scaling":
        assert figure.x is not None
        return _scaling(analysis, figure, figure.x)
    assert figure.metric is not None
    table, _ = analysis.values(figure.metric, **chosen)
    if figure.kind == "histogram":
        return histogram(table, figure.metric, title=figure.title)
    if figure.kind == "critical-difference":
        from fairbudget.experiments.statistics import rank_rules

        ranking = rank_rules(table, higher_is_better=better.get(figure.metric) != "lower")
        return critical_difference(ranking, figure.metric, figure.title)
    return spread(table, figure.metric, figure.kind, figure.title)


def _means(analysis: Analysis, metrics: Sequence[str], chosen: Mapping[str, Any]) -> pd.DataFrame:
    import pandas as pd

    columns = {}
    for metric in metrics:
        table, _ = analysis.values(metric, **chosen)
        columns[metric] = table.mean() if len(table) else pd.Series(math.nan, index=table.columns)
    # the sides in the order of the first metric that has them
    order = list(dict.fromkeys(side for column in columns.values() for side in column.index))
    return pd.DataFrame(columns).reindex(order)


def _scaling(analysis: Analysis, figure: Figure, x: str) -> Picture:
    y = figure.y or SECONDS
    if y == SECONDS:
        rows = analysis.seconds(rules=figure.rules, sources=figure.sources)
        return scaling(rows[["rule", x, SECONDS]], x, SECONDS, figure.title)
    table, _ = analysis.values(y, by=figure.by, rules=figure.rules, sources=figure.sources)
    long = table.reset_index().melt(id_vars=list(table.index.names), var_name="rule", value_name=y)
    places = analysis.instances.assign(formula=analysis.instances["formula"].fillna("as given"))
    keys = [name for name in ("source", "instance", "formula") if name in long.columns]
    rows = long.merge(places.drop_duplicates(keys)[[*keys, x]], on=keys, how="left")
    return scaling(rows, x, y, figure.title)


# -- tables --------------------------------------------------------------------------------------------------------


def _tables(analysis: Analysis, compared: Sequence[Compared]) -> dict[str, pd.DataFrame]:
    import pandas as pd

    def stacked(frames: Sequence[tuple[Compared, pd.DataFrame]]) -> pd.DataFrame:
        parts = [frame.assign(metric=item.metric, dropped=item.dropped) for item, frame in frames]
        whole = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame({"metric": []})
        return whole[["metric", *(name for name in whole.columns if name != "metric")]]

    wide = pd.DataFrame({item.metric: item.means.set_index("rule")["mean"] for item in compared})
    return {
        "table": wide.rename_axis("side").reset_index(),
        "means": stacked([(item, item.means.rename(columns={"rule": "side"})) for item in compared]),
        "pairs": stacked([(item, item.pairs) for item in compared]),
        "ranks": analysis.ranks_table(compared),
    }


def _write_table(stem: Path, frame: pd.DataFrame) -> list[Path]:
    """Write a table as csv with all digits, and as LaTeX and Markdown with a few."""
    rows = [{str(name): _plain(value) for name, value in row.items()} for row in frame.to_dict("records")]
    columns = [str(name) for name in frame.columns]
    numbers = [name for name in columns if all(isinstance(row[name], int | float | None) for row in rows)]
    brief = [{name: _brief(value) for name, value in row.items()} for row in rows]
    paths = []
    for ending, text in (
        ("csv", csv_text(rows, columns)),
        ("tex", table_text(brief, columns, "latex", numbers)),
        ("md", table_text(brief, columns, "markdown")),
    ):
        path = stem.with_name(f"{stem.name}.{ending}")
        write_text(path, text if text.endswith("\n") else text + "\n")
        paths.append(path)
    return paths


def _plain(value: Any) -> Any:
    if isinstance(value, float) and math.isnan(value):
        return None
    return value.item() if hasattr(value, "item") else value


def _brief(value: Any) -> Any:
    return f"{value:.{DIGITS}g}" if isinstance(value, float) else value


def _told(name: str, compared: Sequence[Compared], level: float) -> list[str]:
    """Return a comparison in words: means with intervals, and which differences are more than chance."""
    lines = []
    for item in compared:
        count = len(item.table)
        lines += [f"## {item.metric}", ""]
        left_out = f"; {item.dropped} left out since some side has no value there" if item.dropped else ""
        lines += [f"{count} elections{left_out}. Mean with bootstrap interval ({level:.0%}):", ""]
        for row in item.means.to_dict("records"):
            span = "" if math.isnan(row["low"]) else f" [{short(row['low'])}, {short(row['high'])}]"
            lines.append(f"- {row['rule']}: {short(row['mean'])}{span}")
        found = [row for row in item.pairs.to_dict("records") if significant(row["p_holm"], level)]
        lines += [
            "",
            f"{len(found)} of {len(item.pairs)} pairs differ (Wilcoxon's signed-rank test, Holm, {1 - level:.3g}):",
            "",
        ]
        for row in found:
            way = "more" if row["mean_difference"] > 0 else "less"
            lines.append(
                f"- {row['first']} has {way} than {row['second']}: {row['win']} wins, {row['tie']} ties, {row['loss']} "
                f"losses; p = {row['p_holm']:.2g}, rank-biserial {row['rank_biserial']:.2f}"
            )
        if item.ranking is not None:
            order = ", ".join(
                f"{side} {rank:.2f}" for side, rank in zip(item.ranking.rules, item.ranking.ranks, strict=True)
            )
            lines += ["", f"Mean ranks, the best first: {order}."]
        lines.append("")
    return [*lines, f"All numbers: {name}-means.csv, {name}-pairs.csv, {name}-ranks.csv.", ""]
