"""Tie-breaking: named criteria, applied one after the other, that put all projects into one total order.

The order is fixed before a rule starts and used for everything that the rule and its completions decide, as
equalshares.net recommends for lots.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairbudget.election import Election
from fairbudget.errors import nearest
from fairbudget.registry import Option

__all__ = ["CRITERIA", "DEFAULT", "Criteria", "parse", "ranks", "tie_breaking_option"]

CRITERIA = ("lower-cost", "higher-cost", "more-votes", "lexicographic", "random:SEED")
DEFAULT = ("lower-cost", "more-votes", "lexicographic")

#: Criteria as :func:`parse` returns them: words, or ``("first", id, ...)``.
Criteria = tuple[Any, ...]

_RANDOM = re.compile(r"random:(\d{1,18})\Z", re.ASCII)


def parse(value: Any) -> Criteria:
    """Return tie-breaking criteria from a list or from text with commas.

    Parameters
    ----------
    value : str or iterable
        Words out of :data:`CRITERIA`. In a list, an entry ``("first", id, ...)`` puts some projects first, in that
        order, for a lot that was drawn elsewhere.

    Raises
    ------
    ValueError
        On an unknown criterion, or none at all.

    Examples
    --------
    >>> parse("more-votes, random:7")
    ('more-votes', 'random:7')
    """
    words = value.split(",") if isinstance(value, str) else value
    if not isinstance(words, Iterable):
        raise ValueError(f"expected a list out of {', '.join(CRITERIA)}")
    criteria = tuple(tuple(map(str, word)) if isinstance(word, list | tuple) else str(word).strip() for word in words)
    if not criteria or criteria == ("",):
        raise ValueError(f"no criterion given; allowed: {', '.join(CRITERIA)}")
    for criterion in criteria:
        if isinstance(criterion, tuple):
            if criterion[:1] != ("first",):
                raise ValueError(f"{criterion!r}: expected ('first', id, ...)")
        elif criterion.startswith("random"):
            if not _RANDOM.match(criterion):
                raise ValueError(f"{criterion!r}: write random:SEED with a whole number as the seed")
        elif criterion not in CRITERIA:
            raise ValueError(f"{criterion!r}: {nearest(criterion, CRITERIA)}")
    return criteria


def ranks(election: Election, criteria: Criteria) -> NDArray[np.int64]:
    """Return the place of each project in the order that the criteria give; the least wins a tie.

    Ties that the criteria leave are broken by project id. A random order depends on the seed and the set of ids only,
    not on the order in which the projects are listed.

    Parameters
    ----------
    election : Election
    criteria : tuple
        As :func:`parse` returns them.

    Returns
    -------
    int64 array, shape (projects,)
        A permutation of 0, ..., projects - 1.

    Notes
    -----
    O(m log m) for m projects; cached on the election.

    Examples
    --------
    >>> election = Election.build({"a": 5, "b": 3, "c": 3}, 9, [["c"]])
    >>> ranks(election, DEFAULT).tolist()
    [2, 1, 0]
    """
    cached = election._cache.get(("ties", criteria))
    if cached is not None:
        return cached
    if election.part_of is not None:
        # one order, fixed beforehand, for the whole election and all its parts
        whole, kept = election.part_of
        result = election._cache["ties", criteria] = np.argsort(np.argsort(ranks(whole, criteria)[kept]))
        return result
    size = election.num_projects
    by_id = np.empty(size, np.int64)
    by_id[sorted(range(size), key=election.ids.__getitem__)] = np.arange(size)
    keys: list[NDArray[np.int64]] = []
    for criterion in criteria:
        if isinstance(criterion, tuple):
            wanted = {id: place for place, id in enumerate(criterion[1:])}
            keys.append(np.array([wanted.get(id, size) for id in election.ids], np.int64))
        elif criterion.startswith("random"):
            seed = int(criterion.partition(":")[2])
            keys.append(np.random.default_rng(seed).permutation(size)[by_id])
        else:
            keys.append(_key(criterion, election, by_id))
    result = np.empty(size, np.int64)
    # lexsort takes the first criterion last
    result[np.lexsort([by_id, *reversed(keys)])] = np.arange(size)
    result.flags.writeable = False
    election._cache["ties", criteria] = result
    return result


def _key(criterion: str, election: Election, by_id: NDArray[np.int64]) -> NDArray[np.int64]:
    if criterion == "lower-cost":
        return election.costs
    if criterion == "higher-cost":
        return -election.costs
    return -election.votes if criterion == "more-votes" else by_id


#: The option ``tie_breaking`` that rules share.
tie_breaking_option = Option(
    "tie_breaking",
    DEFAULT,
    parse,
    f"criteria applied one after the other, out of {', '.join(CRITERIA)}; then by id",
)
