-- Remove tombstones older than a moment, with what they stood for where nothing came after; how many.
--
-- Commits hold their shards: held here, nobody adds to an actor while it is looked at. Who has it in
-- memory finds out by its next commit, which does not follow anything (RV002).
CREATE FUNCTION forget_v1(before timestamptz) RETURNS bigint
LANGUAGE plpgsql VOLATILE
AS $$
DECLARE
    forgotten bigint;
BEGIN
    PERFORM set_config('lock_timeout', '2s', true);
    PERFORM 1 FROM shard AS s
    WHERE s.shard IN (SELECT t.shard FROM tombstone AS t WHERE t.erased_at < before)
    ORDER BY s.shard FOR UPDATE;

    WITH old AS (
        DELETE FROM tombstone AS t WHERE t.erased_at < before RETURNING t.kind, t.key, t.seq
    ), lone AS MATERIALIZED (
        SELECT o.kind, o.key, o.seq FROM old AS o
        WHERE (
            SELECT true FROM delta AS d WHERE d.kind = o.kind AND d.key = o.key AND d.seq > o.seq LIMIT 1
        ) IS NULL
    ), snapshots AS (
        DELETE FROM snapshot AS s USING lone AS l WHERE s.kind = l.kind AND s.key = l.key
    ), deltas AS (
        DELETE FROM delta AS d USING lone AS l WHERE d.kind = l.kind AND d.key = l.key
    )
    SELECT count(*) INTO forgotten FROM old;
    RETURN forgotten;
END
$$
