"""`python -m reve`: the same as the `reve` command."""

from reve.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
