"""From a city's workbook to funded proposals, by kelurahan: read, map preferences, decide, explain, document.

The public names are loaded on first use::

    city = fairbudget.musrenbang.read_city("city.xlsx")
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

#: public name -> module that holds it
_PUBLIC = {
    "City": "city",
    "Kelurahan": "city",
    "Preference": "city",
    "Proposal": "city",
    "Realisation": "city",
    "Rw": "city",
    "Voice": "city",
    "read_city": "reading",
}

if TYPE_CHECKING:
    from fairbudget.musrenbang.city import City as City
    from fairbudget.musrenbang.city import Kelurahan as Kelurahan
    from fairbudget.musrenbang.city import Preference as Preference
    from fairbudget.musrenbang.city import Proposal as Proposal
    from fairbudget.musrenbang.city import Realisation as Realisation
    from fairbudget.musrenbang.city import Rw as Rw
    from fairbudget.musrenbang.city import Voice as Voice
    from fairbudget.musrenbang.reading import read_city as read_city

__all__ = sorted(_PUBLIC)


def __getattr__(name: str) -> Any:
    if name in _PUBLIC:
        return getattr(importlib.import_module(f"fairbudget.musrenbang.{_PUBLIC[name]}"), name)
    raise AttributeError(f"module 'fairbudget.musrenbang' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *_PUBLIC])
