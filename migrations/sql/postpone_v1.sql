-- Give notes another due time and count of attempts, where they are still there (by name and command id).
CREATE FUNCTION postpone_v1(
    note_kinds text[], note_keys bigint[], note_names text[], note_command_ids bigint[],
    note_due_ats timestamptz[], note_attempts smallint[]
)
RETURNS void
LANGUAGE plpgsql VOLATILE
AS $$
BEGIN
    PERFORM set_config('synchronous_commit', 'on', true), set_config('lock_timeout', '2s', true);
    UPDATE inbox AS i SET due_at = n.due_at, attempts = n.attempts
    FROM unnest(note_kinds, note_keys, note_names, note_command_ids, note_due_ats, note_attempts)
        AS n(kind, key, name, command_id, due_at, attempts)
    WHERE i.kind = n.kind AND i.key = n.key AND i.name = n.name AND i.command_id = n.command_id;
END
$$
