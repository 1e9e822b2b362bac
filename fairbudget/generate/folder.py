"""A synthetic city as a folder: an election file for each kelurahan, tables of the whole city, a README."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import tempfile
import textwrap
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

from fairbudget.errors import InputError
from fairbudget.files import write_text
from fairbudget.generate.catalogue import INDICATORS
from fairbudget.generate.checks import ballot_distances, beside_bogor
from fairbudget.generate.meeting import GENERATOR, PROPOSAL_COLUMNS, MusrenbangCity
from fairbudget.io.pabulib import write_pabulib
from fairbudget.money import round_fraction

__all__ = ["readme", "tables", "write_musrenbang"]

#: Last column of each table, so that every row says what it is.
SEED_COLUMN = "synthetic_seed"

#: table -> what its rows are
TABLES = {
    "kelurahan.csv": "the kelurahan: ceiling (rupiah), demand of the proposals that compete for it, election file",
    "rw.csv": "the RW: inhabitants, households, RT, place on the grid, side, adjoining RW, indicators, concerns",
    "proposals.csv": "all proposals (canonical table); priority counts from 1 within the kelurahan and status",
    "participants.csv": "the participants or households: whom they speak for, weight, and the proposals they named",
}


def _decimal(value: Fraction, digits: int) -> str:
    scaled = round_fraction(value * 10**digits)
    return f"{scaled // 10**digits}.{scaled % 10**digits:0{digits}d}"


def _kelurahan(city: MusrenbangCity) -> Iterator[dict[str, Any]]:
    for meeting in city.meetings:
        record = meeting.kelurahan
        ratio = _decimal(Fraction(meeting.demand, record.ceiling), 3) if record.ceiling else ""
        competing = len(meeting.competing)
        yield {
            "kelurahan": record.name,
            "kecamatan": record.kecamatan,
            "population": record.population,
            "households": sum(rw.households for rw in meeting.rws),
            "rw": len(meeting.rws),
            "rt": sum(rw.rt for rw in meeting.rws),
            "poor_households": sum(rw.poor for rw in meeting.rws),
            "stunting_cases": sum(rw.stunted for rw in meeting.rws),
            **{f"{name}_level": dict(record.indicators).get(name, "") for name in INDICATORS},
            "ceiling": record.ceiling,
            "proposals": competing,
            "demand": meeting.demand,
            "demand_to_ceiling": ratio,
            "passed_upward": len(meeting.proposals) - competing,
            "participants": len(meeting.participants),
            "weight": sum(person.weight for person in meeting.participants),
            "election": f"{meeting.code}.pb",
        }


def _rw(city: MusrenbangCity) -> Iterator[dict[str, Any]]:
    for meeting in city.meetings:
        for rw in meeting.rws:
            yield {
                "kelurahan": meeting.kelurahan.name,
                "kecamatan": meeting.kelurahan.kecamatan,
                "rw": rw.number,
                "population": rw.population,
                "households": rw.households,
                "rt": rw.rt,
                "x": rw.x,
                "y": rw.y,
                "side": rw.side,
                "neighbours": " ".join(map(str, rw.neighbours)),
                "poor_households": rw.poor,
                "stunting_cases": rw.stunted,
                **{f"{name}_level": level for name, level in rw.levels.items()},
                **{f"concern_{bidang}": count for bidang, count in rw.concerns.items()},
            }


def _proposals(city: MusrenbangCity) -> Iterator[dict[str, Any]]:
    for meeting in city.meetings:
        for k in range(len(meeting.proposals)):
            yield {heading: value(meeting, k) for heading, value in PROPOSAL_COLUMNS.items()}


def _participants(city: MusrenbangCity) -> Iterator[dict[str, Any]]:
    for meeting in city.meetings:
        for k, (person, ballot) in enumerate(zip(meeting.participants, meeting.ballots, strict=True)):
            yield {
                "id": meeting.participant_id(k),
                "kelurahan": meeting.kelurahan.name,
                "kecamatan": meeting.kelurahan.kecamatan,
                "role": person.role.id,
                "title": person.role.title,
                "rw": "" if person.rw is None else person.rw,
                "rt": "" if person.rt is None else person.rt,
                **({"concern": person.concern} if meeting.voters == "households" else {}),
                "weight": person.weight,
                "ballot_type": meeting.ballot_type,
                "ballot": ",".join(
                    meeting.proposal_id(p) for p in (ballot if meeting.ballot_type == "ordinal" else sorted(ballot))
                ),
            }


def tables(city: MusrenbangCity) -> dict[str, str]:
    """Return the csv tables of a city by file name; the last column of each row names the seed.

    UTF-8, commas, a line feed after each row, amounts as whole rupiah.
    """
    makers: dict[str, Callable[[MusrenbangCity], Iterable[dict[str, Any]]]] = {
        "kelurahan.csv": _kelurahan,
        "rw.csv": _rw,
        "proposals.csv": _proposals,
        "participants.csv": _participants,
    }
    result = {}
    for name, maker in makers.items():
        rows = [{**row, SEED_COLUMN: city.seed} for row in maker(city)]
        text = io.StringIO()
        writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        result[name] = text.getvalue()
    return result


def readme(city: MusrenbangCity) -> str:
    """Return the README of a city's folder: what it is, from which seed, the files, the parameters with reasons."""
    lines = [
        f"SYNTHETIC Musrenbang of {city.city}, seed {city.seed}",
        "",
        "Nobody proposed, priced or voted for anything in this folder. Proposals, RW, participants and ballots are",
        "drawn from a seed; unit prices are invented. Only the names, inhabitants, ceilings and indicators of the",
        "kelurahan come from the table that the generator was given.",
        "",
        f"Generator: {GENERATOR}",
        f"Seed: {city.seed} (the same seed, table and options give the same files, byte for byte)",
        *(f"{name.capitalize() if len(name) > 2 else name.upper()}: {value}" for name, value in city.options.items()),
        "",
        "Files",
        "",
        "  *.pb: one election for each kelurahan in Pabulib format: the proposals that compete for its ceiling, and",
        "    the weighted ballots of the participants, or of households by RT and first concern",
        *(f"  {name}: {what}" for name, what in TABLES.items()),
        "",
        f"Every row of a table has the seed in its last column, {SEED_COLUMN}; each .pb has it in its META section.",
        "",
        "What came of it, beside Kota Bogor (Sumirat 2026)",
        "",
        *(
            f"  {what}: {_decimal(own, 2)} (Kota Bogor: {_decimal(known, 2)})"
            for what, own, known in beside_bogor(city)
        ),
        "",
        "  Mean Jaccard distance between the ballots of two voters of a kelurahan, over all kelurahan:",
        *_distances(city),
        "",
        "Parameters of the model, each with its reason (assumptions, not estimates)",
        "",
        *(
            textwrap.fill(f"{name} = {value}: {reason}", 110, initial_indent="  ", subsequent_indent="    ")
            for name, value, reason in city.model.parameters()
        ),
        "",
    ]
    return "\n".join(lines)


def _distances(city: MusrenbangCity) -> Iterator[str]:
    found = [ballot_distances(meeting) for meeting in city.meetings]
    for what, values in (
        ("of any two", [item.everyone for item in found]),
        ("of two from the same side of the main road", [item.within for item in found]),
        ("of two from different sides", [item.across for item in found]),
    ):
        known = [value for value in values if value == value]
        yield f"    {what}: {sum(known) / len(known):.2f}" if known else f"    {what}: there are none"


def write_musrenbang(
    city: MusrenbangCity,
    folder: str | os.PathLike[str],
    *,
    force: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> list[Path]:
    """Write a city into a folder.

    All files are first written to a hidden folder next to it. A new folder then appears at once with everything in
    it; in one that exists, each file is replaced whole.

    Parameters
    ----------
    city : MusrenbangCity
    folder : path
        Made if it does not exist.
    force : bool
        Write into a folder that is not empty. Files of the same names are replaced, election files that this
        generator left there and that are not among the new ones are removed, anything else is left alone.
    progress : callable, optional
        Called with the number of election files written and of all.

    Returns
    -------
    list of Path
        The files, README.txt first.

    Raises
    ------
    InputError
        If the folder is not empty and `force` is not given, or cannot be written.
    """
    target = Path(folder)
    check_folder(target, force)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{target.name}.", suffix=".part", dir=target.parent) as name:
            # mkdtemp makes the folder private; a folder in it has the mode that mkdir would have given
            stage = Path(name) / "city"
            stage.mkdir()
            names = ["README.txt", *TABLES, *(f"{meeting.code}.pb" for meeting in city.meetings)]
            write_text(stage / "README.txt", readme(city))
            for table, text in tables(city).items():
                write_text(stage / table, text)
            for k, meeting in enumerate(city.meetings, 1):
                write_pabulib(meeting.election, stage / f"{meeting.code}.pb")
                if progress:
                    progress(k, len(city.meetings))
            if not target.exists():
                stage.rename(target)
            else:
                # the README last: it tells which run is complete
                for name in reversed(names):
                    (stage / name).replace(target / name)
                _remove_leftovers(target, set(names))
    except OSError as error:
        raise InputError(f"{target}: cannot be written: {error.strerror or error}") from error
    return [target / name for name in names]


def check_folder(target: Path, force: bool) -> None:
    """Refuse a folder that cannot be the output.

    Raises
    ------
    InputError
    """
    try:
        if target.exists() and not target.is_dir():
            raise InputError(f"{target}: is a file, a folder was expected")
        if not force and target.is_dir() and any(target.iterdir()):
            raise InputError(f"{target}: the folder is not empty; name another, or say --force to replace its files")
    except OSError as error:
        raise InputError(f"{target}: cannot be read: {error.strerror or error}") from error


def _remove_leftovers(target: Path, names: set[str]) -> None:
    """Remove the election files of an earlier city: those that name this generator in their head."""
    for path in sorted(target.glob("*.pb")):
        if path.name in names or not path.is_file():
            continue
        with contextlib.suppress(OSError):
            with path.open("rb") as file:
                head = file.read(4096)
            if GENERATOR.rstrip("0123456789 ").encode() in head and b"SYNTHETIC" in head:
                path.unlink()
