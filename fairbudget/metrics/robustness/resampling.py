"""How often each project wins when the voters are drawn anew: whether a result hangs on who happened to vote."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairbudget.election import Election
from fairbudget.errors import OptionError, nearest
from fairbudget.metrics.robustness._case import Setting
from fairbudget.metrics.robustness._changes import with_multiplicities
from fairbudget.money import exact, plain

__all__ = ["METHODS", "Resampling", "resample"]

METHODS = ("bootstrap", "subsample")


@dataclass(frozen=True, slots=True)
class Resampling:
    """How often projects won.

    Attributes
    ----------
    wins : mapping of str to int
        Samples in which each project was selected, in the order of the election.
    samples : int
    method : {"bootstrap", "subsample"}
    voters : int
        Voters in each sample.
    seed : int
    selected : frozenset of str
        What the rule selects with all voters.
    same : int
        Samples with exactly that selection.
    overlap : float
        Mean over the samples of the Jaccard index (projects in both / projects in either) with that selection.
    """

    wins: Mapping[str, int]
    samples: int
    method: str
    voters: int
    seed: int
    selected: frozenset[str]
    same: int
    overlap: float

    def share(self, project: str) -> int | Fraction:
        """Return the share of the samples in which a project was selected; 0 if there were no samples."""
        return plain(Fraction(self.wins[project], self.samples)) if self.samples else 0


def resample(
    election: Election,
    rule: str,
    *,
    samples: int = 1_000,
    seed: int = 0,
    method: str = "bootstrap",
    share: Any = "1/2",
    progress: Callable[[int, int], None] | None = None,
    **options: Any,
) -> Resampling:
    """Draw the voters anew, run the rule, and count how often each project wins.

    Parameters
    ----------
    election : Election
    rule : str
    samples : int
        At least 1.
    seed : int
        The same seed gives the same samples, in any order of the projects.
    method : {"bootstrap", "subsample"}
        As many voters as there are, drawn with replacement; or a part of them, drawn without.
    share : amount
        The part of the voters in each subsample, above 0 and at most 1; rounded down, at least one voter.
    progress : callable, optional
        Told (samples done, samples) after each.
    **options
        As for :func:`fairbudget.select`.

    Returns
    -------
    Resampling

    Raises
    ------
    OptionError
        On a rule, option, method or number that cannot be meant.

    Notes
    -----
    Costs and the budget stay. A weight counts as that many voters, each drawn by herself. One run of the rule a
    sample. The bootstrap is Efron's (*Annals of Statistics* 7, 1979) applied to ballots.

    Examples
    --------
    >>> election = Election.build({"a": 3, "b": 3}, 3, [["a"]] * 60 + [["b"]] * 40)
    >>> found = resample(election, "greedy", samples=200, seed=1)
    >>> found.voters, found.wins["a"] + found.wins["b"], found.wins["a"] > 180
    (100, 200, True)
    """
    if method not in METHODS:
        raise OptionError(f"method={method!r} is not allowed: {nearest(method, METHODS)}")
    if samples < 1:
        raise OptionError(f"samples={samples} is not allowed: at least 1")
    if seed < 0:
        raise OptionError(f"seed={seed} is not allowed: at least 0")
    part = _part(share)
    setting = Setting(election, rule, options)
    counts = election.ballots.multiplicities
    total = election.num_voters
    size = total if method == "bootstrap" else max(1, int(total * part)) if total else 0
    generator = np.random.default_rng(seed)
    wins = dict.fromkeys(election.ids, 0)
    actual = setting.winners
    same, overlap = 0, 0.0
    for done in range(1, samples + 1):
        drawn = _draw(generator, counts, total, size, method)
        found = frozenset(setting.run(with_multiplicities(election, drawn)).selected)
        for id in found:
            wins[id] += 1
        same += found == actual
        either = len(found | actual)
        overlap += len(found & actual) / either if either else 1.0
        if progress is not None:
            progress(done, samples)
    return Resampling(wins, samples, method, size, seed, actual, same, overlap / samples)


def _part(share: Any) -> Fraction:
    try:
        part = exact(share)
    except ValueError:
        part = Fraction(0)
    if not 0 < part <= 1:
        raise OptionError(f"share={share!r} is not allowed: expected a part of the voters above 0 and at most 1")
    return part


def _draw(
    generator: np.random.Generator, counts: NDArray[np.int64], total: int, size: int, method: str
) -> NDArray[np.int64]:
    if not total:
        return counts.copy()
    if method == "bootstrap":
        return generator.multinomial(size, counts / total).astype(np.int64)
    return generator.multivariate_hypergeometric(counts, size, method="marginals").astype(np.int64)
