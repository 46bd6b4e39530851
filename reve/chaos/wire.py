"""Frames between the supervisor and an instance: a length, then plain values as msgpack."""

import struct
from typing import Any, Final

import anyio
from anyio.streams.buffered import BufferedByteReceiveStream

from persistence.packing import pack, unpack

HEADER: Final = struct.Struct(">I")
ENDED: Final = (anyio.EndOfStream, anyio.IncompleteRead, anyio.BrokenResourceError, anyio.ClosedResourceError)
"""What a stream raises when the other side is gone."""

type Frame = dict[str, Any]


def framed(values: Frame) -> bytes:
    """Return the bytes of one frame."""
    data = pack(values)
    return HEADER.pack(len(data)) + data


async def next_frame(stream: BufferedByteReceiveStream) -> Frame:
    """Return the next frame; raises one of `ENDED`."""
    (length,) = HEADER.unpack(await stream.receive_exactly(HEADER.size))
    values: Frame = unpack(await stream.receive_exactly(length))
    return values
