"""Recompute a witness from the definitions alone: ballots, costs and budget in fractions, no search, nothing shared.

This module and those it uses share nothing with the code that finds witnesses.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fairbudget.axioms import _verify_groups, _verify_laminar, _verify_prices
from fairbudget.axioms._facts import Facts, Stop
from fairbudget.axioms.verdict import Verdict
from fairbudget.errors import InputError

__all__ = ["Confirmation", "verify"]


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What came out of recomputing a witness.

    Attributes
    ----------
    axiom : str
    claim : str
        ``satisfied`` or ``violated``.
    statements : tuple of (str, bool)
        What had to be true, and whether it is.
    """

    axiom: str
    claim: str
    statements: tuple[tuple[str, bool], ...]

    @property
    def holds(self) -> bool:
        """Whether every statement is true."""
        return all(truth for _, truth in self.statements)


#: kind -> (function, what it claims, axioms, whether it needs the options)
_KINDS: dict[str, tuple[Callable[..., None], str, tuple[str, ...], bool]] = {
    "group": (_verify_groups.jr, "violated", ("jr",), False),
    "missed": (_verify_groups.missed, "violated", ("ejr-plus", "ejr-plus-one"), False),
    "cohesive": (
        _verify_groups.cohesive,
        "violated",
        ("ejr", "ejr-one", "ejr-any", "strong-ejr", "pjr", "pjr-one", "pjr-any", "bpjr", "strong-bpjr", "local-bpjr"),
        False,
    ),
    "blocking": (
        _verify_groups.blocking,
        "violated",
        ("fjr", "fjr-one", "fjr-any", "core", "core-one", "core-any"),
        False,
    ),
    "dominating": (_verify_groups.dominating, "violated", ("pareto",), False),
    "solid": (_verify_groups.solid, "violated", ("ipsc", "psc"), False),
    "part": (_verify_laminar.part, "violated", ("laminar",), False),
    "fits": (_verify_groups.fits, "violated", ("priceability", "stable-priceability"), False),
    "prices": (_verify_prices.prices, "satisfied", ("priceability", "stable-priceability"), True),
    "no-prices": (_verify_prices.no_prices, "violated", ("priceability", "stable-priceability"), True),
}


def verify(verdict: Verdict) -> Confirmation:
    """Recompute the witness of a verdict from the definitions.

    Parameters
    ----------
    verdict : Verdict
        With a witness; read from a file, for example.

    Returns
    -------
    Confirmation
        ``holds`` is False if anything that the witness states, or must satisfy, is not so.

    Raises
    ------
    InputError
        If there is no witness, or it is damaged.

    Notes
    -----
    Linear in the ballots and the witness, in fractions.
    """
    witness = verdict.witness
    if witness is None:
        raise InputError(f"the verdict on {verdict.axiom} ({verdict.status}) has no witness to be recomputed")
    kind = witness.get("kind")
    if kind not in _KINDS:
        raise InputError(f"unknown kind of witness {kind!r}")
    function, claim, axioms, with_options = _KINDS[kind]
    facts = Facts(verdict)
    facts.say(
        f"a witness of this kind says that {verdict.axiom} is {claim}",
        verdict.axiom in axioms and verdict.status == claim,
    )
    facts.say("the outcome fits the budget", facts.total(facts.winners) <= facts.budget)
    try:
        if facts.statements[0][1]:
            if "cost" in witness:
                facts.say(
                    "the cost stated is that of the projects", facts.total(witness["projects"]) == witness["cost"]
                )
            if with_options:
                function(facts, verdict.axiom, verdict.options)
            else:
                function(facts, verdict.axiom)
            fixed = {"bpjr": "cost", "strong-bpjr": "cost", "local-bpjr": "cardinality"}.get(verdict.axiom)
            if fixed:
                facts.say(f"the utility is {fixed}", facts.utility == fixed)
    except Stop:
        pass
    except (KeyError, TypeError, ValueError, AttributeError, ZeroDivisionError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"damaged witness: {type(error).__name__}: {error}") from None
    return Confirmation(verdict.axiom, claim, tuple(facts.statements))
