-- The command ids of an actor since a moment, oldest first. Walks backwards and stops at the first
-- older delta, so that the cost does not grow with the journal: an actor's times never go back.
CREATE FUNCTION recent_v1(actor_kind text, actor_key bigint, since timestamptz)
RETURNS bigint[]
LANGUAGE plpgsql STABLE
AS $$
DECLARE
    ids bigint[] := '{}';
    step record;
BEGIN
    FOR step IN
        SELECT d.command_id, d.at FROM delta AS d
        WHERE d.kind = actor_kind AND d.key = actor_key
        ORDER BY d.kind DESC, d.key DESC, d.seq DESC
    LOOP
        EXIT WHEN step.at < since;
        ids := step.command_id || ids;
    END LOOP;
    RETURN ids;
END
$$
