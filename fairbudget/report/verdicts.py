"""Verdicts on axioms as text for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from fairbudget.axioms.verdict import Verdict

__all__ = ["verdicts_table"]

#: Ids that a line names before it counts the rest.
NAMED = 12


def _number(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Fraction):
        return f"{float(value):,.6g}"
    return f"{value:,}" if isinstance(value, int) else f"{value:,.6g}" if isinstance(value, float) else str(value)


def _names(ids: Iterable[str]) -> str:
    names = list(ids)
    rest = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {rest} more" if rest > 0 else "")


def _lines(witness: Mapping[str, Any]) -> list[str]:
    """Say in words what a witness states."""
    kind = witness["kind"]
    if kind == "prices":
        return [f"price system: endowment {_number(witness['endowment'])}; payments are in the JSON"]
    if kind == "no-prices":
        losers = sorted(witness["losers"], key=lambda id: -float(witness["losers"][id]))
        return [
            "certificate that no price system exists" + (f"; it rests on losers {_names(losers)}" if losers else "")
        ]
    lines = []
    if "group" in witness:
        gains = [entry["gained"] for entry in witness["group"]]
        got = _number(min(gains)) + ("" if min(gains) == max(gains) else f" to {_number(max(gains))}")
        lines.append(
            f"group: {_number(witness['voters'])} voters ({len(gains)} distinct ballots), "
            f"share of the budget {_number(witness['share'])}, each gains {got}"
        )
    lines.append(f"projects: {_names(witness['projects'])} (cost {_number(witness['cost'])})")
    for key, text in (
        ("promised", "promised"),
        ("claim", "claim"),
        ("seats", "seats"),
    ):
        if key in witness:
            lines.append(f"{text}: {_number(witness[key])}")
    for key, text in (("covered", "covered together"), ("elected", "elected"), ("solid_for", "solid for")):
        if key in witness:
            lines.append(f"{text}: {_names(witness[key]) or 'nothing'}")
    if any("could_gain" in entry for entry in witness.get("group", ())):
        could = [entry["could_gain"] for entry in witness["group"]]
        lines.append(f"each could gain {_number(min(could))} to {_number(max(could))}")
    return lines


def verdicts_table(verdicts: Iterable[Verdict]) -> str:
    """Return verdicts as text, one axiom after the other, with what the witness says.

    Examples
    --------
    >>> import fairbudget
    >>> election = fairbudget.Election.build({"a": 3, "b": 2}, 4, [["a"], ["a"], ["b"], ["b"]])
    >>> outcome = fairbudget.Outcome.of(election, [0], "greedy", {})
    >>> print(verdicts_table([fairbudget.check(outcome, "jr")]))
    jr  violated  a group could pay for a project that it supports and gains nothing
          group: 2 voters (1 distinct ballots), share of the budget 2, each gains 0
          projects: b (cost 2)
    <BLANKLINE>
    """
    found = list(verdicts)
    width = max((len(verdict.axiom) for verdict in found), default=0)
    lines = []
    for verdict in found:
        lines.append(f"{verdict.axiom:<{width}}  {verdict.status:<9} {verdict.reason}".rstrip())
        details = [] if verdict.witness is None else _lines(verdict.witness)
        for name, value in verdict.figures.items():
            details.append(f"{name}: {'no factor is enough' if value is None else _number(value)}")
        lines += [f"{'':<{width}}    {line}" for line in details]
    return "\n".join(lines) + "\n"
