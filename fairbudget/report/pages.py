"""Pages made of templates: one environment for all of them."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["render"]


@functools.cache
def _environment(trim: bool) -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    # every name in a page comes from somebody's table: all text is escaped
    return Environment(
        loader=PackageLoader("fairbudget.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=trim,
        lstrip_blocks=trim,
    )


def render(template: str, *, trim: bool = False, **context: Any) -> str:
    """Return a page.

    Parameters
    ----------
    template : str
        File in the folder of templates.
    trim : bool
        Whether lines that hold only a statement leave nothing behind.
    **context
        What the template names; one that it names and is not given is an error.
    """
    return _environment(trim).get_template(template).render(context)
