"""Rules side by side on any elections: every metric of each, what they agree on, and which more voters prefer."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from fairbudget import registry
from fairbudget.election import Election
from fairbudget.errors import FairbudgetError, InputError, OptionError
from fairbudget.experiments.compare import RuleRun
from fairbudget.metrics import (
    Agreement,
    Satisfaction,
    across,
    agreement,
    category_shares,
    evaluate,
    place_shares,
    satisfaction,
    target_shares,
)
from fairbudget.metrics.members import Number
from fairbudget.money import plain
from fairbudget.outcome import Outcome
from fairbudget.registry import Spec, read_specs
from fairbudget.rules import select
from fairbudget.rules.composition import parse_stages
from fairbudget.utilities import DEFAULT_UTILITY

__all__ = ["DEFAULT_METRICS", "OFFICIAL", "Contest", "SideBySide", "compare_rules", "official", "read_rules"]

#: What is compared where nothing else is asked for.
DEFAULT_METRICS = (
    *("budget-used", "number-funded", "mean-project-cost", "mean-satisfaction", "median-satisfaction"),
    *("normalised-satisfaction", "nash-welfare", "exclusion-ratio", "gini-satisfaction", "power-inequality"),
    *("fair-share-ratio", "category-distance"),
)
#: Label of the result that an election file states.
OFFICIAL = "official"

Source = Election | Callable[[], Election]
Elections = Election | Mapping[str, Source] | Iterable[tuple[str, Source]]


def read_rules(texts: str | Iterable[str]) -> list[RuleRun]:
    """Read rules with options, such as ``greedy,equal-shares:completion=add1,utility=cost``.

    Besides its own options a rule takes ``then``, the rules that complete it: ``equal-shares:then=phragmen``.

    Raises
    ------
    OptionError
        On an unknown rule or option, a value that an option does not allow, or the same text twice.

    Examples
    --------
    >>> [(run.label, dict(run.options)) for run in read_rules("greedy,equal-shares:then=phragmen")]
    [('greedy', {}), ('equal-shares:then=phragmen', {'then': 'phragmen'})]
    """
    specs = read_specs(texts, registry.rules, further=("then",))
    for spec in specs:
        parse_stages(spec.options.get("then"))
    return [RuleRun(spec.label, spec.id, spec.options) for spec in specs]


def official(election: Election) -> Outcome | None:
    """Return the result that an election file states in its column ``selected`` (mark 1); None if it states none.

    Raises
    ------
    InputError
        If it costs more than the budget.
    """
    marks = election.column("selected")
    if marks is None or "1" not in marks:
        return None
    numbers = [k for k, mark in enumerate(marks) if mark == "1"]
    cost = sum(int(election.costs[k]) for k in numbers)
    if cost > election.budget_units:
        raise InputError(f"the official result costs {election.money(cost)}, the budget is {election.budget}")
    return Outcome.of(election, numbers, OFFICIAL, {}, facts={"ordered": False})


@dataclass(frozen=True)
class Contest:
    """What each rule did in one election, without the ballots.

    Attributes
    ----------
    name, group : str
        Of the election; the group is its district (``district`` or ``unit`` of its META).
    projects, voters : int
    budget : int or Fraction
    utility : str
        Under which all rules are measured.
    selected : dict of str to tuple of str
        Ids of the funded projects by label of the rule, in order of selection.
    spent : dict of str to int or Fraction
        Cost of the funded projects by label of the rule.
    values : dict of str to dict of str to number or None
        Metrics by label of the rule; exact numbers.
    agreement : Agreement
    gains : dict of str to Satisfaction
        The different utilities that voters have, and how many have each.
    shares : dict of str to dict of str to list
        Votes against spending by label of the rule and by ``category``, ``target``, ``place``, where projects have any.
    """

    name: str
    group: str
    projects: int
    voters: int
    budget: Number
    utility: str
    selected: Mapping[str, tuple[str, ...]]
    spent: Mapping[str, Number]
    values: Mapping[str, Mapping[str, Any]]
    agreement: Agreement
    gains: Mapping[str, Satisfaction]
    shares: Mapping[str, Mapping[str, list[dict[str, Any]]]]


@dataclass(frozen=True)
class SideBySide:
    """Rules side by side.

    Attributes
    ----------
    runs : tuple of RuleRun
    metrics : tuple of Spec
    contests : tuple of Contest
        One an election.
    failed : tuple of (str, str)
        Elections that could not be used, and why; empty unless they were to be passed over.
    """

    runs: tuple[RuleRun, ...]
    metrics: tuple[Spec, ...]
    contests: tuple[Contest, ...]
    failed: tuple[tuple[str, str], ...] = ()

    @property
    def labels(self) -> list[str]:
        """Labels of the rules."""
        return [run.label for run in self.runs]

    def rows(self) -> list[dict[str, Any]]:
        """Return one row an election and rule, with all metrics; exact numbers, None where a metric is not defined."""
        return [
            {
                "election": contest.name,
                "projects": contest.projects,
                "voters": contest.voters,
                "budget": contest.budget,
                "utility": contest.utility,
                "rule": label,
                **contest.values[label],
            }
            for contest in self.contests
            for label in self.labels
        ]

    def means(self) -> list[dict[str, Any]]:
        """Return one row a rule with the mean of each metric over the elections where it is defined.

        Each election counts once. Exact where all values are, else a float; None where the metric is defined nowhere.
        """
        rows = []
        for label in self.labels:
            row: dict[str, Any] = {"rule": label, "elections": len(self.contests)}
            for spec in self.metrics:
                found = [contest.values[label][spec.label] for contest in self.contests]
                row[spec.label] = _mean([value for value in found if value is not None])
            rows.append(row)
        return rows

    def pairs(self) -> list[dict[str, Any]]:
        """Return one row for every two different rules, in both orders, over all elections together.

        ``prefer_first``, ``prefer_second`` and ``indifferent`` count the voters of all elections; ``wins``, ``losses``
        and ``draws`` the elections in which more voters prefer the first, the second, or neither; measures of agreement
        are means over the elections, each counting once.
        """
        rows = []
        for first, second in itertools.permutations(self.labels, 2):
            found = [contest.agreement for contest in self.contests]
            won = sum(one.better[first, second] for one in found)
            lost = sum(one.better[second, first] for one in found)
            row: dict[str, Any] = {
                "first": first,
                "second": second,
                "prefer_first": won,
                "prefer_second": lost,
                "indifferent": sum(one.voters for one in found) - won - lost,
                "wins": sum(one.beats(first, second) for one in found),
                "losses": sum(one.beats(second, first) for one in found),
            }
            row["draws"] = len(found) - row["wins"] - row["losses"]
            for measure in found[0].measures if found else ():
                row[measure] = _mean([one.values[measure][first, second] for one in found])
            rows.append(row)
        return rows

    def winner(self) -> str | None:
        """Return the rule that more voters, of all elections, prefer to each other rule; None if there is none."""
        better = {(row["first"], row["second"]): row["prefer_first"] - row["prefer_second"] for row in self.pairs()}
        for label in self.labels:
            if len(self.labels) > 1 and all(better[label, other] > 0 for other in self.labels if other != label):
                return label
        return None

    def popularity(self) -> list[dict[str, Any]]:
        """Return one row a rule with what voters of all elections make of it.

        ``supporters`` are the voters for whom no other rule's outcome is better, ``welfare`` is the total utility (None
        where elections are measured under different utilities); ``most_supported_in`` and ``most_welfare_in`` count
        the elections in which the rule comes first, alone or tied.
        """
        found = [contest.agreement for contest in self.contests]
        single = len({one.utility for one in found}) == 1
        return [
            {
                "rule": label,
                "supporters": sum(one.supporters[label] for one in found),
                "most_supported_in": sum(label in one.most_supported for one in found),
                "welfare": plain(sum((Fraction(one.welfare[label]) for one in found), Fraction(0))) if single else None,
                "most_welfare_in": sum(label in one.most_welfare for one in found),
            }
            for label in self.labels
        ]

    def across(self) -> list[dict[str, Any]]:
        """Return how the voters' utility and the spending are spread across the elections, by rule.

        Rows of ``rule``, ``of`` (``utility`` or ``spending``), ``measure``, ``basis``, ``value``: all indices per head
        (of voters), per unit and of whole amounts, Theil's within and between districts. Empty for one election;
        without ``utility`` where elections are measured under different utilities.
        """
        if len(self.contests) < 2:
            return []
        voters = [contest.voters for contest in self.contests]
        groups = [contest.group for contest in self.contests]
        rows = []
        for label in self.labels:
            amounts: dict[str, list[Number]] = {}
            if len({contest.utility for contest in self.contests}) == 1:
                amounts["utility"] = [contest.gains[label].total() for contest in self.contests]
            amounts["spending"] = [contest.spent[label] for contest in self.contests]
            for of, listed in amounts.items():
                found = across(listed, voters, groups=groups if len(set(groups)) > 1 else None)
                rows += [{"rule": label, "of": of, **row} for row in found.rows()]
        return rows


def _mean(values: Sequence[Any]) -> Any:
    """Return the mean of numbers, exact if they are; None of nothing."""
    if not values:
        return None
    if any(isinstance(value, float) for value in values):
        return statistics.fmean(float(value) for value in values)
    return plain(sum(map(Fraction, values)) / Fraction(len(values)))


def _named(elections: Elections) -> Iterator[tuple[str, Source]]:
    if isinstance(elections, Election):
        yield elections.meta.get("subunit") or elections.meta.get("unit") or "election", elections
    elif isinstance(elections, Mapping):
        yield from elections.items()
    else:
        yield from elections


def compare_rules(
    elections: Elections,
    rules: str | Iterable[str] | Sequence[RuleRun],
    metrics: str | Iterable[str] | None = None,
    utility: str | None = None,
    *,
    with_official: bool = False,
    keep_going: bool = False,
    tick: Callable[[str, str], None] | None = None,
) -> SideBySide:
    """Run rules on elections and measure the outcomes alike.

    Parameters
    ----------
    elections : Election, mapping of str to Election, or iterable of (name, Election)
        In place of an election a function that reads it: then one after the other is read, and only figures are kept.
    rules : str, iterable of str, or sequence of RuleRun
        As :func:`read_rules` reads them.
    metrics : str or iterable of str, optional
        Ids of metrics that are one number, with options if wanted; ``"all"`` for all of them; default
        :data:`DEFAULT_METRICS`.
    utility : {"cost", "cardinality", "score", "borda", "effort", "cost-sqrt", "cost-log"}, optional
        Under which all outcomes are measured and voters compare them; default by ballot type. Which utility a rule
        works with is an option of the rule.
    with_official : bool
        Add the result that the files state (column ``selected``) as a rule of its own, :data:`OFFICIAL`.
    keep_going : bool
        Pass over an election that cannot be used, and list it in ``failed``.
    tick : callable, optional
        Called with the name of the election and the label of the rule before each run.

    Returns
    -------
    SideBySide

    Raises
    ------
    OptionError, InputError
        On options or data that cannot be used, unless `keep_going` (then only where no election could be used).

    Examples
    --------
    >>> election = Election.build({"a": 3, "b": 2, "c": 1}, 3, [["a"], ["a"], ["b", "c"], ["c"]])
    >>> found = compare_rules(election, "greedy,equal-shares", "budget-used,exclusion-ratio")
    >>> [(row["rule"], str(row["exclusion-ratio"])) for row in found.rows()]
    [('greedy', '1/2'), ('equal-shares', '1/2')]
    """
    given = [rules] if isinstance(rules, str) else list(rules)
    runs = given if all(isinstance(run, RuleRun) for run in given) else read_rules(map(str, given))
    checked: list[RuleRun] = [run for run in runs if isinstance(run, RuleRun)]
    specs = _metrics(metrics)
    contests, failed = [], []
    for name, source in _named(elections):
        # a reader names its file itself
        prefix = ""
        try:
            election = source if isinstance(source, Election) else source()
            prefix = f"{name}: "
            contests.append(_contest(name, election, checked, specs, utility, with_official, tick))
        except FairbudgetError as error:
            if not keep_going:
                raise type(error)(f"{prefix}{error}") from None
            failed.append((name, f"{prefix}{error}"))
    if failed and not contests:
        raise InputError("no election could be used:\n" + "\n".join(reason for _, reason in failed))
    if with_official:
        checked.insert(0, RuleRun(OFFICIAL, OFFICIAL))
    return SideBySide(tuple(checked), tuple(specs), tuple(contests), tuple(failed))


def _metrics(metrics: str | Iterable[str] | None) -> list[Spec]:
    """Return the metrics to compare, each of which is one number."""
    if metrics == "all":
        numbers = [e.id for e in registry.metrics.values() if e.properties.get("shape", "number") == "number"]
        return [Spec(id, id) for id in numbers]
    specs = read_specs(DEFAULT_METRICS if metrics is None else metrics, registry.metrics)
    for spec in specs:
        if registry.metrics[spec.id].properties.get("shape", "number") != "number":
            raise OptionError(f"metric {spec.id!r} is a table, see `fairbudget evaluate`; compare takes numbers")
    return specs


def _contest(
    name: str,
    election: Election,
    runs: Sequence[RuleRun],
    specs: Sequence[Spec],
    utility: str | None,
    with_official: bool,
    tick: Callable[[str, str], None] | None,
) -> Contest:
    used = utility or DEFAULT_UTILITY[election.ballot_type]
    outcomes: dict[str, Outcome] = {}
    if with_official:
        stated = official(election)
        if stated is None:
            raise InputError("the file states no official result (column selected)")
        outcomes[OFFICIAL] = stated
    for run in runs:
        if tick:
            tick(name, run.label)
        outcomes[run.label] = select(election, run.rule, **run.options)
    taken = any("utility" in registry.metrics[spec.id].options for spec in specs)
    values, gains, shares = {}, {}, {}
    labels = [spec.label for spec in specs]
    for label, outcome in outcomes.items():
        values[label] = evaluate(outcome, labels, used if taken else None, exact=True)
        gains[label] = satisfaction(outcome, used).merged()
        tables = {"category": category_shares, "target": target_shares, "place": place_shares}
        shares[label] = {what: rows for what, table in tables.items() if (rows := table(outcome)) is not None}
    return Contest(
        name,
        election.meta.get("district") or election.meta.get("unit") or "",
        election.num_projects,
        election.num_voters,
        election.budget,
        used,
        {label: outcome.selected for label, outcome in outcomes.items()},
        {label: outcome.cost for label, outcome in outcomes.items()},
        values,
        agreement(outcomes, used),
        gains,
        shares,
    )
