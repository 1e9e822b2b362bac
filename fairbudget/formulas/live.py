"""Ceilings as spreadsheet formulas: columns of a sheet that compute every amount from inputs, weights and totals."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from fairbudget.formulas.amounts import ComponentResult, Part
from fairbudget.formulas.formula import show
from fairbudget.formulas.kinds.chosen import Chosen
from fairbudget.formulas.kinds.equal_share import EqualShare
from fairbudget.formulas.kinds.proportional import Proportional
from fairbudget.formulas.live_base import (
    FIRST,
    MOST_RANKED,
    LiveBase,
    LiveColumn,
    LiveSheets,
    name_of,
    scale_of,
)
from fairbudget.io.cells import Numbers

if TYPE_CHECKING:
    from fairbudget.formulas.result import Ceilings

__all__ = ["live_sheets"]


class _Builder(LiveBase):
    def build(self) -> LiveSheets:
        result, formula, t = self.result, self.result.formula, self.t
        self.setting(formula.name or t("formula"), head=True)
        if formula.source:
            self.setting(t("source"), formula.source)
        self.setting(t("rounding"), formula.rounding)
        self.unit_cell = self.at(self.setting(t("rounding unit"), formula.rounding_unit))
        if formula.takes_pool:
            self.pool_row = self.setting(t("pool of all"), formula.pool)
        if result.groups and result.group_heading:
            self.add(LiveColumn(result.group_heading, "text", result.groups, total=False))
        self.add(LiveColumn(result.unit_heading, "text", result.names, total=False))
        amounts = [self.component(item) for item in result.components]
        sheets = LiveSheets(self.settings, self.columns, self.static, self.digits)
        name, values = formula.total_id, list(result.totals)
        plus = lambda row: "=" + "+".join(f"{column}{row}" for column in amounts)  # noqa: E731
        if result.adjusted is not None:
            sheets.before = self.add(LiveColumn(t("before").format(name), "integer", result.adjusted.before, plus))
            ids = {item.key: item.id for item in formula.adjustments}
            own = [
                self.add(LiveColumn(ids.get(key, t("balance")), "integer", effects))
                for key, effects in result.adjusted.effects.items()
            ]
            steps = [sheets.before, *own]
            plus = lambda row: "=" + "+".join(f"{column}{row}" for column in steps)  # noqa: E731
            self.static.append(t("static adjustments").format(", ".join(item.id for item in formula.adjustments)))
        sheets.ceiling = self.add(LiveColumn(name, "integer", values, plus))
        self.split(sheets.ceiling)
        if self.close:
            self.static.append(t("close").format(self.close))
        return sheets

    def component(self, item: ComponentResult) -> str:
        """Append a component's inputs and columns and return the letter of its amounts."""
        component, t = item.component, self.t
        self.setting("")
        label = f"{component.id}" + (f": {component.label}" if component.label else "") + f" ({component.kind})"
        self.setting(label, head=True)
        if isinstance(component, EqualShare):
            exact = self.equal(component, item)
        elif isinstance(component, Chosen):
            exact = self.chosen(component, item)
        elif isinstance(component, Proportional):
            exact = self.proportional(component, item)
        else:
            # a kind that was registered elsewhere has no formulas here
            values = [item.exact(row) for row in range(self.count)]
            self.static.append(component.id)
            exact = self.add(LiveColumn(t("exact").format(component.id), "exact", values))
        return self.rounded(item, exact)

    def equal(self, component: EqualShare, item: ComponentResult) -> str:
        if not component.classes:
            if component.base is not None:
                cell = self.at(self.setting(self.t("base"), component.base))
                return self.exact_column(item, lambda row: f"={cell}")
            cell = self.pool(component)
            return self.exact_column(item, lambda row: f"={cell}/{self.count}")
        raw = self.numbers(component.column, item.inputs[0])
        what = self.t("factor") if not component.own_base else self.t("base")
        pool = "" if component.own_base else self.pool(component)
        self.setting(f"{self.t('class')} ({component.column})", self.t("up to"), what)
        lower: Fraction | int = -1
        rows = []
        for index, part in enumerate(component.classes, start=1):
            size = part.base if component.own_base else part.factor
            rows.append(self.setting(f"{self.t('class')} {index}", lower, size))
            lower = part.up_to if part.up_to is not None else lower
        bounds = f"{self.sheet}$B${rows[0]}:$B${rows[-1]}"
        sizes = f"{self.sheet}$C${rows[0]}:$C${rows[-1]}"
        # the class is the last one whose bound is below the value
        place = item.extras[0].compute()
        own = self.add(
            LiveColumn(
                self.t("class of").format(component.id),
                "integer",
                [value or 0 for value in place.numerators],
                lambda row: f"=SUMPRODUCT(--({bounds}<{raw}{row}))",
                total=False,
            )
        )
        if component.own_base:
            return self.exact_column(item, lambda row: f"=INDEX({sizes},{own}{row})")
        every = "+".join(f"{self.at(row, 'C')}*COUNTIF({self.all(own)},{k})" for k, row in enumerate(rows, start=1))
        whole = (f"={self._on_calculation(every)}", self._factors(component, place))
        divisor = self.at(self.setting(self.t("sum of factors"), whole))
        return self.exact_column(item, lambda row: f"={pool}*INDEX({sizes},{own}{row})/{divisor}")

    def _on_calculation(self, text: str) -> str:
        """Return a formula for the sheet of inputs whose ranges lie on the sheet of calculation."""
        sheet = f"'{self.t('calculation')}'!"
        return text.replace("COUNTIF($", f"COUNTIF({sheet}$").replace("SUM($", f"SUM({sheet}$")

    @staticmethod
    def _factors(component: EqualShare, place: Numbers) -> Fraction:
        factors = [part.factor or Fraction(0) for part in component.classes]
        return sum((factors[(k or 1) - 1] for k in place.numerators), Fraction(0))

    def chosen(self, component: Chosen, item: ComponentResult) -> str:
        pool = self.pool(component)
        flags = [value or 0 for value in item.extras[0].compute().numerators] if item.extras else [0] * self.count
        own = self.add(LiveColumn(self.t("chosen").format(component.id), "integer", flags, input=True))
        self.static.append(self.t("static chosen").format(component.id))
        if not component.by:
            return self.exact_column(item, lambda row: f"={pool}*{own}{row}/SUM({self.all(own)})")
        by = self.numbers(component.by, item.inputs[-1])
        every = f"SUMPRODUCT({self.all(own)},{self.all(by)})"
        return self.exact_column(item, lambda row: f"={pool}*{own}{row}*{by}{row}/{every}")

    def proportional(self, component: Proportional, item: ComponentResult) -> str:
        t = self.t
        pool = self.pool(component)
        if component.weights not in ("given", "equal"):
            self.static.append(t("static weights").format(component.id, component.weights))
        parts = item.parts or item.scored_parts
        cells: list[tuple[str, str, str]] = []
        scale = {}
        for key in ("low", "high", "centre"):
            if any(component.method(i) == {"centre": "z-score"}.get(key, "min-max") for i in component.indicators):
                scale[key] = self.at(self.setting(t(key), getattr(component, key)))
        goals = [t("goal")] if any(i.goal is not None for i in component.indicators) else []
        self.setting(t("indicator"), t("weight"), t("total"), *goals)
        first = len(self.settings) + 1
        for part in parts:
            raw = self.numbers(name_of(part.indicator), part.numbers)
            total: object = part.total
            if part.scores is not None:
                total = None
            elif not part.given:
                total = ("=" + self._on_calculation(f"SUM({self.all(raw)})"), part.total)
            row = self.setting(name_of(part.indicator), part.indicator.weight, total, part.indicator.goal)
            cells.append((raw, self.at(row), self.at(row, "C")))
        self.setting(t("sum of weights"), (f"=SUM(B{first}:B{len(self.settings)})", Fraction(1)))
        scored = [
            self.score(component, part, raw, total, self.at(first + k, "D"), scale)
            for k, (part, (raw, _, total)) in enumerate(zip(parts, cells, strict=True))
        ]
        weights = [weight for _, weight, _ in cells]
        if component.aggregation == "geometric":
            return self.geometric(component, item, scored, weights, pool)
        pairs = list(zip(scored, weights, strict=True))
        if component.plain:
            values = [sum((p.weighted(row) for p in parts), Fraction(0)) for row in range(self.count)]
            heading = t("share in").format(component.id)
        else:
            values = [sum((p.score(row) * p.indicator.weight for p in parts), Fraction(0)) for row in range(self.count)]
            heading = t("index").format(component.id)
        own = self.add(
            LiveColumn(heading, "share", values, lambda row: "=" + "+".join(f"{w}*{s}{row}" for s, w in pairs))
        )
        whole = component.plain and self.result.formula.rounding != "largest-remainder"
        over = "" if whole else f"/SUM({self.all(own)})"
        return self.exact_column(item, lambda row: f"={pool}*{own}{row}{over}")

    def geometric(
        self, component: Proportional, item: ComponentResult, scored: list[str], weights: list[str], pool: str
    ) -> str:
        t = self.t
        pairs = list(zip(scored, weights, strict=True))
        index = next(c for c in item.extras if c.heading == f"{component.key}_index").compute()
        values = [Fraction(value or 0, index.denominator) for value in index.numerators]
        raw = self.add(
            LiveColumn(
                t("product").format(component.id),
                "share",
                values,
                lambda row: "=" + "*".join(f"{s}{row}^{w}" for s, w in pairs),
                total=False,
            )
        )
        own = self.add(
            LiveColumn(
                t("index").format(component.id),
                "share",
                values,
                lambda row: f"=ROUND({raw}{row}/MAX({self.all(raw)}),{component.digits})",
            )
        )
        return self.exact_column(item, lambda row: f"={pool}*{own}{row}/SUM({self.all(own)})")

    def score(self, component: Proportional, part: Part, raw: str, total: str, goal: str, scale: dict[str, str]) -> str:
        """Append the column of an indicator's scores and return its letter."""
        indicator, every = part.indicator, self.all(raw)
        method, direct = component.method(indicator), indicator.direction == "direct"
        name = name_of(indicator)
        formula: Callable[[int], str]
        heading = self.t("score of").format(name)
        if method == "share" and direct:
            heading = self.t("share of").format(name)
            over = total if part.scores is None else f"SUM({every})"
            if part.scores is not None and indicator.total is not None:
                over = show(indicator.total)
            formula = lambda row: f"={raw}{row}/{over}"  # noqa: E731
        elif method == "share":
            largest = max(part.score(row) for row in range(self.count))
            turned = self.add(
                LiveColumn(
                    f"1 / {name}",
                    "share",
                    [part.score(row) / largest for row in range(self.count)],
                    lambda row: f"=ROUND(MIN({every})/{raw}{row},{component.digits})",
                    total=False,
                )
            )
            formula = lambda row: f"={turned}{row}/SUM({self.all(turned)})"  # noqa: E731
        elif method == "min-max":
            gap = (lambda row: f"{raw}{row}-MIN({every})") if direct else (lambda row: f"MAX({every})-{raw}{row}")
            low, high = scale["low"], scale["high"]
            formula = lambda row: f"={low}+({high}-{low})*({gap(row)})/(MAX({every})-MIN({every}))"  # noqa: E731
        elif method == "rank":
            order = 1 if direct else 0
            formula = lambda row: f"=RANK({raw}{row},{every},{order})+(COUNTIF({every},{raw}{row})-1)/2"  # noqa: E731
        elif method == "z-score":
            sign = "" if direct else "-"
            formula = lambda row: (  # noqa: E731
                f"={scale['centre']}+ROUND({sign}({raw}{row}-AVERAGE({every}))/STDEVP({every}),{component.digits})"
            )
        elif direct:
            formula = lambda row: f"=MAX(0,{raw}{row}-{goal})/(MAX({every})-{goal})"  # noqa: E731
        else:
            formula = lambda row: f"=MAX(0,{goal}-{raw}{row})/({goal}-MIN({every}))"  # noqa: E731
        own = f"{component.id}: {heading}"
        return self.add(LiveColumn(own, "share", [part.score(k) / scale_of(part) for k in range(self.count)], formula))

    def rounded(self, item: ComponentResult, exact: str) -> str:
        """Append the column of rounded amounts and return its letter."""
        mode, unit = self.result.formula.rounding, self.unit_cell
        heading = item.component.id
        step = f"ROUND({exact}{{row}}/{unit},{self.digits})"
        if mode == "largest-remainder" and self.count > MOST_RANKED:
            text = self.t("static size").format(MOST_RANKED)
            if text not in self.static:
                self.static.append(text)
            return self.add(LiveColumn(heading, "integer", item.amounts))
        self.count_close(item)
        if mode == "largest-remainder":
            rests = [Fraction(n, item.denominator * self.unit) % 1 for n in item.numerators]
            rest = self.add(
                LiveColumn(
                    self.t("remainder").format(heading),
                    "share",
                    rests,
                    lambda row: f"=ROUND({step.format(row=row)}-INT({step.format(row=row)}),{self.digits})",
                )
            )
            every = self.all(rest)
            # the sum of all remainders is how many are raised: the largest ones, the earlier of equal ones first
            return self.add(
                LiveColumn(
                    heading,
                    "integer",
                    item.amounts,
                    lambda row: (
                        f"={unit}*(INT({step.format(row=row)})+IF(SUMPRODUCT(--({every}>{rest}{row}))"
                        f"+SUMPRODUCT(--(${rest}${FIRST}:{rest}{row}={rest}{row}))<=ROUND(SUM({every}),0),1,0))"
                    ),
                )
            )
        bodies = {
            "half-up": f"ROUND({step},0)",
            "floor": f"INT({step})",
            "ceiling": f"-INT(-{step})",
            "half-even": f"IF({step}-INT({step})=0.5,2*ROUND({step}/2,0),ROUND({step},0))",
        }
        return self.add(
            LiveColumn(heading, "integer", item.amounts, lambda row: f"={unit}*{bodies[mode].format(row=row)}")
        )

    def count_close(self, item: ComponentResult) -> None:
        """Count the amounts that the workbook's digits cannot tell from a rounding limit on which they do not lie."""
        margin = Fraction(1, 10**self.digits)
        mode = self.result.formula.rounding
        limit = Fraction(1, 2) if mode.startswith("half") else Fraction(0)
        rests = [Fraction(n, item.denominator * self.unit) % 1 for n in item.numerators]
        if mode == "largest-remainder":
            ordered = sorted(rests)
            raised = sum(rests)
            if raised and raised.denominator == 1:
                cut = len(ordered) - int(raised)
                near = ordered[cut - 1 : cut + 1] if cut else []
                self.close += int(len(near) == 2 and 0 < near[1] - near[0] < margin)
        for rest in rests:
            gap = abs(rest - limit)
            self.close += int(0 < min(gap, 1 - gap) < margin)

    def split(self, ceiling: str) -> None:
        parts = list(zip(self.result.formula.split, self.result.split, strict=True))
        if not parts:
            return
        self.setting("")
        self.setting(self.t("split"), head=True)
        rows = [self.setting(part.id, part.share) for part, _ in parts]
        if len(parts) != 2:
            self.static.append(self.t("static split").format(len(parts)))
            for part, amounts in parts:
                self.add(LiveColumn(part.id, "integer", amounts))
            return
        share, unit, digits = self.at(rows[0]), self.unit_cell, self.digits
        # of two remainders that sum to one the larger is raised, the first if they are equal: half up
        first = self.add(
            LiveColumn(
                parts[0][0].id,
                "integer",
                parts[0][1],
                lambda row: f"={unit}*ROUND(ROUND({ceiling}{row}*{share}/{unit},{digits}),0)",
            )
        )
        self.add(LiveColumn(parts[1][0].id, "integer", parts[1][1], lambda row: f"={ceiling}{row}-{first}{row}"))


def live_sheets(result: Ceilings, lang: str = "en") -> LiveSheets:
    """Return the sheets of a workbook that computes the ceilings by itself.

    Parameters
    ----------
    result : Ceilings
    lang : {"en", "id"}

    Returns
    -------
    LiveSheets
        With what the workbook does not compute again, told in words.

    Notes
    -----
    Formulas use functions that every spreadsheet has had for decades. O(n k) formulas for n kelurahan and k columns.
    """
    return _Builder(result, lang).build()
