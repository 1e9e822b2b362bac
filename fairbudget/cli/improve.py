"""The command ``fairbudget improve``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

__all__ = ["improve"]


@click.command()
@click.argument("table", type=click.Path(path_type=Path))
@click.option("-f", "--formula", required=True, type=click.Path(path_type=Path), help="The formula, a TOML file.")
@click.option(
    "-l",
    "--limits",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Aims and limits, a TOML file; default: the formula file's section [improve].",
)
@click.option(
    "--find", type=click.Choice(["formula", "ceilings"]), help="Weights of the formula (default), or ceilings."
)
@click.option(
    "--aim",
    "aims",
    multiple=True,
    metavar="AIM",
    help="gini, hoover or spread of money per poor resident; max-min or leximin of coverage of need; change."
    " Repeatable: the first decides, the next among what is equally good.",
)
@click.option("--poor", metavar="COLUMN", help="Poor residents; default: the usual headings.")
@click.option("--need", metavar="COLUMN", help="Need, or proposed rupiah, of which ceilings cover a part.")
@click.option("--last-year", metavar="COLUMN", help="Last year's ceilings; default: what the formula gives now.")
@click.option("--pool", metavar="RUPIAH", help="All the money; default: what the formula gives.")
@click.option("--floor", metavar="RUPIAH", help="Each kelurahan receives at least this.")
@click.option("--cap", metavar="RUPIAH", help="Each kelurahan receives at most this.")
@click.option("--hold-harmless", metavar="SHARE", help="At least this share of last year's ceiling, such as 0.95.")
@click.option(
    "--weight",
    "weights",
    multiple=True,
    metavar="INDICATOR=LOW..HIGH",
    help="Range of a weight, such as area_ha=0.1..0.4. Repeatable.",
)
@click.option("--base-share", metavar="LOW..HIGH", help="Range of the equal part's share of all the money.")
@click.option("--non-zero", type=click.IntRange(1), metavar="N", help="At most N indicators have a weight.")
@click.option("--step", metavar="SHARE", help="Weights are multiples of it; default 0.01.")
@click.option("--component", metavar="ID", help="Whose weights are free; needed if several have weights.")
@click.option("--pareto", metavar="AIM", help="Show what the first aim costs this one: their Pareto front.")
@click.option("--points", type=click.IntRange(2, 201), default=11, show_default=True, help="Of the front.")
@click.option("--errata", type=click.Path(path_type=Path), metavar="FILE", help="Corrections of TABLE.")
@click.option("--sheet", metavar="NAME", help="Of a workbook with several sheets.")
@click.option("--decimal", type=click.Choice(["auto", ".", ","]), default="auto", show_default=True)
@click.option(
    "--format", "format_", type=click.Choice(["table", "csv", "json", "xlsx"]), help="Default: by FILE's name."
)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE, not to stdout.")
@click.option(
    "--formula-out",
    type=click.Path(path_type=Path),
    metavar="FILE.toml",
    help="Write the improved formula, for `fairbudget ceilings`.",
)
@click.option(
    "--plot",
    "plots",
    multiple=True,
    metavar="[KIND=]FILE",
    help="Write a picture (.svg, .png, .pdf): before-after (default), lorenz, pareto. Repeatable.",
)
@click.option("--lang", type=click.Choice(["en", "id"]), default="en", show_default=True)
@click.pass_context
def improve(
    ctx: click.Context,
    table: Path,
    formula: Path,
    limits: Path | None,
    aims: tuple[str, ...],
    pool: str | None,
    floor: str | None,
    cap: str | None,
    hold_harmless: str | None,
    weights: tuple[str, ...],
    base_share: str | None,
    non_zero: int | None,
    pareto: str | None,
    points: int,
    errata: Path | None,
    sheet: str | None,
    decimal: str,
    format_: str | None,
    output: Path | None,
    formula_out: Path | None,
    plots: tuple[str, ...],
    lang: str,
    **keys: Any,
) -> None:
    """Find the formula, or the ceilings, that reach an aim best within limits.

    Aims and limits stand in a TOML file, or are given as options, which go before it. Every limit is kept to the
    rupiah; what is found gives the pool in full. Where limits contradict each other, the smallest set that does is
    named, and what would resolve it.

    Exit codes: 0 found; 1 nothing keeps to the limits; 2 unusable input or options.
    """
    from rich.console import Console

    from fairbudget.cli.ceilings import plots_option
    from fairbudget.errors import OptionError
    from fairbudget.files import write_text
    from fairbudget.formulas import output as out
    from fairbudget.formulas.improve import improve as run
    from fairbudget.formulas.improve.options import limits_of

    chosen = out.format_for(output, format_)
    if formula_out is not None and formula_out.suffix.lower() != ".toml":
        raise OptionError(f"{formula_out}: a formula file ends in .toml")
    wanted = plots_option(plots, "improve")
    if any(plot.kind == "pareto" for plot in wanted) and pareto is None:
        raise OptionError("--plot pareto: name the second aim of the front by --pareto AIM")
    listed, amount = limits_of(floor, cap, hold_harmless, weights, base_share, non_zero, pool)
    # silent where stderr is no terminal
    with Console(stderr=True).status("reading") as status:
        found = run(
            table,
            formula,
            limits,
            aim=list(aims) or None,
            pool=amount,
            more_limits=listed,
            pareto=pareto,
            points=points,
            errata=errata,
            sheet=sheet,
            decimal=decimal,  # type: ignore[arg-type]
            say=status.update,
            **keys,
        )
    if found.found is None:
        click.echo(found.to_text(lang=lang), nl=False, err=chosen != "table")
        if output is not None and chosen == "json":
            found.write(output, chosen)
        ctx.exit(1)
    terminal = output is None and sys.stdout.isatty()
    encoding = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "")
    texts = {
        "table": lambda: found.to_text(lang=lang, color=terminal, unicode=terminal and encoding == "utf8"),
        "csv": lambda: found.to_csv(lang),
        "json": found.to_json,
    }
    if output is not None:
        found.write(output, chosen, lang)
        click.echo(f"written: {output}", err=True)
    else:
        click.echo(texts[chosen](), nl=False)
    if formula_out is not None:
        note = f"Table: {table.name}" + (f", with --errata {errata.name}" if errata is not None else "")
        write_text(formula_out, found.formula_text([note + "."]))
        click.echo(f"written: {formula_out}", err=True)
    if wanted:
        from fairbudget.report.ceilings_plots import draw_plots
        from fairbudget.report.improve_figures import improve_drawings

        for path in draw_plots(wanted, improve_drawings(found, lang)):
            click.echo(f"written: {path}", err=True)
