"""`reve content check`: say what is in a content pack, or all that is wrong with it."""

import json
from pathlib import Path

from reve.content.report import check as report_of


def check(path: Path | None, *, as_json: bool) -> int:
    """Print what was found; return 0 when the pack can be played, 1 when it has faults."""
    report = report_of(path)
    print(json.dumps(report.as_json(), ensure_ascii=False, indent=2) if as_json else report)
    return 0 if report.ok else 1
