"""Axioms as their definitions read: all groups of single voters, all sets of projects.

An election is plain data as in :mod:`reference.elections`; `gains` is a list with one dict project -> utility a voter.
"""

from fractions import Fraction
from itertools import chain, combinations

from reference.elections import supports, utilities


def subsets(items):
    """Yield all subsets, the empty one left out."""
    items = list(items)
    return chain.from_iterable(combinations(items, size) for size in range(1, len(items) + 1))


class Case:
    """One election with one outcome."""

    def __init__(self, election, winners, utility):
        self.election = election
        self.costs, self.budget = election["costs"], election["budget"]
        self.winners = set(winners)
        self.worth = utilities(election, utility)
        self.n = len(self.worth)

    def cost(self, projects):
        return sum((self.costs[p] for p in projects), Fraction(0))

    def u(self, i, projects):
        return sum((self.worth[i][p] for p in projects), Fraction(0))

    def groups(self, projects):
        """Yield the groups that can pay for some projects."""
        for group in subsets(range(self.n)):
            if self.n * self.cost(projects) <= len(group) * self.budget:
                yield group

    def cohesive(self):
        """Yield (S, T, alpha)."""
        for chosen in subsets(self.costs):
            for group in self.groups(chosen):
                alpha = {p: min(self.worth[i][p] for i in group) for p in chosen}
                if min(alpha.values()) > 0:
                    yield group, chosen, sum(alpha.values())

    def wins(self, i):
        return self.u(i, self.winners)


def jr(case):
    for p in set(case.costs) - case.winners:
        for group in case.groups([p]):
            if all(case.worth[i][p] > 0 and case.wins(i) == 0 for i in group):
                return False
    return True


def ejr(case, mode=""):
    for group, chosen, alpha in case.cohesive():
        missing = [p for p in chosen if p not in case.winners]

        def content(i, alpha=alpha, missing=missing):
            if case.wins(i) >= alpha:
                return True
            with_one = [case.wins(i) + case.worth[i][p] > alpha for p in missing]
            return {"": False, "one": any(with_one), "any": all(with_one)}[mode]

        if not any(content(i) for i in group):
            return False
    return True


def strong_ejr(case):
    return all(case.wins(i) >= alpha for group, _, alpha in case.cohesive() for i in group)


def pjr(case, mode=""):
    def together(group, projects):
        return sum((max(case.worth[i][p] for i in group) for p in projects), Fraction(0))

    for group, chosen, alpha in case.cohesive():
        missing = [p for p in chosen if p not in case.winners]
        if together(group, case.winners) >= alpha:
            continue
        with_one = [together(group, case.winners | {p}) > alpha for p in missing]
        if not {"": False, "one": any(with_one), "any": all(with_one)}[mode]:
            return False
    return True


def _blocked(case, group, chosen, bars, mode):
    """Whether every member falls short of its bar (and stays there, up to one or any project)."""
    missing = [p for p in chosen if p not in case.winners]
    for i, bar in zip(group, bars, strict=True):
        if case.wins(i) >= bar:
            return False
        if mode == "one" and any(case.wins(i) + case.worth[i][p] > bar for p in missing):
            return False
        if mode == "any" and all(case.wins(i) + case.worth[i][p] > bar for p in missing if case.worth[i][p] > 0):
            return False
    return True


def fjr(case, mode=""):
    for chosen in subsets(case.costs):
        for group in case.groups(chosen):
            beta = min(case.u(i, chosen) for i in group)
            if _blocked(case, group, chosen, [beta] * len(group), mode):
                return False
    return True


def core(case, mode=""):
    for chosen in subsets(case.costs):
        for group in case.groups(chosen):
            if _blocked(case, group, chosen, [case.u(i, chosen) for i in group], mode):
                return False
    return True


def core_factor(case):
    """Return the greatest number of times that a blocking group can pay for its set."""
    best = 0
    for chosen in subsets(case.costs):
        if case.cost(chosen):
            for group in case.groups(chosen):
                if _blocked(case, group, chosen, [case.u(i, chosen) for i in group], ""):
                    best = max(best, len(group) * case.budget / (case.n * case.cost(chosen)))
    return best


def ejr_plus(case, one, step=None):
    """EJR+ over all groups; `step` is the amount by which costs can differ at least."""
    for p in set(case.costs) - case.winners:
        for group in case.groups([p]):
            if any(case.worth[i][p] == 0 for i in group):
                continue
            seen = {q: sum(case.worth[i][q] for i in group) for q in case.costs}
            extra = case.costs[p] if one else min(step, case.costs[p])
            paid = [
                sum(
                    case.worth[i][q] * min(case.costs[q] / seen[q], case.costs[p] / seen[p])
                    for q in case.winners
                    if case.worth[i][q]
                )
                + case.worth[i][p] * extra / seen[p]
                for i in group
            ]
            if max(paid) <= case.budget / case.n:
                return False
    return True


def ejr_plus_cost(case, one, step=None):
    """EJR+ for cost utilities as it is written there: compare money with money."""
    for p in set(case.costs) - case.winners:
        for group in case.groups([p]):
            extra = case.costs[p] if one else step
            if all(case.worth[i][p] > 0 and case.wins(i) + extra <= len(group) * case.budget / case.n for i in group):
                return False
    return True


def pareto(case):
    now = [case.wins(i) for i in range(case.n)]
    for chosen in subsets(case.costs):
        if case.cost(chosen) <= case.budget:
            after = [case.u(i, chosen) for i in range(case.n)]
            if all(a >= b for a, b in zip(after, now, strict=True)) and after != now:
                return False
    return True


def _supported(case, i):
    type = case.election["type"]
    return {p for p in case.costs if supports(case.election["ballots"][i], p, type)}


def local_bpjr(case):
    for chosen in subsets(case.costs):
        for group in case.groups(chosen):
            ballots = [_supported(case, i) for i in group]
            if set(chosen) <= set.intersection(*ballots) and case.winners & set.union(*ballots) < set(chosen):
                return False
    return True


def strong_bpjr(case):
    for group in subsets(range(case.n)):
        ballots = [_supported(case, i) for i in group]
        common, covered = case.cost(set.intersection(*ballots)), case.cost(case.winners & set.union(*ballots))
        for amount in range(1, int(case.budget) + 1):
            if amount * case.n <= len(group) * case.budget and amount <= common and covered < amount:
                return False
    return True


def _solid(case):
    """Yield groups with each set that all members rank on top."""
    for group in subsets(range(case.n)):
        orders = [case.election["ballots"][i] for i in group]
        for size in range(1, min(map(len, orders)) + 1):
            tops = {frozenset(order[:size]) for order in orders}
            if len(tops) == 1:
                yield group, tops.pop()


def ipsc(case):
    for group, solid in _solid(case):
        for p in solid - case.winners:
            if case.n * (case.cost(solid & case.winners) + case.costs[p]) <= len(group) * case.budget:
                return False
    return True


def psc(case):
    for group, solid in _solid(case):
        for chosen in subsets(solid):
            affordable = case.n * case.cost(chosen) <= len(group) * case.budget
            if affordable and case.cost(chosen) > case.cost(solid & case.winners):
                return False
    return True
