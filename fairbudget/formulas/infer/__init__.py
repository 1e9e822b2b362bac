"""Find the formula behind a published table: base, pool, weights, totals and rounding.

:func:`infer` reads the table; the answer is an :class:`Inference`. Its parts: ``columns`` tells indicators from
amounts, ``fit`` holds the robust linear fits, ``simple`` finds the simple numbers behind the fitted rates, ``result``
tells what was found and how unique it is.
"""

from fairbudget.formulas.infer.result import Inference, Range, Unexplained
from fairbudget.formulas.infer.run import infer

__all__ = ["Inference", "Range", "Unexplained", "infer"]
