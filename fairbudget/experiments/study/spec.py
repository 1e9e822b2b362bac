"""The tables of a study file, and what each of their keys may hold."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, PlainValidator

from fairbudget.io.keys import Words, one_of
from fairbudget.money import exact

__all__ = [
    "RULES_OWN",
    "SEED",
    "Axiom",
    "City",
    "Culture",
    "Files",
    "FormulaFile",
    "Head",
    "Limits",
    "Metric",
    "Rule",
    "Sample",
    "Source",
    "Table",
    "option_value",
]

#: Stands for the seed of a replication in the text of an option.
SEED = "{seed}"
#: Value of the option ``utility`` of a measure: that of the rule. Without one all rules are measured alike, by the
#: utility that the ballots stand for.
RULES_OWN = "rule"

_ID = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"
_SIZES = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "ki": 2**10, "mi": 2**20, "gi": 2**30}


def option_value(value: Any) -> Any:
    """Return an option's value as a registered function reads it: decimals as text, so that they stay exact."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, list | tuple):
        return [option_value(item) for item in value]
    return value


def _count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 10**9:
        raise ValueError("expected a whole number of at least 1")
    return value


def _counts(value: Any) -> tuple[int, ...]:
    listed = [value] if isinstance(value, int) else value
    if not isinstance(listed, list | tuple) or not listed:
        raise ValueError("expected a whole number of at least 1, or a list of them")
    found = tuple(map(_count, listed))
    if len(set(found)) != len(found):
        raise ValueError("holds a number twice")
    return found


def _shares(value: Any) -> tuple[Fraction, ...]:
    listed = value if isinstance(value, list | tuple) else [value]
    try:
        found = tuple(exact(item) for item in listed)
    except (ValueError, TypeError):
        found = ()
    if not found or not all(0 < share <= 1 for share in found) or len(set(found)) != len(found):
        raise ValueError("expected a number above 0 and at most 1, or a list of different ones")
    return found


def _seed(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 10**15:
        raise ValueError("expected a whole number from 0 to 10^15")
    return value


def _seconds(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal) or not 0 < value <= 10**7:
        raise ValueError("expected a number of seconds above 0")
    return float(value)


def _memory(value: Any) -> int:
    text = str(value).strip().lower() if isinstance(value, str) else ""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([kmg]i?|)b?", text)
    if found is None:
        raise ValueError('expected a size such as "2 GB" or "512 MB"')
    size = int(Decimal(found[1]) * _SIZES[found[2]])
    if size < 200 * 10**6:
        raise ValueError('too little to start a worker; expected at least "200 MB"')
    return size


def _options(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError("expected a table of option = value")
    return {str(key).replace("-", "_"): option_value(item) for key, item in value.items()}


def _grid(value: Any) -> dict[str, Any]:
    """Return the lists of a grid; what is no list is told when its option is looked at, with its own line."""
    if not isinstance(value, dict):
        raise ValueError("expected a table of option = [value, value, ...]")
    return {str(key).replace("-", "_"): option_value(item) for key, item in value.items()}


Count = Annotated[int, PlainValidator(_count)]
Counts = Annotated[tuple[int, ...], PlainValidator(_counts)]
Shares = Annotated[tuple[Fraction, ...], PlainValidator(_shares)]
Seed = Annotated[int, PlainValidator(_seed)]
Seconds = Annotated[float, PlainValidator(_seconds)]
Memory = Annotated[int, PlainValidator(_memory)]
Options = Annotated[dict[str, Any], PlainValidator(_options)]
Grid = Annotated[dict[str, Any], PlainValidator(_grid)]
ID = Annotated[str, Field(pattern=_ID)]


class Table(BaseModel):
    """A table of a study file: its keys are known, its values are not changed."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Limits(Table):
    """What a step of a unit (reading, the rule, a metric, an axiom) may take before it is stopped.

    Attributes
    ----------
    seconds : float
    memory : int or None
        Bytes of a worker process; None for no limit.
    """

    seconds: Seconds = 600.0
    memory: Memory | None = None


class Sample(Table):
    """What ``--sample`` keeps of the study.

    Attributes
    ----------
    instances : int
        Of each source, the smallest ones.
    replications : int
    seconds : float or None
        Bound of each axiom; None leaves them as they are.
    """

    instances: Count = 2
    replications: Count = 1
    seconds: Seconds | None = None


class Source(Table):
    """Where elections come from.

    Attributes
    ----------
    id : str
        Goes into every row of the results.
    motivation : str
        Why these elections; asked for wherever they are drawn.
    """

    id: ID
    motivation: str = ""


class Files(Source):
    """Elections in Pabulib's format.

    Attributes
    ----------
    files : tuple of str
        Paths from the folder of the study file; ``$NAME`` stands for a variable of the environment.
    folder : tuple of str
        Folders of which the first that is there is searched for ``.pb`` files.
    where : dict
        META key to what it must be: a text or number, a list of them, or ``{ min = ..., max = ... }``.
    limit : int or None
        The smallest so many, by the length of the file.
    optional : bool
        Whether the study runs without them if they are not there.
    noise : tuple of Fraction
        Besides each election as it is, disturbed ones: each entry of a ballot is moved with this chance
        (:func:`fairbudget.generate.noise.disturbed`); rows of the kind ``agreement`` compare what is funded.
    number : int or None
        Disturbed elections of each chance; 1 by default.
    seed : int or None
        Of the first of them; None for the study's.
    """

    files: Words = ()
    folder: Words = ()
    where: dict[str, Any] = {}
    limit: Count | None = None
    optional: bool = False
    noise: Shares = ()
    number: Count | None = None
    seed: Seed | None = None


class Culture(Source):
    """Elections drawn from a statistical culture, as the *Guide to Numerical Experiments on Elections* asks to state.

    Attributes
    ----------
    culture : str
        Id of a registered culture.
    voters, projects : tuple of int
        Sizes; every combination is drawn.
    number : int
        Elections of each size and parameter.
    parameters : dict
        Of the culture.
    grid : dict
        Parameters with a list of values; every combination is drawn.
    seed : int or None
        Of the first election, the next one has the next seed; None for the study's.
    """

    culture: str
    voters: Counts
    projects: Counts
    number: Count = 1
    parameters: Options = {}
    grid: Grid = {}
    seed: Seed | None = None
    motivation: str = Field(pattern=r"\w")


class City(Source):
    """A synthetic Musrenbang in every kelurahan of a city, within the ceilings of each formula of the study.

    Attributes
    ----------
    table : str
        Of indicators, population among them.
    sheet : str or None
    formulas : tuple of str
        Ids; empty for all of the study.
    proposals : {"fixed", "by-ceiling"}
        Fixed: drawn once, for the ceilings of the first formula, so that formulas differ in the budgets only.
        By-ceiling: drawn anew for the ceilings of each.
    city : str
    number : int
        Draws of the whole city.
    parameters : dict
        Of the generator: ``rw``, ``rt``, ``ballots``, ``weights``, ``demand``, and those of its model.
    grid : dict
        Parameters with a list of values; every combination is drawn.
    seed : int or None
    kelurahan : tuple of str
        The only ones to look at; empty for all.
    across : tuple of str
        Labels of metrics, or ``cost`` (money funded per inhabitant): rows for all kelurahan together tell how unequal
        they are in these.
    """

    table: str
    sheet: str | None = None
    formulas: Words = ()
    proposals: one_of("fixed", "by-ceiling") = "fixed"  # type: ignore[valid-type]
    city: str = Field("Kota sintetis", pattern=r"\w")
    number: Count = 1
    parameters: Options = {}
    grid: Grid = {}
    seed: Seed | None = None
    kelurahan: Words = ()
    across: Words = ()
    motivation: str = Field(pattern=r"\w")


class FormulaFile(Table):
    """A formula of ceilings.

    Attributes
    ----------
    id : str
    file : str
        Path from the folder of the study file.
    pool : amount or None
        Another pool than the file's, in rupiah.
    """

    id: ID
    file: str
    pool: Any = None


class Rule(Table):
    """A rule, with fixed options and a grid of others.

    Attributes
    ----------
    id : str
    label : str or None
        What it is called in tables.
    options : dict
    grid : dict
        Option to its values; every combination is run.
    then : str or None
        Rules that complete the outcome, as for ``fairbudget select --then``.
    """

    id: str
    label: str | None = Field(None, pattern=r"\w")
    options: Options = {}
    grid: Grid = {}
    then: str | None = None


class Metric(Table):
    """A metric and its options."""

    id: str
    label: str | None = Field(None, pattern=r"\w")
    options: Options = {}


class Axiom(Table):
    """An axiom, its options, and its bound of time: the check gives up by itself, or is stopped."""

    id: str
    label: str | None = Field(None, pattern=r"\w")
    options: Options = {}
    seconds: Seconds | None = None


class Head(Table):
    """The keys at the top of a study file; the lists of tables are looked at one by one."""

    name: str = Field("", pattern=r"^([A-Za-z0-9][A-Za-z0-9._-]*)?$")
    title: str = ""
    question: str = ""
    expected: str = ""
    runtime: str = ""
    seed: Seed = 1
    replications: Count = 1
    limits: Limits = Limits()
    sample: Sample = Sample()
    instances: Any = None
    formulas: Any = None
    rules: Any = None
    metrics: Any = None
    axioms: Any = None
    comparisons: Any = None
    regressions: Any = None
    figures: Any = None
