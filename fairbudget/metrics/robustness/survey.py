"""All measures of all projects of one election under one rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from fairbudget.election import Election
from fairbudget.errors import OptionError, nearest
from fairbudget.metrics.robustness._case import EFFORT, Case, Finding, Setting, step_units
from fairbudget.metrics.robustness._changes import points_of_supporter, with_budget
from fairbudget.metrics.robustness._money import budget_increase, cost_change, sweep
from fairbudget.metrics.robustness._rivalry import fewer_rivals
from fairbudget.metrics.robustness._support import more_supporters
from fairbudget.metrics.robustness._voters import new_voters, new_voters_of_shares
from fairbudget.metrics.robustness._winners import budget_decrease, cost_increase, fewer_supporters
from fairbudget.metrics.robustness.resampling import Resampling, resample

__all__ = ["MEASURES", "Measure", "Survey", "parse_measures", "survey"]


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure.

    Attributes
    ----------
    id : str
    of : {"losers", "winners"}
        For which projects it is not 0 by definition.
    unit : {"money", "voters"}
    summary : str
    find : callable
        Takes a case and the survey's settings.
    """

    id: str
    of: str
    unit: str
    summary: str
    find: Callable[[Case, _Settings], Finding]


@dataclass(frozen=True, slots=True)
class _Settings:
    step: int
    samples: int
    seed: int
    effort: int


def _listed() -> dict[str, Measure]:
    some, every, half = "some", "every", "half"
    losers = [
        ("cost-reduction", "money", "how much cheaper it would win", lambda c, s: cost_change(c, s.step, s.effort)),
        (
            "optimist-add",
            "voters",
            "further supporters, if the most helpful voters join",
            lambda c, s: more_supporters(c, some, s.samples, s.seed, s.effort),
        ),
        (
            "pessimist-add",
            "voters",
            "further supporters that are enough whoever joins",
            lambda c, s: more_supporters(c, every, s.samples, s.seed, s.effort),
        ),
        (
            "random-add",
            "voters",
            "further supporters with whom it wins in at least half of all draws",
            lambda c, s: more_supporters(c, half, s.samples, s.seed, s.effort),
        ),
        (
            "singleton-add",
            "voters",
            "new voters who support nothing else",
            lambda c, s: new_voters(c, s.effort),
        ),
        (
            "rivalry-reduction",
            "voters",
            "supporters who drop all else, if the most helpful ones do",
            lambda c, s: fewer_rivals(c, some, min(s.samples, 15), s.seed, s.effort),
        ),
        (
            "rivalry-random",
            "voters",
            "supporters who drop all else with whom it wins in at least half of all draws",
            lambda c, s: fewer_rivals(c, half, min(s.samples, 15), s.seed, s.effort),
        ),
        (
            "budget-increase",
            "money",
            "how much more budget would fund it",
            lambda c, s: budget_increase(c, s.step, s.effort),
        ),
    ]
    winners = [
        ("cost-increase", "money", "how much dearer it would lose", lambda c, s: cost_increase(c, s.step, s.effort)),
        (
            "loss-some",
            "voters",
            "supporters lost with whom it may lose",
            lambda c, s: fewer_supporters(c, some, s.samples, s.seed, s.effort),
        ),
        (
            "loss-every",
            "voters",
            "supporters lost with whom it loses whoever they are",
            lambda c, s: fewer_supporters(c, every, s.samples, s.seed, s.effort),
        ),
        (
            "loss-random",
            "voters",
            "supporters lost with whom it loses in at least half of all draws",
            lambda c, s: fewer_supporters(c, half, s.samples, s.seed, s.effort),
        ),
        (
            "budget-decrease",
            "money",
            "how much less budget would unseat it",
            lambda c, s: budget_decrease(c, s.step, s.effort),
        ),
    ]
    found: dict[str, Measure] = {}
    for of, entries in (("losers", losers), ("winners", winners)):
        for id, unit, summary, find in entries:
            found[id] = Measure(id, of, unit, summary, find)
    return found


#: By id, in the order in which they are shown.
MEASURES: Mapping[str, Measure] = _listed()
#: The id of the shares of samples that :func:`resample` draws.
WIN_SHARE = "win-share"
_FURTHER_SUPPORT = ("optimist-add", "pessimist-add", "random-add")


@dataclass(frozen=True, eq=False)
class Survey:
    """The measures of some projects.

    Attributes
    ----------
    election : Election
    rule : str
    options : mapping
        All options of the rule with their values.
    measures : tuple of str
        Ids, in order; ``win-share`` among them if voters were drawn anew.
    projects : tuple of str
    won : frozenset of str
        The projects that the rule selects.
    findings : mapping of (project, measure) to Finding
        Measures of losers for losers, of winners for winners.
    resampling : Resampling or None
    omitted : mapping of str to str
        Measures that were left out of ``all``, with the reason.
    """

    election: Election
    rule: str
    options: Mapping[str, Any]
    measures: tuple[str, ...]
    projects: tuple[str, ...]
    won: frozenset[str]
    findings: Mapping[tuple[str, str], Finding]
    resampling: Resampling | None = None
    omitted: Mapping[str, str] = field(default_factory=dict)

    def value(self, project: str, measure: str) -> int | Fraction | None:
        """Return a measure of a project; None where nothing helps or the measure is not for it."""
        if measure == WIN_SHARE:
            return self.resampling.share(project) if self.resampling else None
        found = self.findings.get((project, measure))
        return None if found is None else found.value


def parse_measures(measures: str | Iterable[str], election: Election) -> tuple[tuple[str, ...], dict[str, str]]:
    """Return the ids of measures, and those that ``all`` leaves out for these ballots, with the reason.

    Raises
    ------
    OptionError
        On an unknown measure, or one asked for by name that these ballots do not have.
    """
    known = [*MEASURES, WIN_SHARE]
    if isinstance(measures, str):
        measures = [part.strip() for part in measures.split(",") if part.strip()]
    groups = {"all": known, "losers": [], "winners": []}
    for id, entry in MEASURES.items():
        groups[entry.of].append(id)
    chosen: dict[str, bool] = {}
    for id in measures:
        for one in groups.get(id, [id]):
            if one not in known:
                raise OptionError(f"unknown measure {one!r}; {nearest(one, [*known, *groups])}")
            chosen[one] = chosen.get(one, False) or id not in groups
    if not chosen:
        raise OptionError(f"no measure given; {', '.join([*known, *groups])} exist")
    omitted: dict[str, str] = {}
    for id in _FURTHER_SUPPORT:
        if id in chosen:
            try:
                points_of_supporter(election)
            except OptionError as error:
                if chosen[id]:
                    raise
                omitted[id] = str(error)
    return tuple(id for id in known if id in chosen and id not in omitted), omitted


def survey(
    election: Election,
    rule: str,
    measures: str | Iterable[str] = "all",
    projects: Iterable[str] | None = None,
    *,
    step: Any = None,
    samples: int = 200,
    resamples: int = 1_000,
    seed: int = 0,
    effort: int | None = None,
    progress: Callable[[str, int, int], None] | None = None,
    **options: Any,
) -> Survey:
    """Measure how far each losing project is from winning, and each winner from losing.

    Parameters
    ----------
    election : Election
    rule : str
        A selection rule's id.
    measures : str or iterable of str
        Ids out of :data:`MEASURES` and ``win-share``, or the groups ``all``, ``losers``, ``winners``; a text may hold
        several, separated by commas.
    projects : iterable of str, optional
        All projects by default.
    step : amount, optional
        Prices and budgets change by multiples of this; the smallest unit by default.
    samples : int
        Draws for the measures that are about half of all groups (at most 15 where each takes a run of the rule).
    resamples : int
        Draws of all voters for ``win-share``.
    seed : int
    effort : int, optional
        Runs of the rule for one answer where no proof spares them. By default 2,000; for rules without proofs 2,000 in
        a small election, and fewer the longer its ballots are together, down to 60.
    progress : callable, optional
        Told (measure, done, projects) as the work goes on.
    **options
        As for :func:`fairbudget.select`.

    Returns
    -------
    Survey

    Raises
    ------
    OptionError
        On an unknown rule, option or measure, or a number that cannot be meant.
    InputError
        On an unknown project.

    Notes
    -----
    The measures are defined in :mod:`fairbudget.metrics.robustness.measures`. For Equal Shares without completion the
    searches over budgets and over numbers of new voters serve all projects at once.

    Examples
    --------
    >>> election = Election.build({"p": 1, "q": 1, "r": 3}, 3, [["p", "q"], ["p", "q", "r"], ["r"]])
    >>> found = survey(election, "equal-shares", "cost-reduction,optimist-add,loss-some")
    >>> found.value("r", "cost-reduction"), found.value("r", "optimist-add"), found.value("p", "loss-some")
    (2, 1, 1)
    """
    for name, number in (("samples", samples), ("resamples", resamples), ("effort", effort)):
        if number is not None and number < 1:
            raise OptionError(f"{name}={number} is not allowed: at least 1")
    if seed < 0:
        raise OptionError(f"seed={seed} is not allowed: at least 0")
    setting = Setting(election, rule, options)
    chosen, omitted = parse_measures(measures, election)
    if effort is None:
        affordable = 400_000 // max(1, len(election.ballots.indices))
        effort = EFFORT if setting.kind else max(60, min(EFFORT, affordable))
    settings = _Settings(step_units(election, step), samples, seed, effort)
    ids = election.ids if projects is None else tuple(dict.fromkeys(projects))
    election.numbers(ids)
    won = setting.winners
    findings: dict[tuple[str, str], Finding] = {}
    resampling = None
    for id in chosen:
        if id == WIN_SHARE:
            tell = None if progress is None else _teller(progress, id)
            resampling = resample(election, rule, samples=resamples, seed=seed, progress=tell, **options)
            continue
        measure = MEASURES[id]
        about = [project for project in ids if (project in won) == (measure.of == "winners")]
        known = _together(setting, id, about, settings)
        for done, project in enumerate(about, 1):
            if project in known:
                findings[project, id] = known[project]
            else:
                setting.runs = 0
                findings[project, id] = measure.find(setting.case(project), settings)
            if progress is not None:
                progress(id, done, len(about))
    return Survey(election, rule, setting.outcome.options, chosen, ids, won, findings, resampling, omitted)


def _teller(progress: Callable[[str, int, int], None], id: str) -> Callable[[int, int], None]:
    return lambda done, total: progress(id, done, total)


def _together(setting: Setting, measure: str, projects: list[str], settings: _Settings) -> dict[str, Finding]:
    """Return the findings that one search gives for many projects."""
    election = setting.election
    if setting.kind != "equal-shares" or len(projects) < 2:
        return {}
    numbers = election.numbers(projects)
    if measure == "singleton-add":
        setting.runs = 0
        found = new_voters_of_shares(setting, numbers, settings.effort)
        return {election.ids[p]: finding for p, finding in found.items()}
    if measure != "budget-increase":
        return {}
    setting.runs = 0
    answers: dict[str, Finding] = {}
    for p, (steps, certain) in sweep(setting, numbers, settings.step, settings.effort).items():
        case = setting.case(election.ids[p])
        if steps is not None:
            units = steps * settings.step
            changed = with_budget(election, election.budget_units + units)
            answers[case.id] = case.finding(measure, units, certain, changed, money=True)
        elif certain:
            answers[case.id] = case.finding(measure, None, True)
        else:
            answers[case.id] = budget_increase(case, settings.step, settings.effort)
    return answers
