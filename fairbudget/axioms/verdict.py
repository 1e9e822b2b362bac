"""What a check found: satisfied, violated or undecided, with a witness that can be checked on its own."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fairbudget.election import Election
from fairbudget.errors import Fault, InputError
from fairbudget.files import write_text
from fairbudget.outcome import _decode, _encode

__all__ = ["SATISFIED", "UNDECIDED", "VIOLATED", "Verdict"]

FORMAT = "fairbudget-verdict"
VERSION = 1
SATISFIED, VIOLATED, UNDECIDED = "satisfied", "violated", "undecided"


@dataclass(frozen=True, eq=False)
class Verdict:
    """The result of checking one axiom.

    Attributes
    ----------
    axiom : str
    status : {"satisfied", "violated", "undecided"}
        Satisfied and violated are exact; undecided says in `reason` which bound was reached.
    election : Election
    selected : tuple of str
        The outcome that was checked.
    options : mapping
        Of the check, defaults included; ``utility`` is the one that was used.
    witness : mapping or None
        Plain values with whole numbers and Fractions: a group with what it could buy and what it got, a price system,
        a certificate that there is none, a better set of projects. ``fairbudget verify`` recomputes it.
    reason : str
        One sentence.
    figures : mapping
        How far from holding, for example ``factor``: the axiom holds for every factor greater than it.
    effort : mapping
        What the search did: sets of projects looked at, programmes solved.
    """

    axiom: str
    status: str
    election: Election
    selected: tuple[str, ...]
    options: Mapping[str, Any]
    witness: Mapping[str, Any] | None = None
    reason: str = ""
    figures: Mapping[str, Any] = field(default_factory=dict)
    effort: Mapping[str, Any] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<Verdict: {self.axiom} {self.status}>"

    @property
    def satisfied(self) -> bool | None:
        """True, False, or None where the check is undecided."""
        return {SATISFIED: True, VIOLATED: False}.get(self.status)

    def to_dict(self) -> dict[str, Any]:
        """Return JSON-ready values; a fraction is ``{"fraction": "1/3"}``."""
        return {
            "format": FORMAT,
            "version": VERSION,
            "axiom": self.axiom,
            "status": self.status,
            "reason": self.reason,
            "election": {
                "fingerprint": self.election.fingerprint,
                "budget": _encode(self.election.budget),
                "voters": self.election.num_voters,
                "ballot_rows": len(self.election.ballots),
            },
            "selected": list(self.selected),
            "options": {key: _encode(value) for key, value in self.options.items()},
            "figures": {key: _encode(value) for key, value in self.figures.items()},
            "effort": {key: _encode(value) for key, value in self.effort.items()},
            "witness": None if self.witness is None else _encode(self.witness),
        }

    def to_json(self, indent: int | None = 2) -> str:
        """Return the verdict as JSON text."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent) + "\n"

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the verdict to a JSON file, whole or not at all."""
        write_text(path, self.to_json())

    @classmethod
    def from_dict(cls, data: Any, election: Election, source: str | None = None) -> Verdict:
        """Read a verdict that :meth:`to_dict` wrote.

        Raises
        ------
        InputError
            If it is no verdict, is damaged, or belongs to another election.
        """

        def refuse(message: str) -> InputError:
            return InputError([Fault(message, file=source)])

        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise refuse(f"not a verdict: expected a JSON object with format {FORMAT!r}")
        if data.get("version") != VERSION:
            raise refuse(f"verdict version {data.get('version')!r} is not known; expected {VERSION}")
        try:
            if data["election"]["fingerprint"] != election.fingerprint:
                raise refuse("the verdict belongs to another election (the fingerprints differ)")
            if data["status"] not in (SATISFIED, VIOLATED, UNDECIDED):
                raise refuse(f"damaged verdict: unknown status {data['status']!r}")
            selected = tuple(str(id) for id in data["selected"])
            witness = data["witness"]
            found = cls(
                str(data["axiom"]),
                str(data["status"]),
                election,
                selected,
                {key: _decode(value) for key, value in data["options"].items()},
                None if witness is None else _decode(witness),
                str(data["reason"]),
                {key: _decode(value) for key, value in data["figures"].items()},
                {key: _decode(value) for key, value in data["effort"].items()},
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            if isinstance(error, InputError):
                raise
            raise refuse(f"damaged verdict: {type(error).__name__}: {error}") from None
        election.numbers(selected)
        return found

    @classmethod
    def load(cls, path: str | os.PathLike[str], election: Election) -> list[Verdict]:
        """Read one verdict, or a list of them, from a JSON file; see :meth:`from_dict`."""
        try:
            data = json.loads(Path(path).read_text("utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise InputError([Fault(f"cannot be read: {error}", file=str(path))]) from None
        except ValueError as error:
            raise InputError([Fault(f"not JSON: {error}", file=str(path))]) from None
        items = data if isinstance(data, list) else [data]
        return [cls.from_dict(item, election, str(path)) for item in items]
