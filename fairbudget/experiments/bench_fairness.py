"""The bench of fairness: axioms and metrics on the largest election, on a middling one, and exactly on small ones."""

from __future__ import annotations

import functools
import random
from collections.abc import Callable
from pathlib import Path

from fairbudget.axioms import Verdict, check, verify
from fairbudget.election import Election
from fairbudget.experiments.bench import Measurement, Report, measure
from fairbudget.experiments.bench_rules import LODZ, fresh, read_quietly, small_election
from fairbudget.experiments.side_by_side import compare_rules
from fairbudget.metrics import evaluate
from fairbudget.metrics.robustness import survey
from fairbudget.outcome import Outcome
from fairbudget.rules import select

__all__ = ["bench_fairness", "drawn_outcome", "middling_election"]

WIELICZKA = "Poland_Wieliczka_2023_Green_Budget.pb"


def middling_election(seed: int, projects: int = 60, voters: int = 1_000) -> Election:
    """Return an election of 1,000 voters, each of whom approves some three to nine of 60 projects.

    Examples
    --------
    >>> middling_election(1).num_voters
    1000
    """
    draw = random.Random(seed)
    costs = {f"p{k:02}": draw.randint(5, 200) * 1_000 for k in range(projects)}
    ids = list(costs)
    liked = [draw.random() ** 2 for _ in ids]
    ballots = [set(draw.choices(ids, liked, k=draw.randint(3, 9))) for _ in range(voters)]
    return Election.build(costs, sum(costs.values()) // 4, [sorted(ballot) for ballot in ballots])


def drawn_outcome(election: Election, seed: int | None = None) -> Outcome:
    """Return projects taken in a drawn order as long as they fit; without a seed, those with the fewest votes first.

    Examples
    --------
    >>> small = Election.build({"a": 2, "b": 2}, 3, [["a"], ["a"], ["b"]])
    >>> drawn_outcome(small).selected
    ('b',)
    """
    order = sorted(range(election.num_projects), key=lambda p: (int(election.votes[p]), p))
    if seed is not None:
        random.Random(seed).shuffle(order)
    left, taken = election.budget_units, []
    for p in order:
        if election.costs[p] <= left:
            taken.append(p)
            left -= int(election.costs[p])
    return Outcome.of(election, taken, "drawn", {})


def _losers(path: Path) -> str:
    found = survey(read_quietly(path), "equal-shares", "losers")
    return f"{len(found.findings)} measures"


def _afresh(outcome: Outcome) -> Outcome:
    """Return an outcome without anything that was computed for its election before."""
    assert outcome.election is not None
    election = fresh(outcome.election)
    return Outcome.of(election, election.numbers(outcome.selected), outcome.rule, outcome.options)


def _check(outcome: Outcome, *axioms: str) -> str:
    outcome = _afresh(outcome)
    return ", ".join(check(outcome, axiom).status for axiom in axioms)


def _measure(election: Election, rule: str, *axioms: str) -> str:
    # the rule runs again, so that its payments are there to be measured, on an election that remembers nothing
    outcome = select(fresh(election), rule)
    found = evaluate(outcome, "all")
    verdicts = [check(outcome, axiom).status for axiom in axioms]
    return ", ".join([f"{len(found)} metrics", *verdicts])


def _compare(election: Election, rules: str) -> str:
    found = compare_rules(fresh(election), rules, "all")
    return f"preferred to the others: {found.winner()}"


def _verify(verdict: Verdict) -> str:
    return "holds" if verify(verdict).holds else "does not hold"


def bench_fairness(
    folder: Path | None,
    repeat: int = 3,
    say: Callable[[str], None] = lambda text: None,
    keep: Path | None = None,
) -> Report:
    """Measure the checks of axioms, and the metrics.

    Parameters
    ----------
    folder : Path or None
        Of Pabulib files; without it (or without the file) the largest election is left out, and the report says so.
    repeat : int
    say : callable
        Told what is being measured.
    keep : path, optional
        Folder in which the report is written again after each measurement.
    """
    report = Report("fairness", folder=keep)

    def run(work: str, task: Callable[[], str], bar: str = "") -> None:
        say(work)
        value, runs, result = measure(task, repeat)
        report.add(Measurement(work, "fairbudget", value, "s", runs, bar, note=result))

    rules = ("equal-shares", "greedy")
    path = None if folder is None else folder / LODZ
    if path is not None and path.is_file():
        lodz = read_quietly(path)
        for rule in rules:
            outcome = select(lodz, rule)
            tag = f"Lodz_2022, {rule}"
            run(f"EJR+ and EJR+ up to one, {tag}", functools.partial(_check, outcome, "ejr-plus", "ejr-plus-one"))
            run(
                f"EJR+ and all metrics, {tag}",
                functools.partial(_measure, lodz, rule, "ejr-plus"),
                "2 s",
            )
            run(f"all metrics, tables too, {tag}", functools.partial(_measure, lodz, rule))
            run(f"EJR, PJR, {tag}", functools.partial(_check, outcome, "ejr", "pjr"))
            run(f"priceability, {tag}", functools.partial(_check, outcome, "priceability"), "60 s")
            verdict = check(outcome, "priceability")
            if verdict.witness is not None:
                run(f"verify the witness of priceability, {tag}", functools.partial(_verify, verdict))
        sides = "greedy,phragmen,equal-shares,equal-shares:completion=add1"
        run("compare four rules by all metrics and in pairs, Lodz_2022", functools.partial(_compare, lodz, sides))
    else:
        report.add(Measurement("Lodz_2022", "fairbudget", None, note=f"the file {LODZ} is not there"))
    middling = middling_election(1)
    for rule in rules:
        outcome = select(middling, rule)
        for axiom in ("priceability", "stable-priceability"):
            bar = "1 s" if axiom == "priceability" else ""
            run(f"{axiom}, 1,000 voters x 60 projects, {rule}", functools.partial(_check, outcome, axiom), bar)
    for seed in (1, 2):
        small = small_election(seed)
        for rule in rules:
            outcome = select(small, rule)
            for axiom in ("ejr", "fjr", "core"):
                task = functools.partial(_check, outcome, axiom)
                run(f"{axiom}, 40 projects x 60 voters x 12 approvals, seed {seed}, {rule}", task, "5 s")
        # outcomes that no rule made: the hardest ones are those that just satisfy the axioms
        for name, unfair in (("drawn at random", drawn_outcome(small, seed)), ("least votes", drawn_outcome(small))):
            for axiom in ("ejr", "fjr", "core"):
                task = functools.partial(_check, unfair, axiom)
                run(f"{axiom}, 40 projects x 60 voters x 12 approvals, seed {seed}, {name}", task, "5 s")
    if path is not None and (vote := path.parent / WIELICZKA).is_file():
        run("robustness of all losers, Wieliczka_2023, equal-shares", functools.partial(_losers, vote), "30 s")
    return report
