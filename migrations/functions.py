"""The SQL functions by name. A file never changes once released: what changes gets the next number."""

from importlib.resources import files


def source(name: str) -> str:
    """Return the statement that creates a function."""
    return files("migrations").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")
