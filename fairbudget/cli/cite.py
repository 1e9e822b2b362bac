"""``fairbudget cite``: what to cite for a run."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["cite"]

_FILE = click.Path(path_type=Path)


@click.command(
    epilog="\b\nExamples:\n"
    "  fairbudget cite\n"
    "  fairbudget cite real-elections --format bibtex -o paper/methods.bib\n"
    "  fairbudget cite outcome.json"
)
@click.argument("run", required=False, metavar="[STUDY|FILE.json]")
@click.option("--rule", "rules", metavar="ID,...", help="Also these rules, or only these without a run.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "bibtex", "latex", "json"]),
    default="text",
    show_default=True,
    help="Paragraph and entries; the entries; the paragraph with \\cite; all of it for machines.",
)
@click.option("--sample", is_flag=True, help="Of the sample: STUDY-sample.")
@click.option("--store", type=_FILE, metavar="FILE", help="Where results are kept [default: runs/STUDY/store.sqlite].")
@click.option("-o", "--output", type=_FILE, help="Write to this file, whole or not at all.")
def cite(
    run: str | None, rules: str | None, format_: str, sample: bool, store: Path | None, output: Path | None
) -> None:
    """Print BibTeX and a paragraph of methods for exactly the rules, measures, data and versions that a run used.

    RUN is a study that was run, its manifest.json, or an outcome that select wrote; without it, fairbudget itself.
    """
    import dataclasses
    import json

    from fairbudget.cli.output import deliver
    from fairbudget.experiments.citing import Used, check_known, used_by, used_in_file
    from fairbudget.experiments.citing import cite as citation

    if run is None:
        used = Used()
    elif run.endswith(".json"):
        used = used_in_file(Path(run))
    else:
        from fairbudget.experiments.study.session import open_results

        found = open_results(run, sample=sample, store=store)
        with found.store:
            versions = {versions: 0 for _, versions, _, _ in found.units()}
            used = used_by({**found.plan, "versions": versions})
    more = tuple((id.strip(), id.strip()) for id in (rules or "").split(",") if id.strip())
    used = dataclasses.replace(used, rules=(*used.rules, *more))
    check_known(used)
    told = citation(used)
    texts = {
        "text": f"{told.methods}\n\n{told.bibtex}",
        "bibtex": told.bibtex,
        "latex": f"{told.latex}\n",
        "json": json.dumps({"methods": told.methods, "entries": told.entries}, ensure_ascii=False, indent=1) + "\n",
    }
    deliver(texts[format_], output)
