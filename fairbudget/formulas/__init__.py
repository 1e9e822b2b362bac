"""Ceilings: a budget split over kelurahan by a formula, AW = BES + APW, with exact arithmetic.

Architecture notes call this part *ceilings*; the package has another name so that ``fairbudget.ceilings`` is the
function.
"""

from fairbudget.formulas.allocation import ceilings
from fairbudget.formulas.comparison import Comparison, Difference
from fairbudget.formulas.formula import Formula, read_formula
from fairbudget.formulas.result import Ceilings, Row, Share

__all__ = ["Ceilings", "Comparison", "Difference", "Formula", "Row", "Share", "ceilings", "read_formula"]
