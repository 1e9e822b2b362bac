"""Ordered-Relax from the definition: every vertex of the linear programme is looked at.

Sreedurga, Bhardwaj and Narahari, *Maxmin Participatory Budgeting* (IJCAI 2022).
"""

import itertools
from fractions import Fraction

from reference.elections import supporting_votes
from reference.welfare import concerned


def solve(equations):
    """Return the only solution of rows [a_1, ..., a_k, b], meaning a . x = b; None if there is not exactly one."""
    rows = [list(row) for row in equations]
    size = len(rows)
    for k in range(size):
        pivot = next((i for i in range(k, size) if rows[i][k] != 0), None)
        if pivot is None:
            return None
        rows[k], rows[pivot] = rows[pivot], rows[k]
        rows[k] = [value / rows[k][k] for value in rows[k]]
        for i in range(size):
            if i != k and rows[i][k] != 0:
                rows[i] = [a - rows[i][k] * b for a, b in zip(rows[i], rows[k], strict=True)]
    return [row[-1] for row in rows]


def relaxation(election, rank, utility=None):
    """Return the highest minimum and the part of each project that is not free, or None if nobody is concerned.

    Of the best solutions the one of highest total utility, of these the one that gives most to the first by rank, ...
    """
    gains = concerned(election, utility)
    votes = supporting_votes(election)
    costs = election["costs"]
    free = [id for id in costs if costs[id] == 0 and votes[id] > 0]
    ids = [
        id for id in costs if 0 < costs[id] <= election["budget"] and votes[id] > 0 and any(gain[id] for gain in gains)
    ]
    ids.sort(key=lambda id: rank[id])
    if not ids:
        return None
    # variables: the minimum, then the parts; each row means a . x <= b
    none = [Fraction(0)] * len(ids)
    rows = {(Fraction(0), *(costs[id] for id in ids), election["budget"])}
    for gain in gains:
        rows.add((Fraction(1), *(-gain[id] for id in ids), sum((gain[id] for id in free), Fraction(0))))
    for k in range(len(ids)):
        rows.add((Fraction(0), *none[:k], Fraction(1), *none[k + 1 :], Fraction(1)))
        rows.add((Fraction(0), *none[:k], Fraction(-1), *none[k + 1 :], Fraction(0)))
    best = None
    for chosen in itertools.combinations(sorted(rows), len(ids) + 1):
        point = solve(chosen)
        if point is None:
            continue
        if any(sum(a * x for a, x in zip(row[:-1], point, strict=True)) > row[-1] for row in rows):
            continue
        total = sum(gain[id] * x for gain in gains for id, x in zip(ids, point[1:], strict=True))
        key = (point[0], total, *point[1:])
        if best is None or key > best:
            best = key
    return best[0], dict(zip(ids, best[2:], strict=True))


def rounded(election, rank, parts, skip=False):
    """Return projects by descending cost times part, while they fit; the free ones first."""
    costs = election["costs"]
    votes = supporting_votes(election)
    selected = sorted((id for id in costs if costs[id] == 0 and votes[id] > 0), key=lambda id: rank[id])
    left = election["budget"]
    for id in sorted(parts, key=lambda id: (-parts[id] * costs[id], rank[id])):
        if costs[id] <= left:
            selected.append(id)
            left -= costs[id]
        elif not skip:
            break
    return selected
