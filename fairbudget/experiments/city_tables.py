"""Tables of a city decided in several ways, and the words by which ways are named on a command line."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from fairbudget.errors import OptionError, nearest
from fairbudget.experiments.city_comparison import CEILINGS, CityComparison, Way
from fairbudget.musrenbang.gaps import acceptance, funnel
from fairbudget.rules.composition import parse_stages

__all__ = ["TABLES", "table_of", "ways_of"]

#: Tables that can be asked for.
TABLES = ("overall", "kelurahan", "winners", "funnel", "acceptance")


def ways_of(rules: str, ceilings: str = "as stated", options: Mapping[str, Any] | None = None) -> list[Way]:
    """Return every rule under every ceilings.

    Parameters
    ----------
    rules : str
        Separated by commas, each with its options: ``"greedy,equal-shares:completion=add1;utility=cost"``.
    ceilings : str
        Names out of :data:`~fairbudget.experiments.city_comparison.CEILINGS`, or formula files (``.toml``, such as
        ``fairbudget improve --formula-out`` writes), separated by commas.
    options : mapping, optional
        Of every way, as for :func:`fairbudget.musrenbang.plan`.

    Raises
    ------
    OptionError
        On an unknown rule, option or name.

    Examples
    --------
    >>> [way.label for way in ways_of("greedy,phragmen", "as stated,equal")]
    ['greedy', 'phragmen', 'greedy, ceilings equal', 'phragmen, ceilings equal']
    """
    names = [name.strip() for name in ceilings.split(",") if name.strip()]
    for name in names:
        if name not in CEILINGS and not name.endswith(".toml"):
            raise OptionError(f"no ceilings {name!r}; {nearest(name, CEILINGS)}; or a formula file in .toml")
    ways = []
    for name in names:
        for text in (part.strip() for part in rules.split(",")):
            if not text:
                continue
            id, _, written = text.partition(":")
            # says what is wrong with the rule or its options
            parse_stages(text)
            given = dict(pair.partition("=")[::2] for pair in written.split(";") if pair)
            chosen = {key.strip().replace("-", "_"): value for key, value in given.items()}
            label = text if name == "as stated" else f"{text}, ceilings {name}"
            given_options = {**(options or {}), "rule": id, **chosen}
            if name.endswith(".toml"):
                ways.append(Way(label, {**given_options, "formula": name}))
            else:
                ways.append(Way(label, given_options, name))
    if not ways:
        raise OptionError("nothing to compare: name at least one rule")
    return ways


def table_of(compared: CityComparison, what: str = "overall", by: str = "kecamatan") -> list[dict[str, Any]]:
    """Return one of the tables, a row a mapping; numbers are int or float.

    Parameters
    ----------
    compared : CityComparison
    what : {"overall", "kelurahan", "winners", "funnel", "acceptance"}
        ``funnel`` and ``acceptance`` have the rows of every way.
    by : str
        Group of ``acceptance``, as for :func:`fairbudget.musrenbang.gaps.acceptance`.

    Raises
    ------
    OptionError
        On another word.
    """
    if what == "overall":
        rows = compared.overall()
    elif what == "kelurahan":
        rows = compared.by_kelurahan()
    elif what == "winners":
        rows = compared.winners()
    elif what == "funnel":
        rows = [
            {
                "way": item.way.label,
                "level": gate.level,
                "money": gate.ceiling,
                "arrived": gate.arrived,
                "funded": gate.funded,
                "passed": gate.passed,
                "stopped": gate.stopped,
                "money_arrived": gate.money_arrived,
                "money_funded": gate.money_funded,
                "money_passed": gate.money_passed,
                "money_stopped": gate.money_stopped,
                "share_funded": gate.share_funded,
                "share_money_funded": gate.share_money_funded,
            }
            for item in compared.decided
            for gate in funnel(item.plan)
        ]
    elif what == "acceptance":
        rows = [
            {
                "way": item.way.label,
                by: row.group,
                "proposals": row.proposals,
                "funded": row.funded,
                "rate": row.rate,
                "gap": row.gap,
                "money": row.money,
                "money_funded": row.money_funded,
                "money_rate": row.money_rate,
                "money_gap": row.money_gap,
            }
            for item in compared.decided
            for row in acceptance(item.plan, by, compared.city)
        ]
    else:
        raise OptionError(f"no table {what!r}; {nearest(what, TABLES)}")
    return [{key: float(value) if isinstance(value, Fraction) else value for key, value in row.items()} for row in rows]
