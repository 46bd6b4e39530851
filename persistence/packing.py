"""Plain values as msgpack: arrays come back as tuples, and numbers keep within signed 64 bits."""

import re
from collections.abc import Iterable
from typing import Any, Final

import msgpack  # type: ignore[import-untyped]

INT64: Final = range(-(2**63), 2**63)

# msgpack knows numbers up to 2**64 - 1, of which those past 63 bits all begin like this.
_MAY_PASS_63_BITS: Final = re.compile(rb"\xcf[\x80-\xff]")


def pack(value: Any) -> bytes:
    """Return a value as msgpack. Raises OverflowError for a number past signed 64 bits."""
    data: bytes = msgpack.packb(value)
    if _MAY_PASS_63_BITS.search(data):
        _check_numbers((_unpack(data),))
    return data


def unpack(data: bytes) -> Any:
    """Return a value, with tuples for arrays; raises whatever damaged bytes lead to."""
    value = _unpack(data)
    if _MAY_PASS_63_BITS.search(data):
        _check_numbers((value,))
    return value


def _unpack(data: bytes) -> Any:
    return msgpack.unpackb(data, use_list=False, strict_map_key=False)


def _check_numbers(values: Iterable[Any]) -> None:
    for value in values:
        if isinstance(value, dict):
            _check_numbers(value)
            _check_numbers(value.values())
        elif isinstance(value, tuple):
            _check_numbers(value)
        elif isinstance(value, int) and value not in INT64:
            raise OverflowError(f"{value} does not fit into 64 bits")
