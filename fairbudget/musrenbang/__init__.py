"""From a city's workbook to funded proposals, by kelurahan: read, map preferences, decide, explain, document."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from fairbudget.musrenbang.city import City, Kelurahan, Preference, Proposal, Realisation, Rw, Voice

#: public name -> module that holds it, loaded on first use
_LATER = {
    "Decision": "result",
    "Explainer": "explain",
    "Explanation": "explain",
    "KelurahanPlan": "result",
    "LevelResult": "result",
    "Mapped": "preferences",
    "Plan": "result",
    "plan": "deciding",
    "read_city": "reading",
    "to_election": "preferences",
    "write_city": "writing",
    "write_template": "template",
}

if TYPE_CHECKING:
    from fairbudget.musrenbang.deciding import plan as plan
    from fairbudget.musrenbang.explain import Explainer as Explainer
    from fairbudget.musrenbang.explain import Explanation as Explanation
    from fairbudget.musrenbang.preferences import Mapped as Mapped
    from fairbudget.musrenbang.preferences import to_election as to_election
    from fairbudget.musrenbang.reading import read_city as read_city
    from fairbudget.musrenbang.result import Decision as Decision
    from fairbudget.musrenbang.result import KelurahanPlan as KelurahanPlan
    from fairbudget.musrenbang.result import LevelResult as LevelResult
    from fairbudget.musrenbang.result import Plan as Plan
    from fairbudget.musrenbang.template import write_template as write_template
    from fairbudget.musrenbang.writing import write_city as write_city

__all__ = ["City", "Kelurahan", "Preference", "Proposal", "Realisation", "Rw", "Voice", *sorted(_LATER)]


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(importlib.import_module(f"{__name__}.{_LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
