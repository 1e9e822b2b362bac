"""What the sections of a page share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fairbudget.report.charts import Style

if TYPE_CHECKING:
    from markupsafe import Markup

__all__ = ["PLACE", "background", "markup"]

PLACE = "kelurahan"


def markup(svg: str) -> Markup:
    """Return a picture that the template takes as it is."""
    from markupsafe import Markup

    # our own drawing; the names in it were escaped when it was drawn
    return Markup(svg)


def background(look: Style) -> str:
    """Return the CSS background of a series in the legend, hatched as in the picture."""
    if not look.hatch:
        return look.colour
    return f"repeating-linear-gradient(45deg, #fff 0 1px, {look.colour} 1px 4px)"
