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

Further keys and kinds, all of them in ``instances/formulas/everything.toml``:

* ``pool`` at the top, of which components take a ``pool_share`` instead of a ``pool`` of their own.
* ``equal-share`` with ``pool`` or ``pool_share``, divided equally, or with ``column`` and ``classes``
  (``[{ up_to = 1000, base = 100 }, { base = 200 }]``; ``factor`` instead of ``base`` divides a pool).
* ``proportional`` with ``normalisation`` (``share``, ``min-max``, ``z-score``, ``rank``, ``distance-to-target`` with a
  ``goal``), also by indicator, as is ``direction`` (``direct``, ``inverse``); ``weights`` (``given``, ``equal``,
  ``entropy``, ``principal-component``); ``aggregation`` (``arithmetic``, ``geometric``). What is not rational is
  rounded to ``digits`` decimals (default 12) before the pool is split; from there on everything is exact.
* ``affirmative``: a pool for flagged kelurahan, equally or in proportion to a column (``by``).
* ``performance``: a pool for the ``best`` share by a score; ``ties`` says what happens at the last place.
* ``[[adjustments]]``: ``transition`` from last year's ceilings, ``floor``, ``cap``, ``hold-harmless``; with
  ``balance = "scale"`` all others pay for them, so that the sum stays.
* ``[[split]]``: percentages of every ceiling, such as sarana prasarana and pemberdayaan.
* ``[legal_floor]``: the law's least sum of all ceilings (5 % of ``apbd`` net of ``dak``, plus ``dau_tambahan``).

* ``[improve]``: aims and limits of :func:`fairbudget.improve`, which finds better weights, bases or ceilings; see
  :mod:`fairbudget.formulas.improve.spec`.

The package is not called ``ceilings`` since :func:`fairbudget.ceilings` is its function.
"""

from fairbudget.formulas.allocation import ceilings
from fairbudget.formulas.comparison import Comparison, Difference
from fairbudget.formulas.formula import Formula, read_formula
from fairbudget.formulas.result import Ceilings, Row, Share

__all__ = ["Ceilings", "Comparison", "Difference", "Formula", "Row", "Share", "ceilings", "read_formula"]
