"""The command ``fairbudget musrenbang explain``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from fairbudget.cli.decision_options import chosen_options, decision_options
from fairbudget.cli.registered import RuleCommand

__all__ = ["explain"]


@click.command(cls=RuleCommand)
@click.argument("city", type=click.Path(path_type=Path))
@click.option("--proposal", "proposals", multiple=True, metavar="ID", help="Whose decision. Repeatable.")
@click.option("--kelurahan", metavar="NAME", help="All proposals of a kelurahan, or `Kecamatan/Kelurahan`.")
@click.option("--all", "everything", is_flag=True, help="All proposals of the city.")
@decision_options
@click.option("--no-alternatives", is_flag=True, help="Leave out what would have changed the decision: much faster.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Words with the numbers behind them, or everything as JSON.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE, not to stdout.")
def explain(
    city: Path,
    proposals: tuple[str, ...],
    kelurahan: str | None,
    everything: bool,
    no_alternatives: bool,
    format_: str,
    output: Path | None,
    **given: Any,
) -> None:
    """Explain why proposals of CITY were funded or not, and what would have changed that.

    The decision is made as `fairbudget musrenbang plan` makes it with the same options. Each change that is named was
    made and the city decided again.
    """
    import json

    from rich.console import Console

    from fairbudget.cli.output import deliver
    from fairbudget.errors import OptionError
    from fairbudget.musrenbang import read_city
    from fairbudget.musrenbang.explain import EFFORT, Explainer

    if not (proposals or kelurahan or everything):
        raise OptionError("say which proposals: --proposal ID, --kelurahan NAME, or --all")
    options = chosen_options(given)
    with Console(stderr=True).status(f"{city}") as status:
        found = read_city(city, formula=options.get("formula"), lang=options["lang"])
        explainer = Explainer(found, **options)
        ids = list(proposals)
        if kelurahan is not None:
            kecamatan, _, name = kelurahan.rpartition("/")
            ids += [item.proposal for item in explainer.plan.of(name, kecamatan or None).decisions]
        if everything:
            ids = [item.proposal for item in explainer.plan.decisions]
        explained = []
        for done, id in enumerate(dict.fromkeys(ids), 1):
            explained.append(explainer.explain(id, effort=0 if no_alternatives else EFFORT))
            status.update(f"{city}: {done}/{len(ids)}")
    if format_ == "json":
        items = [item.to_dict() for item in explained]
        data = items[0] if len(proposals) == 1 == len(items) else items
        deliver(json.dumps(data, ensure_ascii=False, indent=1), output)
    else:
        deliver("\n".join(item.text(options["lang"]) for item in explained), output)
