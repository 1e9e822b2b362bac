"""``fairbudget verify``: recompute witnesses from the definitions alone."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("election", type=click.Path(path_type=Path))
@click.argument("witness", type=click.Path(path_type=Path))
@click.option("--quiet", is_flag=True, help="Print only what does not hold.")
def verify(election: Path, witness: Path, quiet: bool) -> int:
    """Recompute the witness in WITNESS (JSON of `check`) for ELECTION from the definitions, without any search.

    Verdicts without a witness are named and passed over. Exit code 1 if a witness does not hold, 2 if there is none.
    """
    import fairbudget
    from fairbudget.axioms import Verdict
    from fairbudget.axioms import verify as recompute
    from fairbudget.errors import InputError

    verdicts = Verdict.load(witness, fairbudget.read_pabulib(election))
    wrong = checked = 0
    for verdict in verdicts:
        if verdict.witness is None:
            click.echo(f"{verdict.axiom} {verdict.status}: no witness")
            continue
        checked += 1
        confirmation = recompute(verdict)
        wrong += not confirmation.holds
        outcome = "the witness holds" if confirmation.holds else "THE WITNESS DOES NOT HOLD"
        click.echo(f"{verdict.axiom} {verdict.status}: {outcome}")
        for text, truth in confirmation.statements:
            if not (quiet and truth):
                click.echo(f"  {'yes' if truth else 'NO '}  {text}")
    if not checked:
        raise InputError(f"{witness}: no verdict in it has a witness")
    return int(wrong > 0)
