"""What may stand on the command line."""

from reve.cli import build_parser, flag_fields
from reve.settings import Settings

SECRET = {"discord_token", "secret", "database_url", "redis_url"}


def test_no_secret_is_a_flag_as_processes_are_listed_with_theirs() -> None:
    assert set(flag_fields()) == set(Settings.model_fields) - SECRET


def test_flags_are_kept_for_their_settings() -> None:
    options = build_parser().parse_args(["run", "--data-dir", "here", "--lease-ttl-s", "5"])
    assert (options.data_dir, options.lease_ttl_s) == ("here", "5")
