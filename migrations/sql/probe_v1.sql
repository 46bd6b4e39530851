-- What facts_v1 tells, and the newest stored form that all instances may write.
CREATE FUNCTION probe_v1(
    OUT at timestamptz,
    OUT settings_version bigint,
    OUT system_identifier bigint,
    OUT timeline bigint,
    OUT schema_switch integer
)
LANGUAGE plpgsql VOLATILE
AS $$
BEGIN
    schema_switch := (SELECT m.value FROM meta AS m WHERE m.name = 'schema_switch');
    SELECT f.at, f.settings_version, f.system_identifier, f.timeline
    INTO at, settings_version, system_identifier, timeline FROM facts_v1() AS f;
END
$$
