"""fairbudget: fair allocation of public budgets, exact and fast.

The public names are loaded on first use, so that ``import fairbudget`` stays light::

    election = fairbudget.read_pabulib("x.pb")
    outcome = fairbudget.select(election, "equal-shares", utility="cost", completion="add1")
    fairbudget.evaluate(outcome, ["mean-satisfaction", "gini-satisfaction"])
    fairbudget.check(outcome, "ejr-plus")
    ceilings = fairbudget.ceilings(indicators, formula)
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

#: public name -> module that holds it
_PUBLIC = {
    "DataWarning": "errors",
    "FairbudgetError": "errors",
    "Fault": "errors",
    "InputError": "errors",
    "OptionError": "errors",
    "Election": "election",
    "Project": "election",
    "Outcome": "outcome",
    "read_pabulib": "io.pabulib",
    "write_pabulib": "io.pabulib",
    "select": "rules",
    "select_many": "rules",
    "evaluate": "metrics",
    "agreement": "metrics",
    "across": "metrics",
    "compare_rules": "experiments.side_by_side",
    "check": "axioms",
    "ceilings": "formulas",
    "audit": "formulas.audit",
    "infer": "formulas.infer",
    "improve": "formulas.improve",
}

if TYPE_CHECKING:
    from fairbudget.axioms import check as check
    from fairbudget.election import Election as Election
    from fairbudget.election import Project as Project
    from fairbudget.errors import DataWarning as DataWarning
    from fairbudget.errors import FairbudgetError as FairbudgetError
    from fairbudget.errors import Fault as Fault
    from fairbudget.errors import InputError as InputError
    from fairbudget.errors import OptionError as OptionError
    from fairbudget.experiments.side_by_side import compare_rules as compare_rules
    from fairbudget.formulas import ceilings as ceilings
    from fairbudget.formulas.audit import audit as audit
    from fairbudget.formulas.improve import improve as improve
    from fairbudget.formulas.infer import infer as infer
    from fairbudget.io.pabulib import read_pabulib as read_pabulib
    from fairbudget.io.pabulib import write_pabulib as write_pabulib
    from fairbudget.metrics import across as across
    from fairbudget.metrics import agreement as agreement
    from fairbudget.metrics import evaluate as evaluate
    from fairbudget.outcome import Outcome as Outcome
    from fairbudget.rules import select as select
    from fairbudget.rules import select_many as select_many

__all__ = ["__version__", *sorted(_PUBLIC)]


def __getattr__(name: str) -> Any:
    if name in _PUBLIC:
        module = importlib.import_module(f"fairbudget.{_PUBLIC[name]}")
        return getattr(module, name)
    raise AttributeError(f"module 'fairbudget' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *_PUBLIC])
