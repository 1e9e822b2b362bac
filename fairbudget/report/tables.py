"""Tables for a terminal."""

from __future__ import annotations

import io
from fractions import Fraction

from fairbudget.money import round_fraction
from fairbudget.outcome import Outcome

__all__ = ["outcome_table"]


def _amount(value: int | Fraction) -> str:
    """Return an amount with thousands separated by blanks, decimals only where there are some.

    All of them where they end, else two.

    Examples
    --------
    >>> _amount(1403000), _amount(Fraction(1403001, 4)), _amount(Fraction(-5, 8)), _amount(Fraction(1, 3))
    ('1 403 000', '350 750.25', '-0.625', '0.33')
    """
    if isinstance(value, int):
        return f"{value:,}".replace(",", " ")
    places = next((n for n in range(2, 13) if 10**n % value.denominator == 0), 2)
    scaled = round_fraction(abs(value) * 10**places)
    whole = f"{scaled // 10**places:,}".replace(",", " ")
    return f"{'-' if value < 0 else ''}{whole}.{scaled % 10**places:0{places}}"


def _number(value: int | Fraction | None) -> str:
    """Return a measured value in at most six significant digits."""
    return "inf" if value is None else f"{float(value):.6g}"


def outcome_table(outcome: Outcome, width: int | None = None) -> str:
    """Return a table of the projects that an outcome funds, in order, and a summary.

    Parameters
    ----------
    outcome : Outcome
        With its election.
    width : int, optional
        Columns of text; by default that of the terminal, and without limit where there is none.

    Returns
    -------
    str
    """
    import shutil
    import sys

    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    election = outcome.election
    assert election is not None
    names = election.column("name")
    table = Table(box=box.SIMPLE, show_footer=True)
    total, left = outcome.cost, election.budget - outcome.cost
    table.add_column("#", justify="right")
    table.add_column("project", footer=f"{len(outcome.selected)} of {election.num_projects}", overflow="fold")
    if names:
        table.add_column("name", overflow="fold")
    table.add_column("cost", justify="right", footer=_amount(total), no_wrap=True)
    table.add_column("votes", justify="right", no_wrap=True)
    table.add_column("decided by", no_wrap=True)
    table.add_column("left", justify="right", footer=_amount(left), no_wrap=True)
    taken = [item for item in outcome.trace if item.decision == "selected"]
    for place, item in enumerate(taken, 1):
        number = election.index[item.project]
        tie = " (tie)" if item.tied else ""
        cells = [str(place), item.project, *([names[number]] if names else [])]
        cells += [_amount(item.cost), _amount(int(election.votes[number]))]
        why = f"{item.stage}: {item.measure} {_number(item.value)}{tie}"
        if item.stage == "initial":
            why = "funded beforehand"
        cells += [why, _amount(item.remaining)]
        table.add_row(*map(Text, cells))
    if width is None:
        width = shutil.get_terminal_size((200, 24)).columns if sys.stdout.isatty() else 200
    buffer = io.StringIO()
    console = Console(file=buffer, width=width, color_system=None, highlight=False)
    console.print(table)
    options = ", ".join(f"{key}={_option(value)}" for key, value in outcome.options.items())
    console.print(Text(f"rule {outcome.rule}: {options}"))
    console.print(Text(f"funded {_amount(total)} of {_amount(election.budget)}, left {_amount(left)}"))
    facts = "; ".join(
        f"{key} {_option(value)}" for key, value in outcome.facts.items() if value != () and key != "shares"
    )
    if facts:
        console.print(Text(facts))
    shares = {id: share for id, share in outcome.facts.get("shares", {}).items() if 0 < share < 1}
    if shares:
        parts = Table(box=box.SIMPLE, title="funded in part", title_justify="left", title_style="")
        parts.add_column("project", overflow="fold")
        for heading in ("share", "amount", "cost"):
            parts.add_column(heading, justify="right", no_wrap=True)
        for id, share in sorted(shares.items(), key=lambda item: -item[1]):
            cost = election.money(election.costs[election.index[id]])
            parts.add_row(
                *map(Text, [id, f"{float(share):.2%}".replace("%", " %"), _amount(share * cost), _amount(cost)])
            )
        console.print(parts)
    return "\n".join(line.rstrip() for line in buffer.getvalue().splitlines()) + "\n"


def _option(value: object) -> str:
    if isinstance(value, Fraction) and value.denominator > 10**9:
        return f"{float(value):.6f}..."
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)
