"""Studies: elections x formulas x rules, stated in a file, run anywhere, measured in one long table."""
