"""Read and write elections in the ``.pb`` format of Pabulib (pabulib.org/format).

The format is three CSV tables under one another, META, PROJECTS and VOTES, separated by ``;``. One extension: a column
``weight`` of VOTES holds what each row counts for, a whole number, for groups that speak for many.
"""

from __future__ import annotations

import os
import warnings
from pathlib import Path

from fairbudget import files
from fairbudget.election import Election
from fairbudget.errors import DataWarning, Fault, FaultLog, InputError
from fairbudget.io._pabulib_read import parse
from fairbudget.io._pabulib_text import decode
from fairbudget.io._pabulib_write import to_text

__all__ = ["election_from_pabulib", "election_to_pabulib", "read_pabulib", "write_pabulib"]


def read_pabulib(path: str | os.PathLike[str]) -> Election:
    """Read an election from a Pabulib file.

    Parameters
    ----------
    path : str or path
        ``~`` stands for the home folder.

    Returns
    -------
    Election
        ``meta`` holds all of META as text, ``project_columns`` and ``voter_columns`` all columns besides id and cost,
        and besides ballot and weight, as text, in the order of the file. Its warnings are also in ``faults``.

    Raises
    ------
    InputError
        If the file cannot be read, or with everything in it that cannot be meant, by line.

    Warns
    -----
    DataWarning
        Once, with everything that looks wrong but can be read: counts, limits and totals that differ from the ballots,
        a project named twice in a ballot (it counts once; points of cumulative ballots add up), voters listed twice
        (both count), decimal commas, rows without their last fields, quotes that enclose nothing, and the like.

    Notes
    -----
    O(length of the file). The encoding is UTF-8, with or without a mark, or UTF-16 with one; no other is guessed.
    Columns and META lines may stand in any order. ``default_score`` is given to the projects that a scoring ballot does
    not list, as the format defines it.

    References
    ----------
    Faliszewski et al., *Participatory Budgeting: Data, Tools and Analysis*, IJCAI 2023; pabulib.org/format.

    Examples
    --------
    >>> import tempfile
    >>> election = Election.build({"park": 300}, 500, [["park"], []], meta={"rule": "greedy"})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_pabulib(election, f"{folder}/small.pb")
    ...     again = read_pabulib(f"{folder}/small.pb")
    >>> again == election, again.meta["rule"], again.voter_columns["voter_id"]
    (True, 'greedy', ('1', '2'))
    """
    log = FaultLog(str(path))
    try:
        data = Path(path).expanduser().read_bytes()
    except (OSError, ValueError, RuntimeError, TypeError) as error:
        raise InputError([Fault(_reason(error), file=str(path))]) from error
    text = decode(data, log)
    del data
    log.raise_errors()
    assert text is not None
    election = parse(text, log)
    log.issue_warnings()
    return election


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, IsADirectoryError):
        return "is a folder, a file was expected"
    return f"cannot be read: {getattr(error, 'strerror', None) or error}"


def election_from_pabulib(text: str, source: str | None = None) -> Election:
    """Return the election that a text in Pabulib's format describes.

    Parameters
    ----------
    text : str
    source : str, optional
        What faults name as the file.

    Raises
    ------
    InputError
        With everything in it that cannot be meant.

    Examples
    --------
    >>> election = election_from_pabulib('''META
    ... key;value
    ... num_projects;2
    ... num_votes;3
    ... budget;500
    ... vote_type;approval
    ... PROJECTS
    ... project_id;cost;name
    ... park;300;"Trees; benches"
    ... gym;250.50;Gym
    ... VOTES
    ... voter_id;vote
    ... 1;park,gym
    ... 2;park
    ... 3;gym,park
    ... ''')
    >>> election
    <Election: 2 projects, 3 voters (2 distinct approval ballots), budget 500>
    >>> election.project_columns["name"]
    ('Trees; benches', 'Gym')
    """
    log = FaultLog(source)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        log.error("the text holds half a character", line=text.count("\n", 0, error.start) + 1)
        log.raise_errors()
    election = parse(text.lstrip("\ufeff"), log)
    log.issue_warnings()
    return election


def election_to_pabulib(election: Election) -> str:
    """Return an election in Pabulib's format; :func:`election_from_pabulib` gives an equal one back.

    Parameters
    ----------
    election : Election
        Voters without a ``voter_id`` are numbered from 1; weights go to a column ``weight``. ``num_projects``,
        ``num_votes``, ``budget`` and ``vote_type`` of META are set to what the election holds.

    Returns
    -------
    str
        Lines end with a line feed.

    Raises
    ------
    InputError
        With everything that the format cannot express: ids that are empty or hold a comma, amounts without a finite
        decimal form such as 1/3, headings that have a meaning of their own.

    Examples
    --------
    >>> election = Election.build({"park": 300, "gym": "250.50"}, 500, [["park"], ["gym", "park"]], weights=[2, 1])
    >>> print(election_to_pabulib(election))
    META
    key;value
    num_projects;2
    num_votes;2
    budget;500
    vote_type;approval
    PROJECTS
    project_id;cost
    park;300
    gym;250.5
    VOTES
    voter_id;vote;weight
    1;park;2
    2;park,gym;1
    <BLANKLINE>
    """
    if not isinstance(election, Election):
        raise InputError(f"an Election was expected, not {type(election).__name__}")
    text, broken = to_text(election)
    if broken:
        # a line break inside quotes can look like the end of a row: make sure that it does not
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DataWarning)
            try:
                same = election_from_pabulib(text) == election
            except InputError:
                same = False
        if not same:
            raise InputError("a text with a line break in it would not read back as it is; take the line break out")
    return text


def write_pabulib(election: Election, path: str | os.PathLike[str]) -> None:
    """Write an election to a Pabulib file, whole or not at all; :func:`read_pabulib` gives an equal one back.

    Parameters
    ----------
    election : Election
        See :func:`election_to_pabulib`.
    path : str or path
        ``~`` stands for the home folder.

    Raises
    ------
    InputError
        If the file cannot be written, or with everything that the format cannot express.
    """
    text = election_to_pabulib(election)
    try:
        target = Path(path).expanduser()
    except (RuntimeError, TypeError) as error:
        raise InputError(f"{path}: cannot be written: {error}") from error
    files.write_text(target, text)
