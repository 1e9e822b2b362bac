"""What a rule decided, and how: the selection in order, its exact cost, who paid, and a trace of the rounds."""

from __future__ import annotations

import functools
import itertools
import json
import math
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairbudget.election import Election
from fairbudget.errors import Fault, InputError
from fairbudget.files import write_text
from fairbudget.money import plain

__all__ = ["Outcome", "Payments", "Round"]

FORMAT = "fairbudget-outcome"
VERSION = 1
#: Up to this many payments, JSON carries them as exact fractions unless told otherwise.
EXACT_PAYMENTS = 20_000

Amount = int | Fraction


@dataclass(frozen=True, slots=True)
class Round:
    """One decision of a rule.

    Attributes
    ----------
    project : str
    decision : {"selected", "partly", "skipped", "stopped", "excluded"}
        Partly: a part of it was funded, and it is not yet funded in full. Skipped: it did not fit and the rule went
        on. Stopped: it did not fit and the rule ended. Excluded: a project that it conflicts with was selected before.
    stage : str
        The rule or completion that decided.
    cost : int or Fraction
        Of the project.
    remaining : int or Fraction
        Budget left after the decision.
    measure : str
        What the rule compared: ``price`` (rho of Equal Shares), ``utility-per-cost``, ``priority``, ...
    value : int, Fraction or None
        Its exact value for this project; None stands for infinity (a free project).
    tied : tuple of str
        The other projects with the same value, over which the tie-breaking decided.
    exact : bool
        Whether floating point could not separate the best candidates, so that exact rationals decided.
    """

    project: str
    decision: str
    stage: str
    cost: Amount
    remaining: Amount
    measure: str
    value: Amount | None
    tied: tuple[str, ...] = ()
    exact: bool = False


@dataclass(frozen=True, eq=False)
class Payments:
    """Who paid what, by ballot row.

    Attributes
    ----------
    rows : tuple of int arrays
        For each selected project, the ballot rows that paid for it.
    amounts : tuple of sequences
        What one voter of each of these rows paid, in the election's own money: Fractions, or floats where the
        exact values were not asked for.
    exact : bool
        Whether the amounts are exact.
    """

    rows: tuple[NDArray[np.int32], ...]
    amounts: tuple[Sequence[Any], ...]
    exact: bool

    def by_row(self, size: int) -> list[Any]:
        """Return what one voter of each ballot row paid in all; `size` is the number of rows."""
        if not self.exact:
            totals = np.zeros(size)
            for rows, amounts in zip(self.rows, self.amounts, strict=True):
                totals[rows] += np.asarray(amounts, float)
            return list(totals.tolist())
        sums = [Fraction(0)] * size
        for rows, amounts in zip(self.rows, self.amounts, strict=True):
            for row, amount in zip(rows.tolist(), amounts, strict=True):
                sums[row] += amount
        return [plain(value) for value in sums]

    def __len__(self) -> int:
        return sum(len(rows) for rows in self.rows)


@dataclass(frozen=True, eq=False)
class Outcome:
    """The result of a selection rule.

    Attributes
    ----------
    selected : tuple of str
        Project ids in order of selection.
    cost : int or Fraction
        Their exact cost in the election's own money.
    rule : str
    options : mapping
        Every option of the rule with the value that was used, defaults included.
    election : Election or None
        None only for an outcome that was read back without its election.
    facts : mapping
        What else the rule reports, for example the endowment at which a completion stopped.
    """

    selected: tuple[str, ...]
    cost: Amount
    rule: str
    options: Mapping[str, Any]
    election: Election | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    _trace: Callable[[], tuple[Round, ...]] | None = field(default=None, repr=False)
    _payments: Callable[[bool], Payments] | None = field(default=None, repr=False)
    _about: Mapping[str, Any] | None = field(default=None, repr=False)

    def __repr__(self) -> str:
        return f"<Outcome of {self.rule}: {len(self.selected)} projects, cost {self.cost}>"

    @classmethod
    def of(
        cls,
        election: Election,
        numbers: Iterable[int],
        rule: str,
        options: Mapping[str, Any],
        *,
        facts: Mapping[str, Any] | None = None,
        trace: Callable[[], tuple[Round, ...]] | None = None,
        payments: Callable[[bool], Payments] | None = None,
    ) -> Outcome:
        """Make an outcome from project numbers.

        Parameters
        ----------
        trace : callable, optional
            Called once, when the trace is first asked for.
        payments : callable, optional
            Called with True for exact amounts, False for floats.

        Raises
        ------
        AssertionError
            If the selection repeats a project or costs more than the budget: a defect of the rule, never shown as
            a result.
        """
        numbers = list(numbers)
        units = sum(election.costs[numbers].tolist())
        if len(set(numbers)) != len(numbers) or units > election.budget_units:
            raise AssertionError(f"rule {rule!r} returned an infeasible selection")
        ids = tuple(election.ids[k] for k in numbers)
        return cls(ids, election.money(units), rule, options, election, facts or {}, trace, payments)

    @functools.cached_property
    def trace(self) -> tuple[Round, ...]:
        """The decisions of the rule, in order."""
        return self._trace() if self._trace else ()

    @functools.cached_property
    def payments(self) -> Payments | None:
        """Exact payments, or None for a rule without payments. May be slow for a large election."""
        return self._payments(True) if self._payments else None

    @functools.cached_property
    def approximate_payments(self) -> Payments | None:
        """Payments as floats (for statistics and pictures), or None for a rule without payments."""
        return self._payments(False) if self._payments else None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Outcome):
            return NotImplemented
        return self.to_dict(payments="none") == other.to_dict(payments="none")

    def __hash__(self) -> int:
        return hash((self.rule, self.selected, self.cost))

    # -- JSON --------------------------------------------------------------------------------------------------

    def to_dict(self, payments: str = "auto") -> dict[str, Any]:
        """Return the outcome as JSON-ready values; exact fractions become text such as ``"100/3"``.

        Parameters
        ----------
        payments : {"auto", "exact", "float", "none"}
            Auto: exact up to 20,000 payments, floats beyond.
        """
        if payments not in ("auto", "exact", "float", "none"):
            raise ValueError("payments must be one of auto, exact, float, none")
        election = self.election
        facts = dict(self._about or {"fingerprint": None})
        if election is not None:
            facts = {
                "fingerprint": election.fingerprint,
                "projects": election.num_projects,
                "voters": election.num_voters,
                "ballot_rows": len(election.ballots),
                "ballot_type": election.ballot_type,
                "budget": _encode(election.budget),
            }
        return {
            "format": FORMAT,
            "version": VERSION,
            "election": facts,
            "rule": self.rule,
            "options": {key: _encode(value) for key, value in self.options.items()},
            "selected": list(self.selected),
            "cost": _encode(self.cost),
            "facts": {key: _encode(value) for key, value in self.facts.items()},
            "trace": [_round_to_dict(item) for item in self.trace],
            "payments": self._payments_to_dict(payments),
        }

    def _payments_to_dict(self, mode: str) -> dict[str, Any] | None:
        if mode == "none" or self._payments is None:
            return None
        found = self.approximate_payments if mode != "exact" else self.payments
        assert found is not None
        if mode == "auto" and len(found) <= EXACT_PAYMENTS:
            found = self.payments
            assert found is not None
        return {
            "exact": found.exact,
            "rows": [rows.tolist() for rows in found.rows],
            "amounts": [[_encode(value) for value in amounts] for amounts in found.amounts],
        }

    def to_json(self, payments: str = "auto", indent: int | None = 2) -> str:
        """Return the outcome as JSON text; see :meth:`to_dict`."""
        return json.dumps(self.to_dict(payments), ensure_ascii=False, indent=indent) + "\n"

    def save(self, path: str | os.PathLike[str], payments: str = "auto") -> None:
        """Write the outcome to a JSON file, whole or not at all."""
        write_text(path, self.to_json(payments))

    @classmethod
    def from_json(cls, text: str, election: Election | None = None, source: str | None = None) -> Outcome:
        """Read an outcome that :meth:`to_json` wrote.

        Parameters
        ----------
        text : str
        election : Election, optional
            The election it belongs to, so that it can be measured and checked; must be the same one.
        source : str, optional
            Name used in messages.

        Raises
        ------
        InputError
            If the text is not such an outcome, or belongs to another election.
        """

        def refuse(message: str) -> InputError:
            return InputError([Fault(message, file=source)])

        try:
            data = json.loads(text)
        except (ValueError, TypeError, RecursionError) as error:
            raise refuse(f"not JSON: {error}") from None
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise refuse(f"not an outcome: expected a JSON object with format {FORMAT!r}")
        if data.get("version") != VERSION:
            raise refuse(f"outcome version {data.get('version')!r} is not known; expected {VERSION}")
        try:
            selected = tuple(str(id) for id in data["selected"])
            cost = _decode(data["cost"])
            rounds = tuple(_round_from_dict(item) for item in data["trace"])
            paid = data.get("payments")
            payments = _payments_from_dict(paid) if paid else None
            about = dict(data["election"])
            fingerprint = about["fingerprint"]
            rule = str(data["rule"])
            options, facts = ({key: _decode(value) for key, value in data[k].items()} for k in ("options", "facts"))
            if facts.get("endowment") is not None and not _is_number(facts["endowment"]):
                raise ValueError("the endowment is not a number")
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
            raise refuse(f"damaged outcome: {type(error).__name__}: {error}") from None
        if not isinstance(cost, int | Fraction) or isinstance(cost, bool):
            raise refuse("damaged outcome: the cost is not an exact number")
        if len(set(selected)) != len(selected):
            raise refuse("damaged outcome: a project is selected twice")
        if payments is not None and len(payments.rows) != len(selected):
            raise refuse(f"damaged outcome: payments for {len(payments.rows)} projects, selected are {len(selected)}")
        if election is not None:
            if fingerprint is not None and fingerprint != election.fingerprint:
                raise refuse("the outcome belongs to another election (the fingerprints differ)")
            if election.total_cost(selected) != cost:
                raise refuse(f"damaged outcome: the selection costs {election.total_cost(selected)}, not {cost}")
            if payments is not None and any(
                len(part) and not 0 <= part.min() <= part.max() < len(election.ballots) for part in payments.rows
            ):
                raise refuse("damaged outcome: payments of ballot rows that the election does not have")
            if cost > election.budget:
                raise refuse(f"damaged outcome: the selection costs {cost}, the budget is {election.budget}")
        stored = payments
        return cls(
            selected,
            cost,
            rule,
            options,
            election,
            facts,
            lambda: rounds,
            None if stored is None else (lambda exactly: stored),
            about,
        )

    @classmethod
    def load(cls, path: str | os.PathLike[str], election: Election | None = None) -> Outcome:
        """Read an outcome from a JSON file; see :meth:`from_json`."""
        try:
            text = Path(path).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError([Fault(f"cannot be read: {error}", file=str(path))]) from None
        return cls.from_json(text, election, str(path))


def _digits(number: int) -> str:
    """Return a whole number as text, however long: Python refuses to beyond 4,300 digits, decimals do not."""
    return str(number) if number.bit_length() < 14_000 else format(Decimal(number), "f")


def _fraction(text: str) -> Fraction:
    """Return the fraction that :func:`_encode` wrote."""
    match = re.fullmatch(r"(-?[0-9]+)/([0-9]+)", text)
    if match is None or not match[2].strip("0"):
        raise ValueError(f"{text[:40]!r} is not a fraction")
    top, bottom = (int(part) if len(part) < 4_000 else int(Decimal(part)) for part in match.groups())
    return Fraction(top, bottom)


def _encode(value: Any) -> Any:
    """Return a JSON-ready value: whole numbers as they are, other fractions as text under a key of their own."""
    if isinstance(value, Fraction):
        if value.denominator == 1:
            return int(value)
        return {"fraction": f"{_digits(value.numerator)}/{_digits(value.denominator)}"}
    if isinstance(value, np.bool_):
        return bool(value)
    if isinstance(value, np.integer):
        return int(value)
    if isinstance(value, np.floating):
        return float(value)
    if isinstance(value, list | tuple):
        return [_encode(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): _encode(item) for key, item in value.items()}
    return value


def _decode(value: Any) -> Any:
    if isinstance(value, dict):
        # a project may be called "fraction", and its share be kept under its name
        if set(value) == {"fraction"} and isinstance(value["fraction"], str):
            return _fraction(value["fraction"])
        return {key: _decode(item) for key, item in value.items()}
    if isinstance(value, list):
        return tuple(_decode(item) for item in value)
    return value


def _round_to_dict(item: Round) -> dict[str, Any]:
    return {name: _encode(getattr(item, name)) for name in Round.__slots__}


def _is_number(value: Any) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, int | Fraction) and not isinstance(value, bool)


def _round_from_dict(data: dict[str, Any]) -> Round:
    found = {name: _decode(data[name]) for name in Round.__slots__}
    for name, value in found.items():
        sound = (
            isinstance(value, str)
            if name in ("project", "decision", "stage", "measure")
            else isinstance(value, bool)
            if name == "exact"
            else isinstance(value, tuple) and all(isinstance(id, str) for id in value)
            if name == "tied"
            else _is_number(value) or (name == "value" and value is None)
        )
        if not sound:
            raise ValueError(f"{name} of a round cannot be {value!r}")
    return Round(**found)


def _payments_from_dict(data: dict[str, Any]) -> Payments:
    rows = tuple(np.array(part, np.int32) for part in data["rows"])
    amounts = tuple([_decode(value) for value in part] for part in data["amounts"])
    if [len(part) for part in rows] != [len(part) for part in amounts]:
        raise ValueError("payments and their rows differ in length")
    if not all(map(_is_number, itertools.chain.from_iterable(amounts))):
        raise ValueError("a payment is not a number")
    if data["exact"]:
        amounts = tuple([Fraction(value) for value in part] for part in amounts)
    return Payments(rows, amounts, bool(data["exact"]))
