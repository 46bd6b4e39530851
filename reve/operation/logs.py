"""One log for all: structlog's events and those of the standard library, pretty or as JSON."""

import logging
import sys
from typing import Any, Final, TextIO

import structlog
from structlog.types import EventDict, Processor, WrappedLogger

from reve.operation.redaction import Redactor
from reve.settings import Settings

QUIET: Final = (
    "PIL",
    "aiohttp",
    "alembic",
    "asyncio",
    "asyncpg",
    "disnake",
    "redis",
    "sqlalchemy",
)
"""Libraries that are heard from warnings on, whatever the level."""


def configure_logs(settings: Settings, stream: TextIO | None = None) -> None:
    """Send all that is logged to `stream` (stderr unless given), a line an event, without secrets.

    With the format `auto` it is pretty where the stream is a terminal, and JSON elsewhere.
    """
    stream = sys.stderr if stream is None else stream
    terminal = stream.isatty()
    pretty = terminal if settings.log_format == "auto" else settings.log_format == "pretty"
    shared = _shared(settings.instance)
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.ExtraAdder(), *shared],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *_renderers(pretty=pretty, colors=terminal),
                _last(Redactor(settings.secrets())),
            ],
        )
    )
    _install(handler, logging.getLevelNamesMapping()[settings.log_level.upper()])
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )


def _install(handler: logging.Handler, level: int) -> None:
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
    logging.captureWarnings(True)


def _shared(instance: str) -> list[Processor]:
    def add_instance(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
        event.setdefault("instance", instance)
        return event

    return [
        structlog.contextvars.merge_contextvars,
        add_instance,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.StackInfoRenderer(),
    ]


def _renderers(*, pretty: bool, colors: bool) -> list[Processor]:
    """Return what turns an event into text; values of local variables are never shown."""
    if pretty:
        return [
            structlog.dev.ConsoleRenderer(
                colors=colors,
                repr_native_str=True,  # a player's name may hold line ends and colour codes
                exception_formatter=structlog.dev.plain_traceback,
            )
        ]
    return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]


def _last(redactor: Redactor) -> Processor:
    def redact(_: WrappedLogger, __: str, rendered: Any) -> str:
        return redactor(str(rendered))

    return redact
