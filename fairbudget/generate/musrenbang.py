"""A synthetic Musrenbang: for each kelurahan its RW, proposals, participants, ballots and agreed priorities.

Everything in it is invented but the names, inhabitants and ceilings of the kelurahan that it is given. What is drawn
for a kelurahan depends on the seed, on its own record and on how many RW and RT it gets, not on the other kelurahan.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any

from fairbudget.election import LIMIT
from fairbudget.errors import FaultLog, OptionError, nearest
from fairbudget.generate.catalogue import INDICATORS, Work, catalogue
from fairbudget.generate.draw import Draw
from fairbudget.generate.meeting import Kelurahan, Meeting, MusrenbangCity
from fairbudget.generate.model import Model
from fairbudget.generate.places import apportion, lay_out
from fairbudget.generate.preferences import (
    VOTERS,
    WEIGHTS,
    agreed_order,
    ask_households,
    ballot_lengths,
    convene,
    rankings,
    urgency,
)
from fairbudget.generate.proposals import draw_proposals
from fairbudget.generate.slugs import slugs
from fairbudget.money import exact

__all__ = ["generate_meeting", "generate_musrenbang"]

BALLOTS = ("approval", "ordinal")
#: RW and RT of Kota Bogor, and its kelurahan: the pattern where a number is not given.
BOGOR_RW, BOGOR_RT, BOGOR_KELURAHAN = 800, 3636, 68
MOST_PEOPLE = 10**10
MOST_RW = 999
#: An indicator in percent of the city's mean: a kelurahan cannot have more than the whole city in a city of so many.
MOST_LEVEL = 10**6


def generate_meeting(
    kelurahan: Kelurahan,
    rw: int,
    rt: int,
    *,
    seed: int,
    code: str = "usulan",
    city: str = "Kota sintetis",
    ballots: str = "approval",
    weights: str = "households",
    demand: tuple[Any, Any] = (2, 4),
    model: Model | None = None,
    works: Sequence[Work] | None = None,
    voters: str = "delegates",
) -> Meeting:
    """Draw the Musrenbang of one kelurahan; :func:`generate_musrenbang` checks what it is given and calls this.

    Parameters
    ----------
    kelurahan : Kelurahan
    rw, rt : int
        Numbers of RW and of RT; ``1 <= rw <= rt <= population``.
    seed : int
    code : str
        Stem of the ids.
    city, ballots, weights, demand, model, works, voters
        As for :func:`generate_musrenbang`.

    Returns
    -------
    Meeting
    """
    model = model or Model()
    works = catalogue() if works is None else works

    def stream(step: str) -> Draw:
        return Draw(seed, kelurahan.kecamatan, kelurahan.name, step)

    rws = lay_out(stream("places"), kelurahan.population, rw, rt, model, dict(kelurahan.indicators))
    span = (exact(demand[0]), exact(demand[1]))
    proposals = draw_proposals(stream("proposals"), rws, works, kelurahan.ceiling, span, model)
    people = convene(stream("participants"), rws, weights, model)
    merits = urgency(stream("merit"), proposals, model)
    orders = rankings(stream("preferences"), people, proposals, rws, model, merits)
    agreed = agreed_order(orders, [person.weight for person in people])
    priorities = [0] * len(proposals)
    for level in (True, False):
        for place, k in enumerate([k for k in agreed if proposals[k].competes is level], 1):
            priorities[k] = place
    if voters == "households":
        people = ask_households(rws, weights)
        orders = rankings(stream("households"), people, proposals, rws, model, merits)
    competes = [proposal.competes for proposal in proposals]
    most, lengths = ballot_lengths(stream("ballots"), len(people), sum(competes), model)
    named = [
        tuple([k for k in order if competes[k]][:length])
        for order, length in zip(orders.tolist(), lengths, strict=True)
    ]
    return Meeting(
        kelurahan,
        code,
        seed,
        city,
        rws,
        tuple(proposals),
        tuple(priorities),
        tuple(people),
        tuple(named),
        ballots,
        most,
        voters,
    )


def generate_musrenbang(
    kelurahan: Iterable[Kelurahan],
    *,
    seed: int,
    city: str = "Kota sintetis",
    ballots: str = "approval",
    weights: str = "households",
    rw: int | None = None,
    rt: int | None = None,
    demand: tuple[Any, Any] = (2, 4),
    model: Model | None = None,
    works: Sequence[Work] | None = None,
    voters: str = "delegates",
    progress: Callable[[int, int], None] | None = None,
) -> MusrenbangCity:
    """Make a synthetic Musrenbang of every kelurahan of a city.

    Parameters
    ----------
    kelurahan : iterable of Kelurahan
    seed : int
        At least 0. The same seed and input give the same city, on every machine and with every version of numpy.
    city : str
    ballots : {"approval", "ordinal"}
        Whether a ballot approves proposals or ranks them by priority; the same proposals are named either way.
    weights : {"households", "population", "equal"}
        What a ballot counts for: the households or inhabitants of the group that it speaks for, or one.
    rw, rt : int, optional
        RW and RT of the whole city, spread over the kelurahan by population (largest remainder, at least one each; at
        least one RT for each RW). By default as in Kota Bogor: 800 RW for 68 kelurahan, 3,636 RT for 800 RW.
    demand : pair of numbers
        Cost of the proposals that compete for the ceiling, as multiples of it: each kelurahan's lies between the two.
    model : Model, optional
        The parameters of the behaviour.
    works : sequence of Work, optional
        The catalogue; by default the packaged one.
    voters : {"delegates", "households"}
        Whose ballots an election has: those of the meeting's participants, or of all households at home, one for those
        of an RT with the same first concern. The list of priorities is that of the meeting in both.
    progress : callable, optional
        Called with the number of kelurahan done and of all.

    Returns
    -------
    MusrenbangCity

    Raises
    ------
    InputError
        If a record cannot be meant; all faults at once.
    OptionError
        If an option cannot be meant.

    Warns
    -----
    DataWarning
        Where the demand cannot be brought into the range, because the ceiling is too small for the catalogue.

    Notes
    -----
    For a kelurahan with p participants and m proposals O(p m log m) time and O(p m) memory.

    Examples
    --------
    >>> records = [Kelurahan("Cempaka", "Utara", 9000, 250_000_000), Kelurahan("Melati", "Utara", 5000, 180_000_000)]
    >>> made = generate_musrenbang(records, seed=7, rw=12)
    >>> [len(meeting.rws) for meeting in made.meetings]
    [8, 4]
    >>> [2 <= meeting.demand / meeting.kelurahan.ceiling <= 4 for meeting in made.meetings]
    [True, True]
    """
    seed = _whole(seed, "seed", 0)
    for name, value, allowed in (
        ("ballots", ballots, BALLOTS),
        ("weights", weights, WEIGHTS),
        ("voters", voters, VOTERS),
    ):
        if value not in allowed:
            raise OptionError(f"{name}: {nearest(str(value), allowed)} (found {value!r})")
    span = _demand(demand)
    if not isinstance(city, str) or not city.strip() or not city.isprintable():
        raise OptionError(f"city={city!r}: a name was expected")
    records = list(kelurahan)
    codes = _check(records)
    rws, rts, options = _numbers(records, rw, rt)
    meetings = []
    log = FaultLog()
    for k, record in enumerate(records):
        meeting = generate_meeting(
            record,
            rws[k],
            rts[k],
            seed=seed,
            code=codes[k],
            city=city,
            ballots=ballots,
            weights=weights,
            demand=span,
            model=model,
            works=works,
            voters=voters,
        )
        if not span[0] * record.ceiling <= meeting.demand <= span[1] * record.ceiling:
            log.warning(
                "the works of the catalogue do not fit the ceiling, so that demand is out of the range",
                row=record.name,
                value=f"a demand of {meeting.demand} for a ceiling of {record.ceiling}",
                expected=f"{float(span[0]):g} to {float(span[1]):g} times the ceiling",
            )
        meetings.append(meeting)
        if progress:
            progress(k + 1, len(records))
    log.issue_warnings()
    options |= {
        "demand": f"{float(span[0]):g} to {float(span[1]):g} times the ceiling",
        "ballots": ballots,
        "weights": weights,
        "voters": voters,
    }
    options["catalogue"] = "the packaged one" if works is None else f"another one, of {len(works)} works"
    return MusrenbangCity(city, seed, tuple(meetings), options, model or Model(), log.warnings)


def _whole(value: Any, name: str, low: int) -> int:
    try:
        number = operator.index(value)
    except TypeError:
        number = low - 1
    if number < low or isinstance(value, bool):
        raise OptionError(f"{name}={value!r}: a whole number of at least {low} was expected")
    return number


def _demand(demand: tuple[Any, Any]) -> tuple[Fraction, Fraction]:
    try:
        low, high = (exact(value) for value in demand)
    except (ValueError, TypeError):
        raise OptionError(f"demand={demand!r}: two numbers were expected, such as 2 and 4") from None
    if not 0 < low < high <= 1000:
        raise OptionError(
            f"demand from {float(low):g} to {float(high):g}: the first must be positive and smaller than the second, "
            "which is at most 1000 (multiples of the ceiling)"
        )
    return low, high


def _check(records: list[Kelurahan]) -> list[str]:
    """Return the codes of the records, after a check of all of them."""
    log = FaultLog()
    if not records:
        log.error("there is no kelurahan")
    for record in records:
        for column, text in (("kelurahan", record.name), ("kecamatan", record.kecamatan)):
            nameless = column == "kelurahan" and not (isinstance(text, str) and text.strip())
            if nameless or not isinstance(text, str) or not text.isprintable() or len(text) > 100:
                log.error("not a name", row=str(record.name), column=column, value=str(text), expected="1-100 letters")
        for column, number, low, high in (
            ("population", record.population, 1, MOST_PEOPLE),
            ("ceiling", record.ceiling, 0, LIMIT - 1),
        ):
            if isinstance(number, bool) or not isinstance(number, int) or not low <= number <= high:
                expected = f"a whole number from {low} to {high}"
                log.error(
                    "not a number that can be meant",
                    row=str(record.name),
                    column=column,
                    value=str(number),
                    expected=expected,
                )
        for name, value in record.indicators:
            if name not in INDICATORS:
                log.error(f"unknown indicator {name!r}; {nearest(str(name), INDICATORS)}", row=str(record.name))
            elif isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_LEVEL:
                expected = f"a whole number of percent of the city's mean, 0 to {MOST_LEVEL}"
                place = {"row": str(record.name), "column": name}
                log.error("not an indicator that can be meant", value=str(value), expected=expected, **place)
    log.raise_errors()
    codes = slugs([(record.kecamatan, record.name) for record in records])
    taken: dict[str, Kelurahan] = {}
    for record, code in zip(records, codes, strict=True):
        if code in taken:
            other = taken[code]
            log.error(
                f"occurs twice, or its name cannot be told from {other.name!r} in {other.kecamatan!r}",
                row=record.name,
                column="kelurahan",
            )
        taken.setdefault(code, record)
    log.raise_errors()
    return codes


def _numbers(records: list[Kelurahan], rw: int | None, rt: int | None) -> tuple[list[int], list[int], dict[str, str]]:
    """Return the numbers of RW and RT of each kelurahan, and the options as they were taken."""
    people = [record.population for record in records]
    total = sum(people)
    count = len(records)
    if rw is None:
        rw = min(total, max(count, round(Fraction(count * BOGOR_RW, BOGOR_KELURAHAN))))
    rw = _whole(rw, "rw", 1)
    if rw < count:
        raise OptionError(f"rw={rw}: fewer than the {count} kelurahan, each of which needs at least one")
    if rw > total:
        raise OptionError(f"rw={rw}: more than the {total} inhabitants")
    if rt is None:
        rt = min(total, max(rw, round(Fraction(rw * BOGOR_RT, BOGOR_RW))))
    rt = _whole(rt, "rt", 1)
    if rt < rw:
        raise OptionError(f"rt={rt}: fewer than the {rw} RW, each of which needs at least one")
    if rt > total:
        raise OptionError(f"rt={rt}: more than the {total} inhabitants")
    rws = apportion(rw, people)
    most = max(range(count), key=rws.__getitem__)
    if rws[most] > MOST_RW:
        raise OptionError(
            f"rw={rw}: gives kelurahan {records[most].name!r} {rws[most]} RW; at most {MOST_RW} are meant"
        )
    return rws, apportion(rt, people, rws), {"rw": str(rw), "rt": str(rt)}
