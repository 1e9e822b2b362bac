"""Ceilings: a budget split over kelurahan by a formula, AW = BES + APW, with exact arithmetic.

A formula is a TOML file. Its components are added up; each has an ``id``, which names its columns in the result, and a
``kind``, which says what further keys it takes::

    name = "Kota Bogor 2026: AW = BES + APW"
    unit = ["kelurahan", "nama"]   # headings of the names, the first found counts; default: the usual ones
    group = "kecamatan"            # heading of the groups; default: the usual ones, or none
    total_id = "AW"                # what the sum of the components is called
    rounding = "half-up"           # half-even, floor, ceiling, largest-remainder (gives the pool to the rupiah)
    rounding_unit = 1              # rupiah

    [[components]]
    id = "BES"
    kind = "equal-share"           # the same for every kelurahan
    base = 120_000_000             # rupiah per kelurahan

    [[components]]
    id = "APW"
    kind = "proportional"          # pool x weighted sum of each kelurahan's shares of the indicators' totals
    pool = 13_600_000_000          # rupiah

    [[components.indicators]]
    column = "area_ha"             # heading in the table
    aliases = ["Luas (ha)"]        # other headings under which it is found
    label = "area"                 # for people, as is unit = "ha"
    weight = 0.35                  # exact; the weights of a component sum to one; "1/3" is allowed
    total = 11138.59               # what shares are shares of; default: the sum of the column
    # ... and further [[components.indicators]]

The package is not called ``ceilings`` since :func:`fairbudget.ceilings` is its function.
"""

from fairbudget.formulas.allocation import ceilings
from fairbudget.formulas.comparison import Comparison, Difference
from fairbudget.formulas.formula import Formula, read_formula
from fairbudget.formulas.result import Ceilings, Row, Share

__all__ = ["Ceilings", "Comparison", "Difference", "Formula", "Row", "Share", "ceilings", "read_formula"]
