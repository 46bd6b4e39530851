-- Apply a batch of turns whole or not at all, under the tokens of all shards that it touches.
--
-- Since v3: a place that came to be another by other rules replaces that of the same number.
--
-- RV001: other tokens are in force; DETAIL is a JSON array of shards.
-- RV002: deltas or snapshots do not follow what is stored; DETAIL is a JSON array of [kind, key].
-- RV003: notes to be consumed are not there; DETAIL is a JSON array of [kind, key].
-- A unique clash on delta says stale (primary key) or duplicate (command_id, kind, key).
--
-- Every statement sees what was committed before it began (READ COMMITTED, VOLATILE), so that the
-- checks run on rows that the lock on the shards keeps anybody else from adding to.
--
-- Plans are kept by the session from when the tables were small. So that none of them reads a whole
-- table, look-ups are scalar subqueries (EXISTS may be hashed), and sessions turn scans and hash
-- joins off.
CREATE FUNCTION commit_v4(
    token_shards integer[], token_epochs bigint[], token_nonces bigint[],
    delta_kinds text[], delta_keys bigint[], delta_seqs bigint[], delta_command_ids bigint[],
    delta_names text[], delta_schemas integer[], delta_settings_versions bigint[],
    delta_releases text[], delta_events bytea[], delta_replies bytea[], delta_ats timestamptz[],
    snapshot_kinds text[], snapshot_keys bigint[], snapshot_seqs bigint[],
    snapshot_schemas integer[], snapshot_states bytea[],
    entry_command_ids bigint[], entry_kinds text[], entry_keys bigint[],
    entry_accounts text[], entry_currencies text[], entry_amounts bigint[],
    standing_boards text[], standing_kinds text[], standing_keys bigint[],
    standing_values bigint[], standing_seqs bigint[], standing_reached_ats timestamptz[],
    note_kinds text[], note_keys bigint[], note_names text[], note_shards integer[],
    note_due_ats timestamptz[], note_command_ids bigint[], note_bodies bytea[],
    consumed_kinds text[], consumed_keys bigint[], consumed_names text[], consumed_command_ids bigint[],
    erased_kinds text[], erased_keys bigint[], erased_shards integer[], erased_seqs bigint[],
    OUT at timestamptz, OUT settings_version bigint, OUT system_identifier bigint, OUT timeline bigint
)
LANGUAGE plpgsql VOLATILE
AS $$
#variable_conflict use_column
DECLARE
    guilty json;
    concerned bigint[];
BEGIN
    PERFORM set_config('synchronous_commit', 'on', true), set_config('lock_timeout', '2s', true);

    -- FOR SHARE, in one order: a taker waits for this commit, and this commit sees what it waited for.
    WITH held AS MATERIALIZED (
        SELECT s.shard, s.epoch, s.nonce FROM shard AS s
        WHERE s.shard = ANY (token_shards) ORDER BY s.shard FOR SHARE
    )
    SELECT json_agg(t.shard) INTO guilty
    FROM unnest(token_shards, token_epochs, token_nonces) AS t(shard, epoch, nonce)
    WHERE (t.shard, t.epoch, t.nonce) NOT IN (SELECT h.shard, h.epoch, h.nonce FROM held AS h);
    IF guilty IS NOT NULL THEN
        RAISE EXCEPTION 'fenced' USING ERRCODE = 'RV001', DETAIL = guilty;
    END IF;

    -- With the primary key this is the compare-and-swap; the primary key alone accepts gaps.
    SELECT json_agg(json_build_array(d.kind, d.key)) INTO guilty
    FROM (
        SELECT u.kind, u.key, min(u.seq) AS first, max(u.seq) AS last, count(*) AS deltas
        FROM unnest(delta_kinds, delta_keys, delta_seqs) AS u(kind, key, seq)
        GROUP BY u.kind, u.key
    ) AS d
    WHERE d.last - d.first >= d.deltas
        OR CASE d.first
            WHEN 1 THEN coalesce(
                (SELECT true FROM delta AS p WHERE p.kind = d.kind AND p.key = d.key LIMIT 1),
                (SELECT true FROM snapshot AS p WHERE p.kind = d.kind AND p.key = d.key LIMIT 1),
                false
            )
            ELSE coalesce(
                (SELECT false FROM delta AS p WHERE p.kind = d.kind AND p.key = d.key AND p.seq = d.first - 1),
                (SELECT false FROM snapshot AS p WHERE p.kind = d.kind AND p.key = d.key AND p.seq = d.first - 1),
                true
            )
        END;
    IF guilty IS NOT NULL THEN
        RAISE EXCEPTION 'stale' USING ERRCODE = 'RV002', DETAIL = guilty;
    END IF;

    IF cardinality(consumed_kinds) > 0 THEN
        WITH used AS (
            DELETE FROM inbox AS i
            USING unnest(consumed_kinds, consumed_keys, consumed_names, consumed_command_ids)
                AS c(kind, key, name, command_id)
            WHERE i.kind = c.kind AND i.key = c.key AND i.name = c.name AND i.command_id = c.command_id
            RETURNING i.kind, i.key, i.name, i.command_id
        )
        SELECT json_agg(json_build_array(c.kind, c.key)) INTO guilty
        FROM unnest(consumed_kinds, consumed_keys, consumed_names, consumed_command_ids)
            AS c(kind, key, name, command_id)
        WHERE (c.kind, c.key, c.name, c.command_id) NOT IN (SELECT u.kind, u.key, u.name, u.command_id FROM used AS u);
        IF guilty IS NOT NULL THEN
            RAISE EXCEPTION 'note gone' USING ERRCODE = 'RV003', DETAIL = guilty;
        END IF;
    END IF;

    INSERT INTO delta (kind, key, seq, command_id, name, schema, settings_version, release, events, reply, at)
    SELECT * FROM unnest(
        delta_kinds, delta_keys, delta_seqs, delta_command_ids, delta_names, delta_schemas,
        delta_settings_versions, delta_releases, delta_events, delta_replies, delta_ats
    ) AS d(kind, key, seq, command_id, name, schema, settings_version, release, events, reply, at)
    ORDER BY d.kind, d.key, d.seq;

    IF cardinality(entry_kinds) > 0 THEN
        INSERT INTO entry (command_id, kind, key, account, currency, amount)
        SELECT * FROM unnest(
            entry_command_ids, entry_kinds, entry_keys, entry_accounts, entry_currencies, entry_amounts
        ) AS e(command_id, kind, key, account, currency, amount)
        ORDER BY e.command_id, e.kind, e.key, e.account, e.currency;
    END IF;

    IF cardinality(snapshot_kinds) > 0 THEN
        SELECT json_agg(json_build_array(s.kind, s.key)) INTO guilty
        FROM unnest(snapshot_kinds, snapshot_keys, snapshot_seqs) AS s(kind, key, seq)
        WHERE (SELECT d.seq FROM delta AS d WHERE d.kind = s.kind AND d.key = s.key AND d.seq = s.seq) IS NULL;
        IF guilty IS NOT NULL THEN
            RAISE EXCEPTION 'a snapshot without its delta' USING ERRCODE = 'RV002', DETAIL = guilty;
        END IF;

        -- Again at the same seq: the bytes there may be damaged, and the fold says the same anyway.
        INSERT INTO snapshot AS s (kind, key, seq, schema, state)
        SELECT DISTINCT ON (u.kind, u.key, u.seq) u.kind, u.key, u.seq, u.schema, u.state
        FROM unnest(snapshot_kinds, snapshot_keys, snapshot_seqs, snapshot_schemas, snapshot_states)
            AS u(kind, key, seq, schema, state)
        ORDER BY u.kind, u.key, u.seq
        ON CONFLICT (kind, key, seq) DO UPDATE SET schema = excluded.schema, state = excluded.state;

        DELETE FROM snapshot AS s
        USING (SELECT DISTINCT u.kind, u.key FROM unnest(snapshot_kinds, snapshot_keys) AS u(kind, key)) AS a
        WHERE s.kind = a.kind AND s.key = a.key AND s.seq < (
            SELECT n.seq FROM snapshot AS n
            WHERE n.kind = a.kind AND n.key = a.key
            ORDER BY n.seq DESC OFFSET 1 LIMIT 1
        );
    END IF;

    IF cardinality(standing_kinds) > 0 THEN
        INSERT INTO standing AS s (board, kind, key, value, seq, reached_at)
        SELECT DISTINCT ON (u.board, u.kind, u.key) u.board, u.kind, u.key, u.value, u.seq, u.reached_at
        FROM unnest(
            standing_boards, standing_kinds, standing_keys, standing_values, standing_seqs, standing_reached_ats
        ) AS u(board, kind, key, value, seq, reached_at)
        ORDER BY u.board, u.kind, u.key, u.seq DESC
        ON CONFLICT (board, kind, key) DO UPDATE
        SET value = excluded.value, seq = excluded.seq, reached_at = excluded.reached_at
        WHERE s.seq < excluded.seq OR (s.seq = excluded.seq AND s.value <> excluded.value);
    END IF;

    -- A name is unique to its cause; only an actor's own reminder meets one of its name, and replaces it.
    IF cardinality(note_kinds) > 0 THEN
        INSERT INTO inbox AS i (kind, key, name, shard, due_at, command_id, body)
        SELECT DISTINCT ON (u.kind, u.key, u.name) u.kind, u.key, u.name, u.shard, u.due_at, u.command_id, u.body
        FROM unnest(
            note_kinds, note_keys, note_names, note_shards, note_due_ats, note_command_ids, note_bodies
        ) WITH ORDINALITY AS u(kind, key, name, shard, due_at, command_id, body, place)
        ORDER BY u.kind, u.key, u.name, u.place DESC
        ON CONFLICT (kind, key, name) DO UPDATE
        SET shard = excluded.shard, due_at = excluded.due_at, command_id = excluded.command_id,
            body = excluded.body, attempts = 0;
    END IF;

    -- Last, so that what came in the same batch goes too. Postings of one command move together, and
    -- those of a command that concerned nobody else cancel out; the sum of each command stays 0.
    IF cardinality(erased_kinds) > 0 THEN
        DELETE FROM delta AS d USING unnest(erased_kinds, erased_keys, erased_seqs) AS e(kind, key, seq)
        WHERE d.kind = e.kind AND d.key = e.key AND d.seq < e.seq;

        DELETE FROM snapshot AS s USING unnest(erased_kinds, erased_keys, erased_seqs) AS e(kind, key, seq)
        WHERE s.kind = e.kind AND s.key = e.key AND s.seq < e.seq;

        DELETE FROM standing AS s USING unnest(erased_kinds, erased_keys) AS e(kind, key)
        WHERE s.kind = e.kind AND s.key = e.key;

        DELETE FROM inbox AS i USING unnest(erased_kinds, erased_keys) AS e(kind, key)
        WHERE i.kind = e.kind AND i.key = e.key;

        SELECT array_agg(DISTINCT p.command_id) INTO concerned
        FROM unnest(erased_kinds, erased_keys) AS e(kind, key)
        JOIN entry AS p ON p.kind = e.kind AND p.key = e.key;

        WITH moved AS (
            DELETE FROM entry AS p USING unnest(erased_kinds, erased_keys) AS e(kind, key)
            WHERE p.kind = e.kind AND p.key = e.key
            RETURNING p.command_id, p.kind, p.currency, p.amount
        )
        INSERT INTO entry AS p (command_id, kind, key, account, currency, amount)
        SELECT m.command_id, m.kind, 0, 'erased', m.currency, sum(m.amount)
        FROM moved AS m GROUP BY m.command_id, m.kind, m.currency HAVING sum(m.amount) <> 0
        ORDER BY m.command_id, m.kind, m.currency
        ON CONFLICT (command_id, kind, key, account, currency) DO UPDATE SET amount = p.amount + excluded.amount;

        DELETE FROM entry AS p USING unnest(concerned) AS c(command_id)
        WHERE p.command_id = c.command_id AND p.key = 0 AND p.account = 'erased' AND p.amount = 0;

        INSERT INTO tombstone AS t (kind, key, shard, seq, erased_at)
        SELECT e.kind, e.key, e.shard, e.seq, statement_timestamp()
        FROM unnest(erased_kinds, erased_keys, erased_shards, erased_seqs) AS e(kind, key, shard, seq)
        ORDER BY e.kind, e.key
        ON CONFLICT (kind, key) DO UPDATE
        SET shard = excluded.shard, seq = excluded.seq, erased_at = excluded.erased_at;
    END IF;

    SELECT f.at, f.settings_version, f.system_identifier, f.timeline
    INTO at, settings_version, system_identifier, timeline FROM facts_v1() AS f;
END
$$
