"""The kinds of components, each with a schema for its keys in the formula file and a function that computes it.

To add a kind, write both in a module of :mod:`fairbudget.formulas.kinds` and register the function; the formula file,
the result and every output know it by its id.
"""

from fairbudget.formulas.body import Body
from fairbudget.formulas.kinds.affirmative import Affirmative, affirmative
from fairbudget.formulas.kinds.equal_share import EqualShare, PopulationClass, equal_share
from fairbudget.formulas.kinds.performance import Performance, performance
from fairbudget.formulas.kinds.proportional import Proportional, proportional

__all__ = [
    "Affirmative",
    "Body",
    "EqualShare",
    "Performance",
    "PopulationClass",
    "Proportional",
    "affirmative",
    "equal_share",
    "performance",
    "proportional",
]
