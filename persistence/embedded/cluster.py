"""The files of a PostgreSQL database cluster: whose they are, and making them."""

import shutil
import tempfile
from pathlib import Path

from persistence.embedded.errors import DiskFull, StartFailed
from persistence.embedded.folder import mapped_errors, write_private
from persistence.embedded.logs import last_words
from persistence.embedded.settings import USER, initdb_options
from persistence.embedded.tools import Tools


def stored_major(cluster: Path) -> int | None:
    """Return the major version that a cluster belongs to; None if there is no cluster."""
    try:
        return int((cluster / "PG_VERSION").read_text("ascii"))
    except FileNotFoundError:
        return None


def make_cluster(tools: Tools, cluster: Path, password: str) -> None:
    """Make a cluster in a draft folder first, so that a crash in the middle leaves none.

    :raises ServersError: the disk is full, or initdb fails.
    """
    draft = cluster.with_name("cluster.new")
    if draft.exists():
        shutil.rmtree(draft)
    with mapped_errors(tools.base), tempfile.TemporaryDirectory(prefix="initdb-", dir=tools.base) as scratch:
        password_file = Path(scratch, "password")
        write_private(password_file, password)
        tools.account.give(tools.base)
        options = ("-U", USER, f"--pwfile={password_file}", *initdb_options(tools.programs.major))
        ended = tools.run("initdb", "-D", str(draft), *options)
    if ended.ok:
        draft.rename(cluster)
        return
    if "No space left on device" in ended.said:
        raise DiskFull(tools.base)
    raise StartFailed("PostgreSQL's initdb", last_words(ended.said), tools.base)
