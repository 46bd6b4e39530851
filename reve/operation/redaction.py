"""Blots secrets out of finished lines of the log."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote

BLOT: Final = "***"
SHORTEST: Final = 8
"""A shorter password would blot out half the log; in an address it is found all the same."""

_SHAPES: Final = (
    (re.compile(r"(?<=://)([^\s:/@\"']*):[^\s/@\"']+(?=@)"), rf"\1:{BLOT}"),  # a password in an address
    (re.compile(r"(/(?:webhooks|interactions)/\d+/)[\w.~%-]+"), rf"\1{BLOT}"),  # whoever has it may answer
    (re.compile(r"\b((?:Bot|Bearer) )[\w.~+/=-]{20,}"), rf"\1{BLOT}"),
)


class Redactor:
    """Replaces the secrets given, in each form that a log may write them in, and what looks like one."""

    def __init__(self, secrets: Iterable[str]) -> None:
        forms = {form for secret in secrets if len(secret) >= SHORTEST for form in _forms(secret)}
        longest_first = sorted(forms, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, longest_first))) if forms else None

    def __call__(self, line: str) -> str:
        """Return the line without secrets."""
        if self._known is not None:
            line = self._known.sub(BLOT, line)
        for shape, instead in _SHAPES:
            line = shape.sub(instead, line)
        return line


def _forms(secret: str) -> Iterator[str]:
    yield quote(secret, safe="")
    for written in (secret, repr(secret)[1:-1]):
        yield written
        yield json.dumps(written)[1:-1]
        yield json.dumps(written, ensure_ascii=False)[1:-1]
