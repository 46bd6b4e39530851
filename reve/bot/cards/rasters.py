"""SVGs as pictures, kept in a folder from start to start: to draw takes ten times as long as to read."""

import logging
import os
import tempfile
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from typing import Final

import resvg_py
from PIL import Image

from reve.bot.cards.errors import DrawingFailed

log = logging.getLogger(__name__)

MOST_FILES: Final = 2_000
"""A pack makes some six hundred; beyond this the older half goes."""

_DIGEST_BYTES: Final = 16


class Rasters:
    """Draws each SVG once. What is not there, or is damaged, is drawn anew: the folder may go at any time.

    Mutable: `_folder` is None once it could not be used. Not safe for use by two threads at once; several
    processes may share a folder.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        if folder is not None:
            try:
                _make(folder)
            except OSError as error:
                self._give_up(error)

    def draw(self, svg: str) -> Image.Image:
        """Return an SVG at its own size, RGBA. Raises `DrawingFailed`."""
        name = _digest(f"{resvg_py.__version__}\n{svg}".encode()).hex()
        png = self._kept(name)
        if png is None:
            png = rasterised(svg)
            self._keep(name, png)
        return Image.open(BytesIO(png)).convert("RGBA")

    def _kept(self, name: str) -> bytes | None:
        if self._folder is None:
            return None
        try:
            stored = (self._folder / name).read_bytes()
        except OSError:
            return None
        digest, png = stored[:_DIGEST_BYTES], stored[_DIGEST_BYTES:]
        return png if digest == _digest(png) else None

    def _keep(self, name: str, png: bytes) -> None:
        if self._folder is None:
            return
        try:
            # Under another name at first: a process that reads at this moment must not see half of it.
            with tempfile.TemporaryDirectory(dir=self._folder) as aside:
                new = Path(aside) / name
                new.write_bytes(_digest(png) + png)
                new.replace(self._folder / name)
        except OSError as error:
            self._give_up(error)

    def _give_up(self, error: OSError) -> None:
        log.info("what is drawn is not kept for the next start: %s", error)
        self._folder = None


def _make(folder: Path) -> None:
    """Make the folder where there is none; of too many files, left by other releases, the older half goes."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = sorted((entry.stat().st_mtime, entry.path) for entry in os.scandir(folder) if entry.is_file())
    if len(kept) > MOST_FILES:
        for _, path in kept[: len(kept) // 2]:
            Path(path).unlink(missing_ok=True)


def rasterised(svg: str) -> bytes:
    """Draw an SVG as a PNG of its own size. Raises `DrawingFailed`."""
    try:
        return bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True))
    except ValueError as error:
        raise DrawingFailed(f"resvg: {error}") from error


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=_DIGEST_BYTES).digest()
