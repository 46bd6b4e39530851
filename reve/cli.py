"""`reve ...`: the command line. Every command is a module of `reve.launch`."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, get_args

from pydantic import SecretStr

from reve.settings import Settings, SettingsError, load_settings

USAGE_ERROR = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status: 0 done, 1 failed, 2 asked for wrongly."""
    parser = build_parser()
    options = parser.parse_args(argv)
    run: Callable[[argparse.Namespace], int] | None = getattr(options, "run", None)
    if run is None:
        parser.print_help()
        return USAGE_ERROR
    try:
        return run(options)
    except SettingsError as error:
        print(f"reve: {error}", file=sys.stderr)
        return USAGE_ERROR
    except KeyboardInterrupt:
        return 130


def build_parser() -> argparse.ArgumentParser:
    """Describe all commands."""
    parser = argparse.ArgumentParser(
        prog="reve", description="REVE, a game for Discord on which nothing is ever lost."
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _play(commands)
    _with_settings(commands, "run", "run the bot against Discord", _run)
    _with_settings(commands, "sync", "write the slash commands to Discord", _sync)
    _with_settings(commands, "migrate", "bring the database to this release", _migrate)
    _content(commands)
    _bench(commands)
    _chaos(commands)
    _economy(commands)
    return parser


def settings_of(options: argparse.Namespace) -> Settings:
    """Read the settings; flags come first. Raises `SettingsError`."""
    flags = {name: getattr(options, name, None) for name in flag_fields()}
    return load_settings(**{name: value for name, value in flags.items() if value is not None})


def flag_fields() -> dict[str, str]:
    """Return the settings that may be flags, with their help; secrets may not: processes are listed."""
    return {
        name: (field.description or "").replace("%", "%%")
        for name, field in Settings.model_fields.items()
        if not holds_a_secret(field.annotation)
    }


def holds_a_secret(annotation: object) -> bool:
    """Tell whether a type is secret, or has a secret part."""
    return annotation is SecretStr or any(map(holds_a_secret, get_args(annotation)))


def _with_settings(
    commands: Any, name: str, help_text: str, run: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=help_text, description=help_text)
    group = parser.add_argument_group("settings (each may also be set as REVE_NAME or in .env)")
    for field, description in flag_fields().items():
        group.add_argument(f"--{field.replace('_', '-')}", dest=field, metavar="VALUE", help=description)
    parser.set_defaults(run=run)
    return parser


def _play(commands: Any) -> None:
    parser = _with_settings(commands, "play", "play on this machine, without Discord", _run_play)
    parser.add_argument(
        "--port", type=_port, default=8123, metavar="N", help="the page's port; 0 = any (default: 8123)"
    )
    parser.add_argument(
        "--instances",
        type=_count,
        default=1,
        metavar="N",
        help="processes to run the bot in, to be stopped and killed on the page (default: 1, this one)",
    )
    parser.add_argument("--reset", action="store_true", help="forget everything played here, and start anew")
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")


def _content(commands: Any) -> None:
    parser = commands.add_parser("content", help="work on content packs")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    check = actions.add_parser("check", help="check a content pack and print what is in it")
    check.add_argument(
        "path", nargs="?", type=Path, help="the pack's folder (default: the one that REVE has)"
    )
    check.add_argument("--json", action="store_true", help="print JSON")
    check.set_defaults(run=_check_content)


def _bench(commands: Any) -> None:
    parser = _with_settings(commands, "bench", "measure speed and memory on this machine", _run_bench)
    parser.add_argument("--seconds", type=float, default=5.0, help="time for each measurement (default: 5)")
    parser.add_argument("--rules", action="store_true", help="measure the rules alone, without any server")
    parser.add_argument("--profile", action="store_true", help="with --rules: tell where the time goes")
    parser.add_argument("--json", action="store_true", help="print JSON")


def _chaos(commands: Any) -> None:
    parser = _with_settings(commands, "chaos", "let instances suffer every fault, and check all", _run_chaos)
    parser.add_argument("--instances", type=int, default=3, metavar="N", help="processes (default: 3)")
    parser.add_argument(
        "--minutes",
        type=float,
        default=10.0,
        help="for how long faults go on; each strikes at least once all the same (default: 10)",
    )
    parser.add_argument("--seed", type=int, default=1, help="what the order of faults follows from")
    parser.add_argument("--ttl", type=float, default=3.0, help="seconds that a lease lasts (default: 3)")
    parser.add_argument(
        "--only", action="append", default=[], metavar="FAULT", help="a fault, by a part of its name"
    )
    parser.add_argument("--keep", action="store_true", help="keep the logs of all instances and servers")
    parser.add_argument("--json", action="store_true", help="print JSON")


def _economy(commands: Any) -> None:
    what = "play the real rules for months, and say when tiers and levels are reached"
    parser = _with_settings(commands, "simulate-economy", what, _run_economy)
    parser.add_argument(
        "--profile",
        choices=("casual", "regular", "hardcore", "all"),
        default="regular",
        help="how much is played (default: regular)",
    )
    parser.add_argument("--days", type=_days, default=365, metavar="N", help="days to play (default: 365)")
    parser.add_argument("--seed", type=int, default=1, help="what all dice follow from (default: 1)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--plot", type=Path, metavar="FILE.png", help="draw tiers and levels over days")


def _days(text: str) -> int:
    days = int(text)
    if days < 1:
        raise argparse.ArgumentTypeError("give at least one day")
    return days


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65_535:
        raise argparse.ArgumentTypeError(f"{port} is no port; give a number from 0 to 65535")
    return port


def _count(text: str) -> int:
    from reve.launch.instances import MOST

    count = int(text)
    if not 1 <= count <= MOST:
        raise argparse.ArgumentTypeError(f"give a number from 1 to {MOST}")
    return count


def _run_play(options: argparse.Namespace) -> int:
    from reve.launch.play import play

    return play(
        settings_of(options),
        port=options.port,
        instances=options.instances,
        reset=options.reset,
        open_browser=not options.no_browser,
    )


def _run(options: argparse.Namespace) -> int:
    from reve.launch.run import run

    return run(settings_of(options))


def _sync(options: argparse.Namespace) -> int:
    from reve.launch.sync import sync

    return sync(settings_of(options))


def _migrate(options: argparse.Namespace) -> int:
    from reve.launch.migrate import migrate

    return migrate(settings_of(options))


def _check_content(options: argparse.Namespace) -> int:
    from reve.launch.content import check

    return check(options.path, as_json=options.json)


def _run_bench(options: argparse.Namespace) -> int:
    from reve.launch.bench import bench, bench_rules

    if options.rules:
        return bench_rules(seconds=options.seconds, profiled=options.profile, as_json=options.json)
    return bench(settings_of(options), seconds=options.seconds, as_json=options.json)


def _run_chaos(options: argparse.Namespace) -> int:
    from reve.launch.chaos import chaos

    return chaos(
        settings_of(options),
        instances=options.instances,
        minutes=options.minutes,
        seed=options.seed,
        ttl_s=options.ttl,
        only=options.only,
        keep=options.keep,
        as_json=options.json,
    )


def _run_economy(options: argparse.Namespace) -> int:
    from reve.launch.economy import simulate

    return simulate(
        settings_of(options),
        profile=options.profile,
        days=options.days,
        seed=options.seed,
        as_json=options.json,
        plot=options.plot,
    )
