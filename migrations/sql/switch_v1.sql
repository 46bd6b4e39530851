-- Let all instances write the stored forms of a schema; never goes back.
CREATE FUNCTION switch_v1(wanted integer)
RETURNS void
LANGUAGE plpgsql VOLATILE
AS $$
BEGIN
    PERFORM set_config('synchronous_commit', 'on', true), set_config('lock_timeout', '2s', true);
    UPDATE meta SET value = wanted WHERE name = 'schema_switch' AND value::integer < wanted;
END
$$
