"""What the compiled loops of Exact Equal Shares work on: few arrays with many parts.

A compiled function with an argument for each kind of number would take many times as long to compile, for all of them
are handed from loop to loop. So there is one array for the whole numbers of projects, one for their sums of money, and
so on, and the names below say which row of it is what.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["State", "copy_level", "fraction_of", "new_state", "set_fraction"]

#: ``projects``, whole numbers by project: its first entry; cost; cost / utility; tie-breaking; supporters (0: left
#: out); voters who pay (0: not bought); place in the order of purchase (the number of projects: not bought); by place,
#: the project; then, while a run lasts, the voters who may pay at most. The others: see :mod:`._kernels_supporters`.
START, COST, UNIT, RANK, VOTES, PAYERS, PLACE, ORDER, MOST, TOP, FOUND, SLACK, NEARBY, SEEN, ALLOWANCE = range(15)
#: ``money``, floats by project: cost, share of each payer, scratch; the others as above.
PRICE, SHARE, OWED, BOUND, HORIZON, DRIFT, MARGIN = range(7)
#: ``entries``, by supporter of a project: row, whether she pays, a list of those who are near, whether she is on it;
#: and by ballot: project, its entry, and a list of projects that are paid for.
ROW, PAID, NEAR, LISTED, PROJECT, ENTRY, BOUGHT = range(7)
#: ``rows``, by ballot, a column each, for they are needed together: voters behind it, its first entry, how many
#: projects it pays for, whether it is in the queue, and the queue.
MULT, FIRST, COUNT, WAITING, QUEUE = range(5)
#: ``sums``: rows of tops and of bottoms of sums of ratios. First the endowments: at present, the next one, that of the
#: outcome to keep, and where to stop; then scratch. Typed, as a function given a bare number would be compiled again.
PRESENT, UPCOMING, KEPT, STOP = (np.int64(x) for x in range(4))
PART, LEAST = np.int64(8), np.int64(10)
WORK, USED = 12, 15
#: ``numbers``: purchases; how often anything changed; length of the queue; whether whole numbers had to tell; steps;
#: greatest cost; most projects on a ballot; then the terms of each endowment.
SIZE, EPOCH, QUEUED, EXACT, STEPS, DEAREST, LONGEST, TERMS = range(8)
#: ``values``: each endowment, then what shares are rounded to, and up to which endowment.
QUANTUM, SCALE = 4, 5
#: ``scratch``: entries, weights and rows.
PICK, WEIGHT, GONE = range(3)


class State(NamedTuple):
    """Arrays of one run, or of one rise of the endowment."""

    projects: NDArray[np.int64]
    money: NDArray[np.float64]
    entries: NDArray[np.int64]
    rows: NDArray[np.int64]
    #: what each voter of a row pays in all
    totals: NDArray[np.float64]
    #: by project and project, see :mod:`._kernels_supporters`
    known: NDArray[np.float64]
    sums: NDArray[np.int64]
    digits: NDArray[np.int64]
    numbers: NDArray[np.int64]
    values: NDArray[np.float64]
    scratch: NDArray[np.int64]
    amounts: NDArray[np.float64]


def new_state(
    indptr: NDArray[np.int64],
    rows: NDArray[Any],
    multiplicities: NDArray[np.int64],
    costs: NDArray[np.int64],
    unit: NDArray[np.int64],
    rank: NDArray[np.int64],
    votes: NDArray[np.int64],
) -> State:
    """Return the state before the first purchase."""
    count, size = len(costs), len(rows)
    projects = np.zeros((ALLOWANCE + 1, count + 1), np.int64)
    projects[START] = indptr
    projects[[COST, UNIT, RANK, VOTES], :count] = costs, unit, rank, votes
    money = np.zeros((MARGIN + 1, count))
    money[PRICE] = costs
    entries = np.zeros((BOUGHT + 1, size), np.int64)
    entries[ROW] = rows
    entries[ENTRY] = np.argsort(rows, kind="stable")
    entries[PROJECT] = np.repeat(np.arange(count), np.diff(indptr))[entries[ENTRY]]
    ballots = np.zeros((len(multiplicities) + 1, QUEUE + 1), np.int64)
    ballots[:-1, MULT] = multiplicities
    lengths = np.bincount(rows, minlength=len(multiplicities))
    ballots[1:, FIRST] = np.cumsum(lengths)
    longest = int(lengths.max(initial=0))
    width = 2 * longest + 32
    numbers = np.zeros(TERMS + 4, np.int64)
    numbers[LONGEST] = longest
    most = int(np.diff(indptr).max(initial=1))
    return State(
        projects,
        money,
        entries,
        ballots,
        np.zeros(len(multiplicities)),
        np.zeros((count, count)),
        np.ones((USED + 1, width), np.int64),
        np.zeros(64 * width, np.int64),
        numbers,
        np.zeros(SCALE + 1),
        np.zeros((GONE + 1, most), np.int64),
        np.zeros(most),
    )


def set_fraction(state: State, level: int | np.int64, *parts: Fraction) -> None:
    """Set an endowment to a sum, whose parts have to be ratios of 64-bit numbers."""
    terms = 0
    for part in parts:
        whole = math.floor(part)
        for ratio in (Fraction(whole), part - whole):
            if ratio:
                state.sums[2 * level : 2 * level + 2, terms] = ratio.numerator, ratio.denominator
                terms += 1
    state.numbers[TERMS + level] = terms
    state.values[level] = float(sum(parts, Fraction(0)))


def fraction_of(state: State, level: int | np.int64) -> Fraction:
    """Return an endowment."""
    pairs: Any = state.sums[2 * level : 2 * level + 2, : int(state.numbers[TERMS + level])].T.tolist()
    return sum((Fraction(*pair) for pair in pairs), Fraction(0))


def copy_level(state: State, level: int | np.int64, source: int | np.int64) -> None:
    """Set one endowment to another."""
    state.sums[2 * level : 2 * level + 2] = state.sums[2 * source : 2 * source + 2]
    state.numbers[TERMS + level] = state.numbers[TERMS + source]
    state.values[level] = state.values[source]
