"""The best formula, or the best ceilings, within limits: least inequality, most coverage, least change.

* :mod:`spec`: aims and limits as data; :mod:`problem`: what they say in whole rupiah.
* :mod:`model` and :mod:`leximin`: linear programmes; :mod:`whole`: whole rupiah; :mod:`check`: every limit anew.
* :mod:`search` puts these together; :mod:`conflict` says why there is nothing; :mod:`pareto` sets two aims off.
"""

from fairbudget.formulas.improve.result import Improvement
from fairbudget.formulas.improve.run import improve
from fairbudget.formulas.improve.spec import Task

__all__ = ["Improvement", "Task", "improve"]
