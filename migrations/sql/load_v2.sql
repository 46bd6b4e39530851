-- What is stored of many actors, one row each in the order asked: the newest snapshot (below a
-- sequence number where one is given), the deltas after it, the command ids since a moment, the time
-- and settings version of the newest delta, and its places on the boards. One statement: all of it is
-- of one moment. Since v1: the places.
CREATE FUNCTION load_v2(actor_kinds text[], actor_keys bigint[], belows bigint[], since timestamptz)
RETURNS TABLE (
    snapshot_seq bigint, snapshot_schema integer, snapshot_state bytea,
    seqs bigint[], command_ids bigint[], names text[], schemas integer[], settings_versions bigint[],
    releases text[], events bytea[], replies bytea[], ats timestamptz[],
    recent bigint[], last_at timestamptz, last_settings_version bigint,
    boards text[], board_values bigint[], board_seqs bigint[], reached_ats timestamptz[]
)
LANGUAGE sql STABLE
AS $$
    SELECT
        s.seq, s.schema, s.state,
        j.seqs, j.command_ids, j.names, j.schemas, j.settings_versions,
        j.releases, j.events, j.replies, j.ats,
        recent_v1(a.kind, a.key, since), l.at, l.settings_version,
        b.boards, b.board_values, b.board_seqs, b.reached_ats
    FROM unnest(actor_kinds, actor_keys, belows) WITH ORDINALITY AS a(kind, key, below, place)
    LEFT JOIN LATERAL (
        SELECT o.seq, o.schema, o.state FROM snapshot AS o
        WHERE o.kind = a.kind AND o.key = a.key AND o.seq < coalesce(a.below, 9223372036854775807)
        ORDER BY o.seq DESC LIMIT 1
    ) AS s ON true
    LEFT JOIN LATERAL (
        SELECT
            array_agg(d.seq) AS seqs, array_agg(d.command_id) AS command_ids, array_agg(d.name) AS names,
            array_agg(d.schema) AS schemas, array_agg(d.settings_version) AS settings_versions,
            array_agg(d.release) AS releases, array_agg(d.events) AS events,
            array_agg(d.reply) AS replies, array_agg(d.at) AS ats
        FROM (
            SELECT * FROM delta AS o
            WHERE o.kind = a.kind AND o.key = a.key AND o.seq > coalesce(s.seq, 0)
            ORDER BY o.seq
        ) AS d
    ) AS j ON true
    LEFT JOIN LATERAL (
        SELECT o.at, o.settings_version FROM delta AS o
        WHERE o.kind = a.kind AND o.key = a.key
        ORDER BY o.seq DESC LIMIT 1
    ) AS l ON true
    LEFT JOIN LATERAL (
        SELECT
            array_agg(p.board) AS boards, array_agg(p.value) AS board_values,
            array_agg(p.seq) AS board_seqs, array_agg(p.reached_at) AS reached_ats
        FROM (
            SELECT * FROM standing AS o
            WHERE o.kind = a.kind AND o.key = a.key
            ORDER BY o.board
        ) AS p
    ) AS b ON true
    ORDER BY a.place
$$
