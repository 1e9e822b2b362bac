"""Short names for ids and files, out of names of places."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

__all__ = ["slug", "slugs"]


def slug(name: str) -> str:
    """Return a name in small ASCII letters, digits and hyphens, at most 40 of them.

    A name without such letters, or a longer one, is told apart by the start of its SHA-256.

    Examples
    --------
    >>> slug("Tegal  Gundil"), slug("Ciwaringin (Tengah)"), slug("茂物")
    ('tegal-gundil', 'ciwaringin-tengah', 'x29019659')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    text = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if text and len(text) <= 40:
        return text
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{text[:30].strip('-')}-{digest}" if text else f"x{digest}"


def slugs(places: Sequence[tuple[str, str]]) -> list[str]:
    """Return a short name for each (kecamatan, kelurahan): of the kelurahan alone where that is unique.

    Otherwise the kecamatan stands before it, with a point between them, which no slug contains.

    Examples
    --------
    >>> slugs([("Utara", "Ciuar"), ("Utara", "Pasir"), ("Barat", "Pasir")])
    ['ciuar', 'utara.pasir', 'barat.pasir']
    """
    short = [slug(name) for _, name in places]
    count = Counter(short)
    return [
        text if count[text] == 1 else f"{slug(kecamatan)}.{text}"
        for text, (kecamatan, _) in zip(short, places, strict=True)
    ]
