"""From the long table of a study to tables of comparisons and regressions."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fairbudget import registry
from fairbudget.errors import OptionError
from fairbudget.experiments.statistics import Ranking, compare_pairs, means, rank_rules, regress, subjects_by_rules
from fairbudget.experiments.statistics.sample import RESAMPLES
from fairbudget.experiments.study.results import Results, instance_rows, long_frame, timing_rows
from fairbudget.experiments.study.wanted import Comparison, Regression, plain

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Analysis", "Compared"]

#: Bootstrap samples for the sample of a study, which only shows that it runs.
FEW_RESAMPLES = 999
#: What names an election, replications aside.
SUBJECT = ("source", "instance", "formula", "instance_seed")
#: Name of what stands in the columns of a comparison.
SIDE = "side"


@dataclass(frozen=True)
class Compared:
    """One metric of a comparison.

    Attributes
    ----------
    metric : str
    table : pandas.DataFrame
        A row an election, a column a rule (or formula, or both).
    dropped : int
        Elections left out since some rule has no value there.
    means, pairs : pandas.DataFrame
        As :func:`fairbudget.experiments.statistics.means` and ``compare_pairs`` return them.
    ranking : Ranking or None
        None where nothing says which way is better, or there is nothing to rank.
    """

    metric: str
    table: pd.DataFrame
    dropped: int
    means: pd.DataFrame
    pairs: pd.DataFrame
    ranking: Ranking | None


class Analysis:
    """The results of a study, ready to be compared.

    Parameters
    ----------
    results : Results
    resamples : int, optional
        Of every bootstrap; its seed is that of the study. By default 9,999, for the sample of a study 999.
    """

    def __init__(self, results: Results, resamples: int | None = None) -> None:
        self.results = results
        self.plan: Mapping[str, Any] = results.plan
        self.resamples = resamples or (FEW_RESAMPLES if self.plan["settings"]["sampled"] else RESAMPLES)
        self.seed = int(self.plan["settings"]["seed"])

    @functools.cached_property
    def frame(self) -> pd.DataFrame:
        """The long table."""
        return long_frame(self.results)

    @functools.cached_property
    def instances(self) -> pd.DataFrame:
        """A row an election, with its features."""
        import pandas as pd

        return pd.DataFrame(list(instance_rows(self.results)))

    @functools.cached_property
    def timings(self) -> pd.DataFrame:
        """Measured seconds, a row a unit and step."""
        import pandas as pd

        return pd.DataFrame(list(timing_rows(self.results)))

    @functools.cached_property
    def rules(self) -> list[str]:
        """Labels, in the order of the study."""
        return [item["label"] for item in self.plan["variants"]]

    @functools.cached_property
    def metrics(self) -> list[str]:
        """Labels of what gives a single number: metrics, axioms (1 satisfied, 0 violated), and what is always told."""
        found = [item["label"] for item in self.plan["measures"] if not _is_table(item)]
        return [*found, "cost", "selected"]

    @functools.cached_property
    def better(self) -> dict[str, str]:
        """Metric -> which way is better, where its definition says so; an axiom is better satisfied."""
        found = {}
        for item in self.plan["measures"]:
            entry = (registry.metrics if item["kind"] == "metric" else registry.axioms).get(item["id"])
            way = "higher" if item["kind"] == "axiom" else entry.properties.get("better") if entry else None
            if way:
                found[item["label"]] = str(way)
        return found

    def values(
        self, metric: str, *, by: str = "rule", rules: Sequence[str] = (), sources: Sequence[str] = ()
    ) -> tuple[pd.DataFrame, int]:
        """Return a metric with a row an election and a column a side, complete rows only, and how many were dropped.

        Parameters
        ----------
        metric : str
        by : {"rule", "formula", "rule and formula"}
        rules, sources : sequence of str
            Labels to keep, all by default; rules in this order.

        Raises
        ------
        OptionError
            If the results have no such metric.
        """
        rows = self.frame[self.frame["metric"] == metric]
        if rows.empty:
            raise OptionError(f"the results have no metric {metric!r}")
        if sources:
            rows = rows[rows["source"].isin(sources)]
        order = list(rules) or self.rules
        rows = rows[rows["rule"].isin(order)]
        rows = rows.assign(
            formula=rows["formula"].fillna("as given"),
            instance_seed=rows["instance_seed"].astype(object).where(rows["instance_seed"].notna(), ""),
            place=rows["rule"].map({label: k for k, label in enumerate(order)}),
        ).sort_values("place", kind="stable")
        subject = [*SUBJECT]
        if by == "rule":
            rows[SIDE] = rows["rule"]
        elif by == "formula":
            rows[SIDE] = rows["formula"]
            subject[subject.index("formula")] = "rule"
        else:
            rows[SIDE] = rows["rule"] + " · " + rows["formula"]
            subject.remove("formula")
        # replications of a rule that draws lots are one observation of the election; a failed one leaves a gap
        mean = rows.groupby([*subject, SIDE], sort=False, dropna=False)["value"].agg(
            lambda column: column.mean(skipna=False)
        )
        return subjects_by_rules(mean.reset_index(), subject=subject, rule=SIDE)

    def compare(self, section: Comparison) -> list[Compared]:
        """Return the comparison of every metric of a section."""
        found = []
        for metric in section.metrics or self.metrics:
            table, dropped = self.values(metric, by=section.by, rules=section.rules, sources=section.sources)
            options: dict[str, Any] = {"seed": self.seed, "level": section.level, "resamples": self.resamples}
            way = section.better or self.better.get(metric)
            ranked = way is not None and len(table) > 0 and len(table.columns) > 1
            ranking = rank_rules(table, higher_is_better=way == "higher", level=section.level) if ranked else None
            pairs = compare_pairs(table, **options)
            found.append(Compared(metric, table, dropped, means(table, **options), pairs, ranking))
        return found

    def regression(self, section: Regression) -> pd.DataFrame:
        """Return the regressions of a section, one for each side: a row a side and term.

        Columns: ``metric``, ``side``, ``term``, ``estimate``, ``error``, ``t``, ``p``, ``low``, ``high``, ``n``,
        ``r_squared``; where a regression cannot be made, one row with the reason in ``note``.
        """
        import numpy as np
        import pandas as pd

        table, _ = self.values(section.metric, by=section.by, rules=section.rules, sources=section.sources)
        places = self.instances.assign(
            formula=self.instances["formula"].fillna("as given"),
            instance_seed=self.instances["instance_seed"]
            .astype(object)
            .where(self.instances["instance_seed"].notna(), ""),
        )
        names = [str(name) for name in table.index.names]
        keys = [name for name in names if name in places.columns]
        known = places.drop_duplicates(keys).set_index(keys)
        columns: dict[str, list[float]] = {}
        for feature in section.features:
            index = table.reset_index().set_index(keys).index
            column = pd.to_numeric(known[plain(feature)], errors="coerce").reindex(index).to_numpy(float)
            if plain(feature) != feature:
                with np.errstate(divide="ignore", invalid="ignore"):
                    column = np.log(column)
            columns[feature] = column.tolist()
        rows: list[dict[str, Any]] = []
        for side in table.columns:
            head: dict[str, Any] = {"metric": section.metric, "side": side}
            try:
                fit = regress(table[side].tolist(), columns, level=section.level)
            except OptionError as error:
                rows.append({**head, "note": str(error)})
                continue
            for k, term in enumerate(fit.terms):
                rows.append(
                    {
                        **head,
                        "term": term,
                        "estimate": fit.estimates[k],
                        "error": fit.errors[k],
                        "t": fit.statistics[k],
                        "p": fit.p[k],
                        "low": fit.low[k],
                        "high": fit.high[k],
                        "n": fit.n,
                        "r_squared": fit.r_squared,
                        "note": "",
                    }
                )
        headings = ["metric", "side", "term", "estimate", "error", "t", "p", "low", "high", "n", "r_squared", "note"]
        return pd.DataFrame(rows, columns=headings)

    def seconds(self, *, rules: Sequence[str] = (), sources: Sequence[str] = ()) -> pd.DataFrame:
        """Return the measured seconds of the rules alone, with the features of the elections."""
        rows = self.timings[self.timings["step"] == "rule"]
        if sources:
            rows = rows[rows["source"].isin(sources)]
        rows = rows[rows["rule"].isin(list(rules) or self.rules)]
        features = self.instances.drop(columns=["seed"], errors="ignore")
        keys = [*SUBJECT]
        return rows.merge(features.drop_duplicates(keys), on=keys, how="left", suffixes=("", "_of_election"))

    def ranks_table(self, compared: Sequence[Compared]) -> pd.DataFrame:
        """Return the mean ranks of a comparison: a row a metric and side, with the test of all of them."""
        import pandas as pd

        rows = [
            {
                "metric": item.metric,
                "side": side,
                "mean_rank": rank,
                "n": item.ranking.subjects,
                "friedman": item.ranking.statistic,
                "p": item.ranking.p,
                "critical_difference": item.ranking.difference,
            }
            for item in compared
            if item.ranking is not None
            for side, rank in zip(item.ranking.rules, item.ranking.ranks, strict=True)
        ]
        return pd.DataFrame(rows, columns=["metric", "side", "mean_rank", "n", "friedman", "p", "critical_difference"])


def _is_table(measure: Mapping[str, Any]) -> bool:
    if measure["kind"] != "metric":
        return False
    entry = registry.metrics.get(measure["id"])
    return entry is not None and entry.properties.get("shape") == "table"


def significant(p: float, level: float) -> bool:
    """Tell whether a test speaks against chance at the level; a test that was not made does not."""
    return not math.isnan(p) and p < 1 - level
