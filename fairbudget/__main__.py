"""``python -m fairbudget``: the same as the command ``fairbudget``."""

from fairbudget.cli.main import main

if __name__ == "__main__":
    main()
