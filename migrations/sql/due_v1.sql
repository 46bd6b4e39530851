-- Notes to actors of these shards that are due by now, oldest first, at most so many. Each shard is
-- asked for as many by its index, so that the cost does not grow with what waits or has been set aside.
CREATE FUNCTION due_v1(wanted_shards integer[], most bigint)
RETURNS TABLE (
    kind text, key bigint, name text, shard integer, due_at timestamptz,
    command_id bigint, body bytea, attempts smallint
)
LANGUAGE sql STABLE
AS $$
    SELECT i.kind, i.key, i.name, i.shard, i.due_at, i.command_id, i.body, i.attempts
    FROM unnest(wanted_shards) AS s(shard)
    CROSS JOIN LATERAL (
        SELECT * FROM inbox AS o
        WHERE o.shard = s.shard AND o.due_at <= statement_timestamp()
        ORDER BY o.due_at LIMIT most
    ) AS i
    ORDER BY i.due_at, i.kind COLLATE "C", i.key, i.name COLLATE "C" LIMIT most
$$
