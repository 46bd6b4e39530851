"""What keeps a server from starting is said in words that mend it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from persistence.embedded.binaries import PostgresPrograms, find_postgres
from persistence.embedded.errors import DiskFull, FolderDenied, OtherMajor, PasswordLost, StartFailed
from tests.embedded.conftest import Query, StartPostgres

CLOSED_TO_ALL = Path("/sys/reve")  # not even root may make a folder there


@pytest.fixture
def made(start_postgres: StartPostgres, data_dir: Path, new_dir: Path) -> Path:
    """The files of a database that was made before and does not run."""
    user, _ = start_postgres()
    user.stop()
    shutil.copytree(data_dir, new_dir)
    return new_dir / "postgres" / "cluster"


def failing_initdb(folder: Path, said: str) -> PostgresPrograms:
    """A PostgreSQL whose initdb says something and fails."""
    folder.mkdir()
    for name in ("postgres", "pg_ctl"):
        (folder / name).symlink_to(find_postgres().program(name))
    (folder / "initdb").write_text(f"#!/bin/sh\necho '{said}'\nexit 1\n")
    (folder / "initdb").chmod(0o755)
    return PostgresPrograms(folder, find_postgres().major)


def test_a_folder_without_rights_is_named(start_postgres: StartPostgres) -> None:
    with pytest.raises(FolderDenied, match=r"/sys/reve.*REVE_DATA_DIR"):
        start_postgres(CLOSED_TO_ALL)


def test_a_file_in_the_way_is_named(start_postgres: StartPostgres, new_dir: Path) -> None:
    new_dir.write_text("in the way")
    with pytest.raises(FolderDenied, match=str(new_dir)):
        start_postgres(new_dir)


def test_a_full_disk_is_called_that_and_leaves_nothing_half_made(
    start_postgres: StartPostgres, new_dir: Path, tmp_path: Path, query: Query
) -> None:
    full = failing_initdb(tmp_path / "bin", "initdb: error: could not write: No space left on device")

    def source() -> Iterator[PostgresPrograms]:
        yield full

    with pytest.raises(DiskFull, match="free some space"):
        start_postgres(new_dir, sources=(source,))
    _, url = start_postgres(new_dir)
    assert query(url, "SELECT 1") == 1


def test_what_initdb_says_is_passed_on(start_postgres: StartPostgres, new_dir: Path, tmp_path: Path) -> None:
    broken = failing_initdb(tmp_path / "bin", "initdb: error: the moon is full")

    def source() -> Iterator[PostgresPrograms]:
        yield broken

    with pytest.raises(StartFailed, match="the moon is full"):
        start_postgres(new_dir, sources=(source,))


def test_a_database_of_another_version_is_left_alone(
    start_postgres: StartPostgres, new_dir: Path, made: Path
) -> None:
    (made / "PG_VERSION").write_text("9\n")
    with pytest.raises(OtherMajor, match=r"made by PostgreSQL 9,.*pg_dump"):
        start_postgres(new_dir)


def test_a_lost_password_is_not_replaced(start_postgres: StartPostgres, new_dir: Path, made: Path) -> None:
    (made.parent / "password").unlink()
    with pytest.raises(PasswordLost, match="backup"):
        start_postgres(new_dir)
    assert not (made.parent / "password").exists()


def test_what_postgres_says_is_passed_on(start_postgres: StartPostgres, new_dir: Path, made: Path) -> None:
    (made / "postgresql.auto.conf").write_text("max_connections = 'many'\n")
    with pytest.raises(StartFailed, match="max_connections"):
        start_postgres(new_dir)
