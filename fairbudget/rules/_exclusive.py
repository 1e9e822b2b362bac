"""Projects that exclude one another: groups of which at most one is funded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fairbudget.election import Election
from fairbudget.errors import OptionError, nearest
from fairbudget.registry import Option

__all__ = ["Exclusive", "conflicts", "exclusive_option", "parse"]

#: Groups of ids, or ``"column:NAME"``, or None for no groups.
Exclusive = tuple[tuple[str, ...], ...] | str | None

_COLUMN = "column:"


def parse(value: Any) -> Exclusive:
    """Return groups of project ids from lists or from text.

    Parameters
    ----------
    value : None, str, or iterable of iterables of str
        As text: ``"a|b|c,d|e"``, or ``"column:NAME"`` for a project column in which equal entries form a group. Ids
        that hold a comma or a bar need lists.

    Raises
    ------
    ValueError
        On a group of fewer than two, or one that names a project twice.

    Examples
    --------
    >>> parse("a|b|c, d|e"), parse([["a", "b"]]), parse("column:place")
    ((('a', 'b', 'c'), ('d', 'e')), (('a', 'b'),), 'column:place')
    """
    if value is None:
        return None
    if isinstance(value, str):
        if value.startswith(_COLUMN):
            if not value[len(_COLUMN) :].strip():
                raise ValueError("name the column: column:NAME")
            return _COLUMN + value[len(_COLUMN) :].strip()
        groups: Iterable[Any] = [[id.strip() for id in text.split("|")] for text in value.split(",")]
    else:
        groups = value
    found: list[tuple[str, ...]] = []
    for group in groups:
        if isinstance(group, str) or not isinstance(group, Iterable):
            raise ValueError(f"{group!r}: a group is a list of project ids")
        ids = tuple(map(str, group))
        if len(ids) < 2 or "" in ids:
            raise ValueError(f"{'|'.join(ids)!r}: a group needs at least two projects, written a|b,c|d or column:NAME")
        if len(set(ids)) < len(ids):
            raise ValueError(f"{'|'.join(ids)!r} names a project twice")
        found.append(ids)
    return tuple(found)


def conflicts(election: Election, exclusive: Exclusive) -> dict[int, frozenset[int]]:
    """Return for each project of a group the projects that it excludes, all as numbers.

    Raises
    ------
    OptionError
        On an unknown project or column, or where a group has projects both inside and outside a part of an election:
        what was funded outside is not known here.
    """
    if exclusive is None:
        return {}
    whole = election if election.part_of is None else election.part_of[0]
    found: dict[int, set[int]] = {}
    for group in _groups(whole, exclusive):
        inside = [election.index[id] for id in group if id in election.index]
        if inside and len(inside) < len(group):
            raise OptionError(
                f"exclusive: only some of the projects {', '.join(map(repr, group))} are decided on here; groups "
                "cannot reach over initial projects, rules that follow one another, or pots"
            )
        for p in inside:
            found.setdefault(p, set()).update(q for q in inside if q != p)
    return {p: frozenset(others) for p, others in found.items()}


def _groups(whole: Election, exclusive: tuple[tuple[str, ...], ...] | str) -> list[tuple[str, ...]]:
    if not isinstance(exclusive, str):
        unknown = [id for group in exclusive for id in group if id not in whole.index]
        if unknown:
            hint = f"; {nearest(unknown[0], whole.ids)}" if whole.num_projects <= 20 else ""
            raise OptionError(f"exclusive: unknown project {', '.join(map(repr, unknown))}{hint}")
        return list(exclusive)
    name = exclusive[len(_COLUMN) :]
    column = whole.column(name)
    if column is None:
        raise OptionError(f"exclusive: no project column {name!r}; {nearest(name, sorted(whole.project_columns))}")
    members: dict[str, list[str]] = {}
    for id, text in zip(whole.ids, column, strict=True):
        if text.strip():
            members.setdefault(text.strip(), []).append(id)
    return [tuple(group) for group in members.values() if len(group) > 1]


#: The option ``exclusive``.
exclusive_option = Option(
    "exclusive",
    None,
    parse,
    "groups of projects of which at most one is funded: a|b|c,d|e, or column:NAME for equal entries of a column",
)
