-- Give shards new tokens: the epoch rises by one, only where (epoch, nonce) is among those seen.
-- Waits for the commits in flight under the old tokens; returns the new tokens.
CREATE FUNCTION take_v1(
    wanted_shards integer[], wanted_nonces bigint[],
    seen_shards integer[], seen_epochs bigint[], seen_nonces bigint[],
    new_owner text
)
RETURNS TABLE (shard integer, epoch bigint, nonce bigint)
LANGUAGE plpgsql VOLATILE
AS $$
#variable_conflict use_column
BEGIN
    PERFORM set_config('synchronous_commit', 'on', true), set_config('lock_timeout', '2s', true);
    PERFORM FROM shard AS s WHERE s.shard = ANY (wanted_shards) ORDER BY s.shard FOR UPDATE;
    RETURN QUERY
    UPDATE shard AS s
    SET epoch = s.epoch + 1, nonce = w.nonce, owner = new_owner, taken_at = clock_timestamp()
    FROM unnest(wanted_shards, wanted_nonces) AS w(shard, nonce)
    WHERE s.shard = w.shard AND EXISTS (
        SELECT FROM unnest(seen_shards, seen_epochs, seen_nonces) AS t(shard, epoch, nonce)
        WHERE t.shard = s.shard AND t.epoch = s.epoch AND t.nonce = s.nonce
    )
    RETURNING s.shard, s.epoch, s.nonce;
END
$$
