"""The decision: which of a city's proposals are funded, level by level, within the money that there is."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from fairbudget.errors import FaultLog, OptionError, nearest
from fairbudget.musrenbang._ceilings import city_ceilings
from fairbudget.musrenbang._decider import Decider, Stage, check_references
from fairbudget.musrenbang._elections import TYPES, Mapper
from fairbudget.musrenbang._settings import Settings, settings
from fairbudget.musrenbang.city import City, Proposal
from fairbudget.musrenbang.result import Decision, LevelResult, Plan, Step
from fairbudget.registry import rules

if TYPE_CHECKING:
    from fairbudget.formulas import Formula

__all__ = ["city_ceilings", "plan", "plan_of", "prepare"]

Key = tuple[str, str]


def plan(
    city: City,
    *,
    rule: str = "equal-shares",
    formula: str | os.PathLike[str] | Formula | Mapping[str, Any] | None = None,
    then: Any = None,
    unspent: str = "stays",
    family_split: Mapping[str, Any] | None = None,
    family_floors: Mapping[str, Any] | None = None,
    coverage: str | None = None,
    pots: Mapping[str, Any] | None = None,
    carry: bool = False,
    ballots_above: str = "auto",
    preferences: Mapping[str, Any] | None = None,
    lang: str = "en",
    trace: bool = True,
    progress: Callable[[int, int], None] | None = None,
    **options: Any,
) -> Plan:
    """Decide which proposals of a city are funded.

    Proposals that are the kelurahan's own business compete within its ceiling; those of the kecamatan and of agencies
    travel upward, where they compete for the pot of that level if there is one and are listed otherwise.

    Parameters
    ----------
    city : City
    rule : str
        Any registered rule; its options are further keywords.
    formula : path, Formula or mapping, optional
        Computes the ceilings from the city's indicators. Without it they are as the city states them.
    then : str or list, optional
        Further rules that complete the outcome, as for :func:`fairbudget.select`.
    unspent : {"stays", "pooled"}
        What a kelurahan does not spend stays there, or is pooled in its kecamatan and spent there by a second election
        over the proposals of its kelurahan that are not funded.
    family_split : mapping of family to share or amount, optional
        Each family's proposals compete for a part of the ceiling of their own, such as ``{"sarana prasarana": "70%"}``;
        all others share what remains. What a part does not spend is not given to another one.
    family_floors : mapping of family to share or amount, optional
        At least that much goes to the family, as far as its proposals can use it.
    coverage : {"rw", "bidang"}, optional
        Something for each RW or bidang of a kelurahan, as far as the money goes.
    pots : mapping, optional
        Money of upper levels: ``{"kecamatan": "10%", "kecamatan:Bogor Utara": 500_000_000, "kota": "5%"}``; a share is
        one of the sum of the ceilings below, and comes in addition to them.
    carry : bool
        Whether what a level does not fund competes for the pots above it too.
    ballots_above : {"auto", "voices", "kelurahan"}
        Who votes on pots and pools: the voices of all kelurahan, or each kelurahan with one ballot, its list. Auto:
        the voices (or lists of RW), where all kelurahan have them, weighed in the same way, and each has a proposal
        there that somebody supports.
    preferences : mapping, optional
        How preferences become ballots: options ``use``, ``ballots``, ``weights``, ``scores`` and ``threshold`` of
        :func:`fairbudget.musrenbang.to_election`.
    lang : {"en", "id"}
        Of the words in which the plan says how preferences became ballots.
    trace : bool
        Whether decisions carry what the rule compared; without it a plan is made faster.
    progress : callable, optional
        Called with the number of kelurahan decided and of all.
    **options
        Of the rule.

    Returns
    -------
    Plan

    Raises
    ------
    OptionError
        On an unknown rule, or an option that cannot be meant.
    InputError
        If a ceiling is missing, or proposals require or exclude what cannot be meant; all faults at once.

    Notes
    -----
    Guaranteed, and checked in integers at the end, for every rule: no ceiling, part, pot or pool is exceeded; nothing
    is funded without what it requires, or beside what it excludes. A rule need not know these conditions: it runs, the
    first selected proposal that breaks one (excluded by one selected before it, or without what it requires) is taken
    out, and it runs again, until there is none; what was taken out competes once more for the money left if its reason
    is gone. Coverage goes first: as many RW as go, each with what the rule would take first there as far as the others
    still get their cheapest. Then floors: the rule runs in the family with its money, and more is taken in the rule's
    order until the floor is reached or nothing fits. Then the rule runs over the rest. Parts, floors and coverage are
    of the kelurahan's ceiling. A proposal that requires one decided on later can be funded only in a later stage.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from fairbudget.musrenbang.city import City, Kelurahan, Preference, Proposal, Voice
    >>> key = ("Utara", "Melati")
    >>> rows = [Proposal("road", "Jalan", key, 60), Proposal("lights", "Lampu", key, 30, requires=("road",))]
    >>> rows += [Proposal("school", "Sekolah", key, 900, authority="agency")]
    >>> voices = [Voice("v1", key), Voice("v2", key)]
    >>> wants = [Preference(voice.id, "approval", {"lights": Fraction(1)}) for voice in voices]
    >>> city = City("Kota", (Kelurahan("Melati", "Utara", 100),), tuple(rows), tuple(voices), tuple(wants))
    >>> [(item.proposal, item.status, item.reason) for item in plan(city, rule="greedy").decisions]
    [('road', 'not funded', 'unsupported'), ('lights', 'not funded', 'requires'),
     ('school', 'passed upward', 'authority')]
    """
    decider = prepare(
        city,
        rule=rule,
        formula=formula,
        then=then,
        unspent=unspent,
        family_split=family_split,
        family_floors=family_floors,
        coverage=coverage,
        pots=pots,
        carry=carry,
        ballots_above=ballots_above,
        preferences=preferences,
        lang=lang,
        **options,
    )
    return plan_of(decider, decider.decide(progress), formula, trace)


def plan_of(decider: Decider, stages: list[Stage], formula: Any = None, trace: bool = True) -> Plan:
    """Return the elections of a city as a plan, checked."""
    chosen, city = decider.settings, decider.city
    pooled = chosen.unspent == "pooled"
    found = Plan(
        city.name,
        chosen.rule,
        dict(chosen.given),
        {**chosen.describe(), "preferences": _plain(decider.mapper.options), "formula": _label(formula)},
        tuple(_result(stage, pooled) for stage in decider.sorted(stages)),
        tuple(_decisions(city, stages, trace)),
    )
    _check(city, decider, found)
    return found


def prepare(
    city: City,
    *,
    rule: str,
    formula: Any = None,
    preferences: Mapping[str, Any] | None = None,
    lang: str = "en",
    **chosen: Any,
) -> Decider:
    """Check everything that is given for a plan, and return what decides it.

    Raises
    ------
    OptionError, InputError
        As :func:`plan`.
    """
    names = ("then", "unspent", "family_split", "family_floors", "coverage", "pots", "carry", "ballots_above")
    taken = settings(
        city,
        rule,
        {key: value for key, value in chosen.items() if key not in names},
        **{key: value for key, value in chosen.items() if key in names},
    )
    check_references(city)
    ceilings = city_ceilings(city, formula)
    _check_amounts(city, ceilings, taken)
    known = ("use", "ballots", "weights", "scores", "threshold")
    for name in preferences or {}:
        if name not in known:
            raise OptionError(f"preferences: no option {name!r}; {nearest(name, known)}")
    fitting = [rules[stage].properties.get("ballots", TYPES) for stage, _ in taken.stages]
    allowed = tuple(kind for kind in TYPES if all(kind in kinds for kinds in fitting))
    return Decider(city, ceilings, taken, Mapper(dict(preferences or {}), lang, allowed or TYPES))


def _check_amounts(city: City, ceilings: Mapping[Key, int], chosen: Settings) -> None:
    log = FaultLog()
    for place in city.kelurahan:
        ceiling = ceilings[place.key]
        try:
            chosen.parts(ceiling)
        except ValueError:
            log.error("the parts of the split are more than the ceiling", row=place.name, value=str(ceiling))
        if sum(quantity.of(ceiling) for _, quantity in chosen.floors) > ceiling:
            log.error("the floors are more than the ceiling", row=place.name, value=str(ceiling))
    log.raise_errors()


def _label(formula: Any) -> str:
    if formula is None:
        return ""
    if isinstance(formula, str | os.PathLike):
        return os.path.basename(os.fspath(formula))
    name = formula.get("name") if isinstance(formula, Mapping) else getattr(formula, "name", None)
    return str(name or "a formula")


# -- results ---------------------------------------------------------------------------------------------------


def _result(stage: Stage, pooled: bool) -> LevelResult:
    election = stage.problem.election
    spent = sum(int(election.costs[p]) for p in stage.solution.order)
    handed = stage.left if pooled and stage.level == "kelurahan" else 0
    outcome = stage.solution.outcomes[0] if stage.solution.outcomes else None
    used = dict(outcome.options if outcome is not None else stage.problem.stages[0][1])
    return LevelResult(
        stage.level,
        stage.stage,
        stage.place,
        stage.money,
        spent,
        stage.left - handed,
        handed,
        tuple(stage.funded),
        tuple(row.id for row in stage.candidates),
        len(election.ballots.of_lines()[0]),
        election.num_voters,
        election.ballot_type,
        str(used.get("utility") or ""),
        stage.mapping,
        _plain(used),
        stage.solution.groups,
        stage.notes,
    )


def _plain(value: Any) -> Any:
    """Return a value as JSON gives it back: lists as tuples, whole fractions as integers."""
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else value
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return tuple(_plain(item) for item in value)
    return value


def _decisions(city: City, stages: list[Stage], trace: bool) -> list[Decision]:
    """Return the decision of each proposal, in the order of the city."""
    states: dict[str, dict[str, Any]] = {}
    trails: dict[str, list[Step]] = {}
    for stage in stages:
        places = {id: k for k, id in enumerate(stage.funded, 1)}
        rounds = {item.project: item for outcome in stage.solution.outcomes for item in outcome.trace} if trace else {}
        index, votes = stage.problem.election.index, stage.problem.election.votes
        for row in stage.candidates:
            p = index[row.id]
            status, reason, because, missing = _judge(stage, row, p, row.id in places)
            item = rounds.get(row.id)
            states[row.id] = {
                "status": status,
                "reason": reason,
                "because": because,
                "level": stage.level,
                "stage": stage.stage,
                "order": places.get(row.id),
                "supporters": int(votes[p]),
                "voters": stage.problem.election.num_voters,
                "measure": item.measure if item else "",
                "value": _plain(item.value) if item else None,
                "tied": item.tied if item else (),
                "shortfall": missing,
            }
            step = Step(stage.level, stage.place, stage.stage, status, reason, because)
            trails.setdefault(row.id, []).append(step)
    result = []
    for row in city.proposals:
        state = states.get(row.id)
        if state is None:
            level = "kecamatan" if row.authority == "kecamatan" else "kota"
            place = (row.kelurahan[0], "") if level == "kecamatan" else ("", "")
            state = {"status": "passed upward", "reason": "authority", "level": level}
            trails[row.id] = [Step(level, place, "", "passed upward", "authority")]
        result.append(
            Decision(
                row.id,
                row.kelurahan,
                row.title,
                row.cost,
                authority=row.authority,
                agency=row.agency,
                category=row.category,
                family=row.family,
                rw=row.rw,
                priority=row.priority,
                trail=tuple(trails[row.id]),
                **state,
            )
        )
    return result


def _judge(stage: Stage, row: Proposal, p: int, funded: bool) -> tuple[str, str, tuple[str, ...], int | None]:
    """Return status, reason, the proposals behind it, and what is missing."""
    solution, problem = stage.solution, stage.problem
    if funded:
        return "funded", "selected", (), None
    against = stage.barring(row.id)
    account = next(k for k, group in enumerate(problem.accounts) if p in group.members)
    left = solution.left[account]
    missing = row.cost - left if row.cost > left else None
    if against[0]:
        return "excluded", "excluded", against[0], missing
    if against[1]:
        return "not funded", "requires", against[1], missing
    if p not in problem.supported:
        return "not funded", "unsupported", (), missing
    if row.cost > problem.accounts[account].units:
        return "not funded", "above the ceiling", (), missing
    return "not funded", "not chosen" if missing is None else "no money", (), missing


def _check(city: City, decider: Decider, found: Plan) -> None:
    """Recompute the guarantees from the decisions alone.

    Raises
    ------
    AssertionError
        A defect, never shown as a result.
    """
    costs = {row.id: row.cost for row in city.proposals}
    funded = [id for result in found.results for id in result.funded]
    chosen = set(funded)
    if len(chosen) != len(funded):
        raise AssertionError("a proposal is funded twice")
    for result in found.results:
        spent = sum(costs[id] for id in result.funded)
        if not (spent == result.spent <= result.ceiling and spent + result.left + result.pooled == result.ceiling):
            raise AssertionError(f"the money of {result.place} does not add up")
        if min(result.left, result.pooled) < 0:
            raise AssertionError(f"more is spent at {result.place} than there is")
    for row in city.proposals:
        if row.id in chosen and not (chosen.issuperset(row.requires) and chosen.isdisjoint(row.excludes)):
            raise AssertionError(f"proposal {row.id} is funded against its conditions")
    for name, keys in decider.kecamatan.items():
        pool = found.at("kecamatan", (name, ""), "pool")
        handed = sum(result.pooled for result in found.results if result.place in keys and result.level == "kelurahan")
        if handed != (pool.ceiling if pool else 0):
            raise AssertionError(f"the pool of {name} is not what was handed to it")
