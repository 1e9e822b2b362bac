"""The commands ``fairbudget musrenbang ...``: each in a module of its own, loaded when it is called."""

from __future__ import annotations

import click

from fairbudget.cli.lazy import LazyGroup

__all__ = ["COMMANDS", "musrenbang"]

#: command -> (module below fairbudget.cli, one line of help)
COMMANDS = {
    "compare": ("musrenbang_compare", "Decide by several rules under several ceilings: fairness, winners, gaps."),
    "documents": ("musrenbang_documents", "Write the berita acara of each kelurahan, and a workbook of results."),
    "explain": ("musrenbang_explain", "Explain why a proposal was funded or not, and what would have changed that."),
    "plan": ("musrenbang_plan", "Decide which proposals are funded, level by level, by any rule."),
    "read": ("musrenbang_read", "Read a city's workbook or folder: all its faults in one table."),
    "report": ("musrenbang_report", "Write one page of a decided city to search and sort, offline and on paper."),
    "template": ("musrenbang_template", "Write an empty workbook to fill in, with drop-downs, notes and examples."),
}


@click.group(cls=LazyGroup, commands_by_name=COMMANDS)
def musrenbang() -> None:
    """From a city's workbook to decisions that its kelurahan can defend.

    CITY is a workbook (.xlsx), or a folder of tables such as `fairbudget generate musrenbang` writes.
    """
