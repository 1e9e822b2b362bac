"""From a table, a formula, aims and limits to an improvement."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from fairbudget.errors import OptionError
from fairbudget.formulas.allocation import ceilings
from fairbudget.formulas.formula import as_formula
from fairbudget.formulas.improve.conflict import explain
from fairbudget.formulas.improve.pareto import front
from fairbudget.formulas.improve.problem import build
from fairbudget.formulas.improve.result import Improvement, improvement
from fairbudget.formulas.improve.search import search
from fairbudget.formulas.improve.spec import Task, read_task
from fairbudget.formulas.result import Ceilings
from fairbudget.io.tables import Decimals

__all__ = ["improve"]


def improve(
    table: Any,
    formula: Any,
    limits: Any = None,
    *,
    pareto: str | None = None,
    points: int = 11,
    errata: Any = None,
    sheet: str | None = None,
    decimal: Decimals = "auto",
    say: Callable[[str], None] | None = None,
    more_limits: Sequence[Mapping[str, Any]] = (),
    **keys: Any,
) -> Improvement:
    """Find the formula, or the ceilings, that reach an aim best within limits.

    Parameters
    ----------
    table : path, pandas.DataFrame, list of dict or Table
        One row per kelurahan with the formula's indicators, and the columns that aims and limits name.
    formula : path, dict or Formula
        Whose weights are to be found, or which gives the money and the present ceilings.
    limits : path, dict or Task, optional
        Aims and limits: see :class:`fairbudget.formulas.improve.spec.Task`; without it, the formula file's section
        ``[improve]``.
    pareto : str, optional
        A second aim: the front of the first aim and this one is computed too.
    points : int
        Of the front.
    errata, sheet, decimal
        See :func:`fairbudget.ceilings`.
    say : callable, optional
        Is told what is being done.
    more_limits : sequence of mappings
        Further limits.
    **keys
        Keys of the task that go before those of `limits`: ``find``, ``aim``, ``poor``, ``need``, ``last_year``,
        ``pool``, ``component``, ``step``, ``base_step``; None counts as not given.

    Returns
    -------
    Improvement
        Also where nothing keeps to the limits: then with the smallest set of limits that contradict each other.

    Raises
    ------
    InputError
        With every fault of the table, the formula, or the aims and limits.
    OptionError
        If they cannot be meant together.

    Notes
    -----
    Aims and limits become linear programmes (mixed-integer for weights, which are multiples of a step), modelled with
    PuLP and solved by HiGHS. What they find is made whole and checked against every limit in whole rupiah; where
    rounding breaks a limit, the programme is tightened and solved again. Single ceilings that are best by the aims
    hoover, change, max-min or leximin are proved best in whole rupiah; a Gini coefficient is bounded.

    Examples
    --------
    >>> formula = {"components": [{"id": "APW", "kind": "proportional", "pool": 1000, "indicators": [
    ...     {"column": "area", "weight": "1/2"}, {"column": "people", "weight": "1/2"}]}]}
    >>> rows = [{"kelurahan": "Loji", "area": 1, "people": 30, "poor": 10},
    ...         {"kelurahan": "Curug", "area": 3, "people": 30, "poor": 10}]
    >>> found = improve(rows, formula, {"aim": "gini", "poor": "poor"})
    >>> found.amounts, [float(weight) for weight in found.found.weights]
    ([500, 500], [0.0, 1.0])
    >>> found = improve(rows, formula, {"find": "ceilings", "aim": "change", "poor": "poor", "limits": [
    ...     {"kind": "floor", "amount": 450}]})
    >>> found.amounts
    [450, 550]
    """
    data = _task(limits, formula)
    data.update({key: value for key, value in keys.items() if value is not None})
    unknown = set(keys) - set(Task.model_fields)
    if unknown:
        raise OptionError(f"unknown key {sorted(unknown)[0]!r}; allowed: {', '.join(Task.model_fields)}")
    if more_limits:
        data["limits"] = [*data.get("limits", ()), *more_limits]
    file = str(limits) if isinstance(limits, str | os.PathLike) else None
    task = Task.from_dict(data, file)
    problem = build(task, _present(table, formula, task, errata, sheet, decimal))
    tell = say or (lambda text: None)
    tell("looking for the best")
    found = search(problem, say=say)
    if found is None:
        tell("looking for the smallest set of limits that contradict each other")
        return improvement(problem, None, explain(problem))
    if pareto is None:
        return improvement(problem, found, None)
    first = "max-min" if task.aim[0] == "leximin" else task.aim[0]
    return improvement(problem, found, None, front(problem, first, pareto, points, say), (first, pareto))


def _present(table: Any, formula: Any, task: Task, errata: Any, sheet: str | None, decimal: Decimals) -> Ceilings:
    """Return what the formula gives now; a pool of the task serves where the formula has none of its own."""
    spec = as_formula(formula)
    pool = task.pool if task.pool is not None and spec.takes_pool and spec.pool is None else None
    return ceilings(table, spec, errata=errata, sheet=sheet, decimal=decimal, pool=pool)


def _task(limits: Any, formula: Any) -> dict[str, Any]:
    if isinstance(limits, Task):
        return {name: getattr(limits, name) for name in limits.model_fields_set}
    if isinstance(limits, Mapping):
        return dict(limits)
    if limits is not None:
        return read_task(limits)
    section: Any = None
    if isinstance(formula, Mapping):
        section = formula.get("improve")
    elif isinstance(formula, str | os.PathLike) and Path(formula).suffix.lower() == ".toml" and Path(formula).is_file():
        try:
            section = read_task(formula) if "improve" in tomllib.loads(Path(formula).read_text("utf-8-sig")) else None
        except (UnicodeDecodeError, tomllib.TOMLDecodeError, OSError):
            # told by the formula's own reader
            section = None
    return dict(section or {})
