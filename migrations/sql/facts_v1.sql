-- What every answer of the store tells: its clock, the version of the world's settings (the newest
-- sequence number of the one actor of kind 'world'; archived deltas leave a snapshot behind), and
-- which history this is. The timeline comes from the WAL's position, since that of the control file
-- is behind until the first checkpoint after a promotion. Fails on a server in recovery.
CREATE FUNCTION facts_v1(
    OUT at timestamptz,
    OUT settings_version bigint,
    OUT system_identifier bigint,
    OUT timeline bigint
)
LANGUAGE plpgsql VOLATILE
AS $$
BEGIN
    settings_version := greatest(
        (SELECT d.seq FROM delta AS d WHERE d.kind = 'world' ORDER BY d.kind DESC, d.key DESC, d.seq DESC LIMIT 1),
        (SELECT s.seq FROM snapshot AS s WHERE s.kind = 'world' ORDER BY s.kind DESC, s.key DESC, s.seq DESC LIMIT 1),
        0
    );
    system_identifier := (pg_control_system()).system_identifier;
    timeline := ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::bigint;
    at := clock_timestamp();
END
$$
