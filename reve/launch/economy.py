"""`reve simulate-economy`: months of play under the real rules, in seconds and without any server."""

import json
import sys
from pathlib import Path
from time import perf_counter

from reve.content.faults import PackError
from reve.content.loading import load_catalogue
from reve.economy import chart
from reve.economy.outcome import Outcome
from reve.economy.profile import PROFILES
from reve.economy.routine import live
from reve.settings import Settings

ALL = "all"


def simulate(
    settings: Settings, *, profile: str, days: int, seed: int, as_json: bool, plot: Path | None
) -> int:
    """Play a profile, or all; print and draw what came of it; return 0, or 1 where that cannot be done."""
    try:
        catalogue = load_catalogue(settings.content_pack)
    except PackError as error:
        print(f"reve: {error}", file=sys.stderr)
        return 1
    outcomes = []
    for one in PROFILES.values() if profile == ALL else (PROFILES[profile],):
        began_s = perf_counter()
        outcomes.append(Outcome.of(live(catalogue, one, seed, days), one.name, days, seed))
        print(f"{one.name}: {days} days in {perf_counter() - began_s:.1f} s", file=sys.stderr)
    _print(outcomes, as_json=as_json)
    if plot is not None:
        try:
            chart.save(outcomes, plot)
        except OSError as error:
            print(f"reve: {plot} cannot be written: {error}", file=sys.stderr)
            return 1
    return 0


def _print(outcomes: list[Outcome], *, as_json: bool) -> None:
    """Print one outcome as it is, several as a list."""
    if as_json:
        found = [one.as_json() for one in outcomes]
        print(json.dumps(found[0] if len(found) == 1 else found, indent=2))
        return
    print("\n\n".join("\n".join(one.lines()) for one in outcomes))
