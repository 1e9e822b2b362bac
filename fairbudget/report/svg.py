"""Figures as SVG text that can stand inside a page: no ids that collide, no addresses, nothing that loads.

Text stays text, so that it can be read aloud, searched and copied. Equal figures give equal bytes.
"""

from __future__ import annotations

import io
import re
import warnings
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["PALETTE", "SIZE", "blank_figure", "inline_svg", "shorten", "text_width"]

#: Okabe and Ito, *Color Universal Design*, 2008: told apart by readers with any of the usual colour deficiencies.
PALETTE = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442")
#: Text size in the figure's units (a CSS pixel where the figure is shown at its own width).
SIZE = 11.5

_TAG = re.compile(r"<[^>]+>")
_PREAMBLE = re.compile(r"^.*?(?=<svg)", re.DOTALL)
#: Dropped: metadata with addresses, comments, and the style sheet, which would rule the whole page.
_DROPPED = re.compile(r"\s*<(metadata|style)\b.*?</\1>|<!--.*?-->", re.DOTALL)
#: Matplotlib's own fonts: the text takes the page's instead.
_FAMILY = re.compile(r"\s*font-family: [^;\"]+;?|(?<=px)( '[^;\"]+)(?=;|\")")
_ROOT = re.compile(r"<svg\b[^>]*>")
_VIEW = re.compile(r'viewBox="([^"]+)"')


def blank_figure(width: float, height: float) -> Figure:
    """Return an empty figure, its size given in units that become CSS pixels at full width."""
    from matplotlib.figure import Figure

    return Figure(figsize=(width / 72, height / 72))


def text_width(text: str, size: float = SIZE, bold: bool = False) -> float:
    """Return an estimate, rather too high, of the width of a text in the figure's units; fonts of browsers differ."""
    return (0.68 if bold else 0.6) * size * len(text)


def shorten(text: str, width: float, size: float = SIZE) -> str:
    """Cut a text that is wider than `width`, with an ellipsis."""
    if text_width(text, size) <= width:
        return text
    keep = max(1, int(width / (0.6 * size)) - 1)
    return text[:keep].rstrip() + "…"


def inline_svg(figure: Figure, id: str, title: str, description: str) -> str:
    """Render a figure as an ``<svg>`` element for a page.

    Parameters
    ----------
    figure : Figure
    id : str
        Put before every id inside, so that figures of one page do not collide.
    title, description : str
        What the picture is and what it shows, for readers who do not see it.

    Returns
    -------
    str
        The element, with ``role="img"`` and its text alternative; no metadata, no date, no address. The page gives it
        ``stroke-linejoin: round`` and its font.
    """
    import matplotlib

    buffer = io.StringIO()
    with warnings.catch_warnings(), matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": id}):
        # the browser sets the text in its own fonts; that ours lacks a sign does not matter
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        figure.savefig(buffer, format="svg", metadata=nothing, transparent=True)
    text = _DROPPED.sub("", _PREAMBLE.sub("", buffer.getvalue()))
    root = _ROOT.match(text)
    view = _VIEW.search(text)
    assert root is not None
    assert view is not None
    head = (
        f'<svg viewBox="{view.group(1)}" role="img" aria-labelledby="{id}-title {id}-desc">\n'
        f'<title id="{id}-title">{escape(title)}</title>\n<desc id="{id}-desc">{escape(description)}</desc>'
    )
    # only tags are changed: a label may well read id="x"
    body = _TAG.sub(lambda tag: _own(tag.group(), id), text[root.end() :])
    return (head + body).strip()


def _own(tag: str, id: str) -> str:
    """Return a tag with the figure's id before all ids, and without matplotlib's fonts."""
    tag = re.sub(r'\bid="([^"]+)"', rf'id="{id}-\1"', tag)
    tag = re.sub(r'\b(?:xlink:)?href="#([^"]+)"', rf'href="#{id}-\1"', tag)
    tag = re.sub(r"url\(#([^)]+)\)", rf"url(#{id}-\1)", tag)
    return _FAMILY.sub("", tag)
