"""One unit of work: run a rule on an election, measure the outcome, return plain values.

An outcome holds closures and stays in the worker. An exact number is told as text, ``"3"`` or ``"1/3"``, unless it is
very long; any other as the shortest text that gives the same float, which always has a point, an exponent or letters:
``"0.5"``, ``"inf"``.
"""

from __future__ import annotations

import traceback
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from time import perf_counter
from typing import Any

import numpy as np

from fairbudget import registry
from fairbudget.election import Election
from fairbudget.errors import FairbudgetError
from fairbudget.experiments.study.load import Loader, features
from fairbudget.experiments.study.model import Measure, Variant, with_seed
from fairbudget.experiments.study.spec import RULES_OWN
from fairbudget.outcome import Outcome
from fairbudget.utilities import DEFAULT_UTILITY

__all__ = ["LOADING", "RULE", "WARMING", "Job", "Work", "numeral"]

#: Steps of a unit; from 0 on a step is the measure of that number.
WARMING, LOADING, RULE = -3, -2, -1
#: Longest message that is kept.
_LONGEST = 500
#: Bits of numerator and denominator together up to which a number is told exactly: about 150 digits.
_LONGEST_EXACT = 500

#: A unit as a worker gets it: its number, what tells its election from the others of the group, number of the
#: variant, seed, and measures that are not tried (again) with the status they get.
Job = tuple[int, Mapping[str, Any], int, int | None, Mapping[int, tuple[str, str]]]


def numeral(value: Any) -> str | None:
    """Return a number as text, exact where it is exact and not longer than 150 digits; None for what is no number.

    Examples
    --------
    >>> numeral(Fraction(1, 3)), numeral(Fraction(4, 2)), numeral(3), numeral(0.5), numeral(True), numeral("x")
    ('1/3', '2', '3', '0.5', '1', None)
    >>> numeral(Fraction(3**400, 3**401 - 1))
    '0.3333333333333333'
    """
    if isinstance(value, bool | np.bool_ | int | np.integer | Fraction):
        number = Fraction(int(value) if not isinstance(value, Fraction) else value)
        if number.numerator.bit_length() + number.denominator.bit_length() <= _LONGEST_EXACT:
            return str(number)
        try:
            return repr(float(number))
        except OverflowError:
            return "inf" if number > 0 else "-inf"
    if isinstance(value, float | np.floating):
        return repr(float(value))
    return None


def _figures(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Give the numbers of a value with their names: a metric may return a table of them.

    A row of a table is called by its first text (a project's id, a category), one without text by its position.
    """
    number = numeral(value)
    if number is not None:
        yield name, number
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _figures(item, f"{name}/{key}" if name else str(key))
    elif isinstance(value, list | tuple | np.ndarray):
        for k, item in enumerate(value):
            texts = [text for text in item.values() if isinstance(text, str)] if isinstance(item, Mapping) else []
            called = texts[0] if texts else str(k)
            yield from _figures(item, f"{name}/{called}" if name else called)


def _told(error: BaseException) -> str:
    """Return an error as one line without paths: what it says, and where in the package it happened."""
    text = " ".join(str(error).split())[:_LONGEST]
    if isinstance(error, FairbudgetError):
        return text
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "fairbudget" in frame.filename]
    place = ""
    if frames:
        inside = frames[-1].filename.replace("\\", "/").rpartition("/fairbudget/")[2]
        place = f" ({inside}:{frames[-1].lineno})"
    return f"{type(error).__name__}: {text}{place}" if text else f"{type(error).__name__}{place}"


def _failure(error: BaseException) -> tuple[str, str]:
    if isinstance(error, FairbudgetError):
        # options were checked before: what is refused now does not fit this election
        return "undefined", _told(error)
    return ("memory" if isinstance(error, MemoryError) else "error"), _told(error)


class Work:
    """Computes units of one study in one process.

    Parameters
    ----------
    variants : sequence of Variant
    measures : sequence of Measure
    step : callable, optional
        Called with the number of the unit and the step that begins.
    """

    def __init__(
        self,
        variants: Sequence[Variant],
        measures: Sequence[Measure],
        step: Callable[[int, int], None] | None = None,
    ) -> None:
        self.variants, self.measures = variants, measures
        self.step = step or (lambda unit, step: None)
        self.loader = Loader()
        self._warm: set[tuple[int, str]] = set()

    def unit(self, key: str, load: Mapping[str, Any], job: Job) -> tuple[dict[str, Any], dict[str, Any]]:
        """Compute a unit.

        Returns
        -------
        result : dict
            ``status``, ``detail``, ``selected``, ``cost``, ``features`` and ``measures``: for each a status, a detail
            and a list of (name, number as text).
        seconds : dict
            ``load``, ``rule`` and ``measures``: measured, so never part of the results.
        """
        number, part, chosen, seed, barred = job
        seconds: dict[str, Any] = {}
        self.step(number, LOADING)
        begin = perf_counter()
        try:
            election = self.loader.election(key, load, part)
        except Exception as error:
            status = "memory" if isinstance(error, MemoryError) else "error"
            return _unfit(status, _told(error)), seconds
        seconds["load"] = perf_counter() - begin
        found = election._cache.get("study features")
        if found is None:
            found = election._cache["study features"] = features(election)
        self.warm(number, chosen, election.ballot_type)
        self.step(number, RULE)
        begin = perf_counter()
        try:
            outcome = self.run(self.variants[chosen], election, seed)
        except Exception as error:
            return {**_unfit(*_failure(error)), "features": found}, seconds
        seconds["rule"] = perf_counter() - begin
        taken: list[float | None] = []
        seconds["measures"] = taken
        measured = []
        for k, measure in enumerate(self.measures):
            if k in barred:
                measured.append([*barred[k], []])
                taken.append(None)
                continue
            self.step(number, k)
            begin = perf_counter()
            measured.append(self.measure(measure, outcome, seed))
            taken.append(perf_counter() - begin)
        result = {
            "status": "ok",
            "detail": "",
            "selected": list(outcome.selected),
            "cost": str(outcome.cost),
            "features": found,
            "measures": measured,
        }
        return result, seconds

    def run(self, variant: Variant, election: Election, seed: int | None) -> Outcome:
        """Run a rule with one combination of its options."""
        from fairbudget.rules import select

        allowed = registry.rules[variant.rule].properties.get("ballots")
        if allowed is not None and election.ballot_type not in allowed:
            raise FairbudgetError(f"{variant.rule} is not defined for {election.ballot_type} ballots")
        options = with_seed(variant.options, seed)
        then = None if variant.then is None else variant.then.replace("{seed}", str(seed))
        outcome = select(election, variant.rule, then=then, **options)
        spent = election.total_cost(outcome.selected)
        if spent != outcome.cost or spent > election.budget:
            raise AssertionError(f"{variant.rule} spent {spent} of {election.budget}")
        return outcome

    def measure(self, measure: Measure, outcome: Outcome, seed: int | None) -> list[Any]:
        """Return status, detail and numbers of one measure."""
        try:
            known = registry.metrics if measure.kind == "metric" else registry.axioms
            entry = known[measure.id]
            options = with_seed(measure.options, seed)
            election = outcome.election
            assert election is not None
            if "utility" in entry.options:
                if options.get("utility") == RULES_OWN:
                    options = {name: value for name, value in options.items() if name != "utility"}
                elif options.get("utility") is None:
                    options["utility"] = DEFAULT_UTILITY[election.ballot_type]
            allowed = entry.properties.get("ballots")
            if allowed is not None and election.ballot_type not in allowed:
                raise FairbudgetError(f"{measure.id} is not defined for {election.ballot_type} ballots")
            if measure.kind == "axiom":
                return _verdict(outcome, measure.id, options)
            value = entry.function(outcome, **entry.parse_options(options))
            figures = list(_figures(value))
            if not figures:
                return ["undefined", "" if value is None else f"no number: {type(value).__name__}", []]
            return ["ok", "", figures]
        except Exception as error:
            return [*_failure(error), []]

    def warm(self, number: int, chosen: int, ballots: str) -> None:
        """Load and compile what a variant and the measures need, so that no unit's time or limit pays for it."""
        if (chosen, ballots) in self._warm:
            return
        self._warm.add((chosen, ballots))
        self.step(number, WARMING)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                outcome = self.run(self.variants[chosen], _tiny(ballots), 0)
            except Exception:
                return
            first = sum(kind == ballots for _, kind in self._warm) == 1
            for measure in self.measures if first else ():
                self.measure(measure, outcome, 0)


def _verdict(outcome: Outcome, axiom: str, options: Mapping[str, Any]) -> list[Any]:
    from fairbudget.axioms import check

    verdict = check(outcome, axiom, **options)
    figures = list(_figures(verdict.figures))
    if verdict.satisfied is None:
        return ["undecided", verdict.reason, figures]
    return ["ok", "", [("", str(int(verdict.satisfied))), *figures]]


def _unfit(status: str, detail: str) -> dict[str, Any]:
    return {"status": status, "detail": detail, "selected": None, "cost": None, "features": None, "measures": []}


def _tiny(ballots: str) -> Election:
    rows: list[Any] = [["a"], ["a", "b"], ["b", "c"], ["c"]]
    if ballots == "choose-1":
        rows = [["a"], ["b"], ["b"], ["c"]]
    elif ballots in ("cumulative", "scoring"):
        rows = [{"a": 2}, {"a": 1, "b": 1}, {"b": 1, "c": 1}, {"c": 2}]
    return Election.build({"a": 3, "b": 2, "c": 4}, 6, rows, type=ballots)
