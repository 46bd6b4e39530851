"""`reve chaos`: several processes on real servers suffer, and then everything is checked."""

import json
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from reve.chaos.faults.table import FAULTS
from reve.chaos.report import Findings
from reve.chaos.run import Wishes, run
from reve.launch.loop import run_until_stopped
from reve.settings import Settings

FAILED: Final = 1


def chaos(
    settings: Settings,
    *,
    instances: int,
    minutes: float,
    seed: int,
    ttl_s: float,
    only: Sequence[str],
    keep: bool,
    as_json: bool,
) -> int:
    """Let it happen and print what was found; return the exit status. Nobody's own data is touched.

    `only` are parts of the names of the faults that are wanted.
    """
    faults = [f for f in FAULTS if not only or any(part.lower() in f.name.lower() for part in only)]
    faults = [fault for fault in faults if instances > 1 or not fault.joint]
    if not faults:
        print(
            "no fault is named like that; there are:", *(f.name for f in FAULTS), sep="\n  ", file=sys.stderr
        )
        return FAILED
    found: list[Findings] = []
    quiet = settings.model_copy(update={"log_level": "warning"})
    with tempfile.TemporaryDirectory(prefix="reve-chaos-", delete=not keep) as folder:
        wishes = Wishes(
            instances=instances,
            for_s=minutes * 60,
            seed=seed,
            ttl_s=ttl_s,
            faults=faults,
            calm=not only and instances > 1,
            folder=Path(folder),
        )
        status = run_until_stopped(quiet, partial(_run, wishes, found))
        if keep:
            _say(f"all logs are in {folder}")
    for findings in found:
        _print(findings, as_json=as_json)
    return status or (0 if found and found[0].passed else FAILED)


async def _run(wishes: Wishes, found: list[Findings]) -> None:
    found.append(await run(wishes, _say))


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _print(findings: Findings, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(findings.to_json(), indent=2))
    else:
        print(*findings.lines(), sep="\n")
