"""The command ``fairbudget stress``."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["stress"]


@click.command()
@click.argument("table", type=click.Path(path_type=Path))
@click.option("-f", "--formula", required=True, type=click.Path(path_type=Path), help="The formula, a TOML file.")
@click.option(
    "--against",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FORMULA",
    help="Another formula on the same table; it takes the pool of the first where it has none. Repeatable.",
)
@click.option("--pool", metavar="RUPIAH", help="The money of which components take a pool_share.")
@click.option("--component", metavar="ID", help="Whose weights are tried; needed if several have weights.")
@click.option("--people", default="population", show_default=True, metavar="COLUMN", help="People of each kelurahan.")
@click.option(
    "--measure",
    type=click.Choice(["gini-per-head", "spread-per-head", "gini"]),
    default="gini-per-head",
    show_default=True,
    help="Of unfairness, for swings and Sobol indices.",
)
@click.option("--noise", type=click.Choice(["uniform", "dirichlet"]), default="uniform", show_default=True)
@click.option(
    "--width",
    type=click.FloatRange(0, 100, min_open=True, max_open=True),
    default=20.0,
    show_default=True,
    help="+- per cent.",
)
@click.option("--draws", type=click.IntRange(20, 1_000_000), default=10_000, show_default=True, help="Of weights.")
@click.option("--sobol", type=click.IntRange(0), default=1024, show_default=True, help="A power of two; 0: none.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
@click.option("--errata", type=click.Path(path_type=Path), metavar="FILE", help="Corrections of TABLE.")
@click.option("--sheet", metavar="NAME", help="Of a workbook with several sheets.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FOLDER", help="Write csv files and pictures.")
@click.option(
    "--plot",
    "plots",
    multiple=True,
    metavar="[KIND=]FILE",
    help="Write a picture (.svg, .png, .pdf): tornado (default), ranks, bands, against (before and after). Repeatable.",
)
@click.option("--lang", type=click.Choice(["en", "id"]), default="en", show_default=True, help="Of the text.")
def stress(
    table: Path,
    formula: Path,
    against: tuple[Path, ...],
    pool: str | None,
    component: str | None,
    people: str,
    measure: str,
    noise: str,
    width: float,
    draws: int,
    sobol: int,
    seed: int,
    errata: Path | None,
    sheet: str | None,
    output: Path | None,
    plots: tuple[str, ...],
    lang: str,
) -> None:
    """Put a formula to the test: other formulas, an indicator left out, other weights.

    What compares is exact; what is drawn from SEED (bands of rupiah and places, swings, Sobol indices) is of the
    amounts before rounding and adjustments.
    """
    from rich.console import Console

    from fairbudget.cli.ceilings import plots_option, rupiah_option
    from fairbudget.formulas import ceilings, read_formula
    from fairbudget.formulas.stress_report import stress as run

    money = rupiah_option(pool)
    wanted = plots_option(plots, "stress")
    base = ceilings(table, formula, errata=errata, sheet=sheet, pool=money)
    others = []
    for path in against:
        other = read_formula(path)
        own = money if money is not None else sum(base.totals)
        taken = own if other.takes_pool and (other.pool is None or money is not None) else None
        result = ceilings(table, other, errata=errata, sheet=sheet, pool=taken)
        others.append((other.name or path.name, result))
    # silent where stderr is no terminal
    with Console(stderr=True).status("trying other weights"):
        found = run(
            base,
            others,
            people=people,
            component=component,
            measure=measure,
            noise=noise,
            width=width / 100,
            draws=draws,
            sobol_count=sobol,
            seed=seed,
        )
    click.echo(found.to_text(lang), nl=False)
    if output is not None:
        from fairbudget.report.stress import save_pictures

        paths = [*found.save(output), *save_pictures(found, output)]
        click.echo(f"wrote {', '.join(path.name for path in paths)} to {output}", err=True)
    if wanted:
        from fairbudget.report.ceilings_plots import draw_plots
        from fairbudget.report.stress import stress_drawings

        for path in draw_plots(wanted, stress_drawings(found)):
            click.echo(f"wrote {path}", err=True)
