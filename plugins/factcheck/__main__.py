"""``python -m factcheck``: the command line without make or an installed script."""

from factcheck.cli import run

if __name__ == "__main__":
    run()
