-- The actors that have deltas since a moment. Other ways than by the times' own index are closed: read
-- in the order of actors, the journal would be read whole.
CREATE FUNCTION touched_v1(since timestamptz)
RETURNS TABLE (kind text, key bigint)
LANGUAGE sql STABLE
SET enable_indexscan = off
SET enable_indexonlyscan = off
AS $$
    SELECT DISTINCT d.kind, d.key FROM delta AS d WHERE d.at >= since
$$
