"""``python -m factcheck``: the command line without make or an installed script."""

from factcheck.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
