"""From a city's workbook to funded proposals, by kelurahan: read, map preferences, decide, explain, document."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from fairbudget.musrenbang.city import City, Kelurahan, Preference, Proposal, Realisation, Voice

#: public name -> module that holds it, loaded on first use
_LATER = {
    "Decision": "result",
    "KelurahanPlan": "result",
    "LevelResult": "result",
    "Plan": "result",
    "plan": "deciding",
}

if TYPE_CHECKING:
    from fairbudget.musrenbang.deciding import plan as plan
    from fairbudget.musrenbang.result import Decision as Decision
    from fairbudget.musrenbang.result import KelurahanPlan as KelurahanPlan
    from fairbudget.musrenbang.result import LevelResult as LevelResult
    from fairbudget.musrenbang.result import Plan as Plan

__all__ = ["City", "Kelurahan", "Preference", "Proposal", "Realisation", "Voice", *sorted(_LATER)]


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(importlib.import_module(f"{__name__}.{_LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
