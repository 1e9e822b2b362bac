"""Options of the commands that decide a city: the rule's own, money, families, coverage, preferences."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from fairbudget.cli.pairs import read_pairs
from fairbudget.registry import rules

__all__ = ["chosen_options", "decision_options"]

_Function = TypeVar("_Function", bound=Callable[..., Any])
_FILE = click.Path(path_type=Path)


_OPTIONS = (
    click.option("--rule", default="equal-shares", show_default=True, help="As `fairbudget rules` lists them."),
    click.option(
        "-f",
        "--formula",
        type=_FILE,
        metavar="FORMULA.toml",
        help="Compute the ceilings from the table of indicators by this formula.",
    ),
    click.option("--then", help="Rules that spend what the first leaves, e.g. 'greedy'."),
    click.option(
        "--unspent",
        type=click.Choice(["stays", "pooled"]),
        default="stays",
        show_default=True,
        help="What a kelurahan does not spend stays there, or is pooled and spent in its kecamatan.",
    ),
    click.option(
        "--family-split",
        multiple=True,
        metavar="FAMILY=SHARE",
        help="A part of each ceiling for a family, e.g. sarpras=70% or pemberdayaan=50000000. Repeatable.",
    ),
    click.option(
        "--family-floor",
        "family_floors",
        multiple=True,
        metavar="FAMILY=SHARE",
        help="At least that for a family, as far as its proposals can use it. Repeatable.",
    ),
    click.option(
        "--coverage",
        type=click.Choice(["none", "rw", "bidang"]),
        default="none",
        show_default=True,
        help="Something for each RW or bidang of a kelurahan, as far as the money goes.",
    ),
    click.option(
        "--pot",
        "pots",
        multiple=True,
        metavar="LEVEL=AMOUNT",
        help="Money of an upper level, in addition to the ceilings: kecamatan=10%, 'kecamatan:Bogor Utara=500000000', "
        "kota=5%; a share is one of the ceilings below. Repeatable.",
    ),
    click.option("--carry", is_flag=True, help="What a level does not fund competes for the pots above it too."),
    click.option(
        "--ballots-above",
        type=click.Choice(["auto", "voices", "kelurahan"]),
        default="auto",
        show_default=True,
        help="Who votes on pots and pools: all voices, or each kelurahan with one ballot, its list.",
    ),
    click.option("--use", metavar="SOURCE,...", help="Preferences to use: voices, rw, scores, agreed. Default: auto."),
    click.option(
        "--ballots", type=click.Choice(["auto", "approval", "ordinal", "scoring"]), help="What preferences become."
    ),
    click.option("--voice-weights", type=click.Choice(["stated", "equal"]), help="What a voice counts for."),
    click.option("--scores", type=click.Choice(["auto", "ballots", "sum"]), help="Whether assessors vote or add up."),
    click.option("--approve-from", metavar="SCORE", help="The least score that counts as approved."),
    click.option(
        "--lang", type=click.Choice(["en", "id"]), default="en", show_default=True, help="English or Indonesian."
    ),
)


def decision_options(function: _Function) -> _Function:
    """Add the options that say how a city is decided."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def chosen_options(given: dict[str, Any]) -> dict[str, Any]:
    """Return what was given as keywords of :func:`fairbudget.musrenbang.plan`.

    Raises
    ------
    OptionError
        On an unknown rule or option of it, before a large file is read.
    """
    given = {name: value for name, value in given.items() if value is not None}
    for name in ("family_split", "family_floors", "pots"):
        given[name] = read_pairs(given.get(name, ()), f"--{name.rstrip('s').replace('_', '-')}")
    names = {"use": "use", "ballots": "ballots", "voice_weights": "weights", "scores": "scores"}
    preferences = {target: given.pop(name) for name, target in names.items() if name in given}
    if "approve_from" in given:
        preferences["threshold"] = given.pop("approve_from")
    known = {name for entry in rules.values() for name in entry.options}
    rule = given["rule"]
    rules[rule].parse_options({name: value for name, value in given.items() if name in known})
    return {**given, "preferences": preferences}
