"""What a study wants to know of its results: comparisons, regressions and figures, as its file states them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, PlainValidator

from fairbudget.errors import nearest
from fairbudget.io.keys import Words, one_of

__all__ = ["FEATURES", "FIGURES", "SECTIONS", "Comparison", "Figure", "Regression", "Wanted", "check", "everything"]

#: kind of figure -> keys that it needs besides those of every figure
FIGURES: dict[str, tuple[str, ...]] = {
    "heat-map": (),
    "box": ("metric",),
    "violin": ("metric",),
    "histogram": ("metric",),
    "critical-difference": ("metric",),
    "pareto": ("x", "y"),
    "scaling": ("x",),
}
FORMATS = ("svg", "pdf", "png")
#: What may stand side by side in a comparison.
BY = ("rule", "formula", "rule and formula")
#: Columns of the table of instances that hold numbers: what a regression or a scaling figure can use.
FEATURES = (
    *("projects", "voters", "ballot_rows", "budget", "total_cost", "scarcity", "mean_cost_share"),
    *("mean_ballot_length", "population", "ceiling"),
)
#: What a scaling figure may have on its vertical axis besides metrics.
SECONDS = "seconds"


def _different(words: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(words)) != len(words):
        raise ValueError("holds a text twice")
    return words


def _level(value: Any) -> float:
    if isinstance(value, bool) or (not isinstance(value, int | str) and not hasattr(value, "__float__")):
        raise ValueError("expected a number between 0.5 and 1, such as 0.95")
    number = float(value)
    if not 0.5 <= number < 1:
        raise ValueError("expected a number between 0.5 and 1, such as 0.95")
    return number


DifferentWords = Annotated[Words, AfterValidator(_different)]
Level = Annotated[float, PlainValidator(_level)]


class _Section(BaseModel):
    """What every section may say.

    Attributes
    ----------
    id : str
        Stem of the files that it writes; by default made from what it is.
    rules : tuple of str
        Labels of rules, in this order; all by default.
    sources : tuple of str
        Ids of ``[[instances]]``; all by default.
    by : {"rule", "formula", "rule and formula"}
        What stands side by side.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    id: str = ""
    rules: DifferentWords = ()
    sources: DifferentWords = ()
    by: one_of(*BY) = "rule"  # type: ignore[valid-type]


class Comparison(_Section):
    """Rules compared by metrics: means with intervals, every two of them, mean ranks.

    Attributes
    ----------
    metrics : tuple of str
        Labels of metrics and axioms; all single numbers by default.
    better : {"higher", "lower"} or None
        For ranks; None where each metric knows it itself.
    level : float
        Of intervals and tests.
    """

    metrics: DifferentWords = ()
    better: one_of("higher", "lower") | None = None  # type: ignore[valid-type]
    level: Level = 0.95


class Regression(_Section):
    """A metric explained by features of the elections, for each rule by itself.

    Attributes
    ----------
    metric : str
    features : tuple of str
        Columns of the table of instances; ``log(voters)`` is the natural logarithm.
    level : float
    """

    metric: str
    features: DifferentWords
    level: Level = 0.95


class Figure(_Section):
    """A picture.

    Attributes
    ----------
    kind : str
        One of :data:`FIGURES`.
    metric : str or None
        Label, for figures of one metric.
    metrics : tuple of str
        Columns of a heat map; all single numbers by default.
    x, y : str or None
        Metrics of a Pareto plot; size (a column of the table of instances) and metric of a scaling plot, whose `y` is
        the seconds of the rule by default.
    formats : tuple of str
    title : str
    """

    kind: one_of(*FIGURES)  # type: ignore[valid-type]
    metric: str | None = None
    metrics: DifferentWords = ()
    x: str | None = None
    y: str | None = None
    formats: DifferentWords = ("svg", "pdf")
    title: str = ""


#: key of the study file -> model
SECTIONS: dict[str, type[_Section]] = {"comparisons": Comparison, "regressions": Regression, "figures": Figure}


class Wanted(BaseModel):
    """All sections.

    Attributes
    ----------
    comparisons, regressions, figures : tuple
    """

    model_config = ConfigDict(frozen=True)

    comparisons: tuple[Comparison, ...] = ()
    regressions: tuple[Regression, ...] = ()
    figures: tuple[Figure, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.comparisons or self.regressions or self.figures)


def check(
    wanted: Wanted,
    *,
    rules: Sequence[str] | None,
    metrics: Sequence[str] | None,
    sources: Sequence[str] | None,
    fault: Callable[[str, tuple[str | int, ...]], None],
) -> None:
    """Report every name of the sections that the study does not have.

    Parameters
    ----------
    wanted : Wanted
    rules, metrics, sources : sequence of str or None
        What there is; None where that is not known, since the study is faulty there.
    fault : callable
        Called with a message and the place (section, number, key).
    """

    def known(names: Sequence[str], allowed: Sequence[str] | None, what: str, place: tuple[str | int, ...]) -> None:
        for name in names:
            if (
                allowed is not None
                and name not in allowed
                and not (what == "metric" and any(name.startswith(f"{label}/") for label in allowed))
            ):
                fault(f"{place[0]}[{int(place[1]) + 1}]: unknown {what} {name!r}; {nearest(name, allowed)}", place)

    for key in SECTIONS:
        sections: Sequence[_Section] = getattr(wanted, key)
        for k, section in enumerate(sections):
            known(section.rules, rules, "rule", (key, k, "rules"))
            known(section.sources, sources, "source", (key, k, "sources"))
            if isinstance(section, Comparison):
                known(section.metrics, metrics, "metric", (key, k, "metrics"))
            elif isinstance(section, Regression):
                known([section.metric], metrics, "metric", (key, k, "metric"))
                known([plain(name) for name in section.features], FEATURES, "feature", (key, k, "features"))
            elif isinstance(section, Figure):
                _check_figure(section, k, metrics, known, fault)


def _check_figure(
    figure: Figure,
    k: int,
    metrics: Sequence[str] | None,
    known: Callable[..., None],
    fault: Callable[[str, tuple[str | int, ...]], None],
) -> None:
    needed = FIGURES[figure.kind]
    for key in ("metric", "x", "y", "metrics"):
        value = getattr(figure, key)
        taken = key in needed or (figure.kind, key) in (("heat-map", "metrics"), ("scaling", "y"))
        if key in needed and not value:
            fault(f"figures[{k + 1}]: a {figure.kind} needs the key {key!r}", ("figures", k))
        elif value and not taken:
            fault(f"figures[{k + 1}]: a {figure.kind} takes no key {key!r}", ("figures", k, key))
        elif value and key == "x" and figure.kind == "scaling":
            known([value], FEATURES, "feature", ("figures", k, key))
        elif value and not (figure.kind == "scaling" and value == SECONDS):
            known([value] if isinstance(value, str) else value, metrics, "metric", ("figures", k, key))
    for name in figure.formats:
        if name not in FORMATS:
            fault(f"figures[{k + 1}]: unknown format {name!r}; {nearest(name, FORMATS)}", ("figures", k, "formats"))


def plain(feature: str) -> str:
    """Return the column that a feature is made from.

    Examples
    --------
    >>> plain("log(voters)"), plain("voters")
    ('voters', 'voters')
    """
    return feature[4:-1] if feature.startswith("log(") and feature.endswith(")") else feature


def everything(metrics: Sequence[str], better: Mapping[str, str]) -> Wanted:
    """Return what is made where a study says nothing: all comparisons, a heat map, and two pictures of each metric.

    Parameters
    ----------
    metrics : sequence of str
        Labels of those that give a single number.
    better : mapping of str to {"higher", "lower"}
        Of those that say which is better: only they are ranked.
    """
    figures = [Figure(kind="heat-map", metrics=tuple(metrics))] if metrics else []
    for metric in metrics:
        figures.append(Figure(kind="box", metric=metric))
        if metric in better:
            figures.append(Figure(kind="critical-difference", metric=metric))
    return Wanted(comparisons=(Comparison(metrics=tuple(metrics)),) if metrics else (), figures=tuple(figures))
