"""Audit of a published table: what does not follow, and the fewest changed digits after which everything does.

:func:`audit` reads the table, the formula and the printed totals; the answer is an :class:`Audit`. Its parts:
``problem`` states the equations, ``digits`` and ``candidates`` find what each row could be, ``programme`` chooses so
that columns sum to their totals, ``faults`` finds ordinary faults of data, ``result`` tells people and programs.
"""

from fairbudget.formulas.audit.result import Audit, Correction
from fairbudget.formulas.audit.run import audit
from fairbudget.formulas.audit.totals import PrintedTotal, read_totals

__all__ = ["Audit", "Correction", "PrintedTotal", "audit", "read_totals"]
