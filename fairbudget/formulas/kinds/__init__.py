"""One module for each kind of component; :mod:`fairbudget.formulas.components` brings them together."""
