from django.db import migrations

FORWARD = """
CREATE FUNCTION onestop_published_version_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NULL THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'published version % is never deleted', OLD.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF (to_jsonb(NEW) - 'valid') IS DISTINCT FROM (to_jsonb(OLD) - 'valid')
        OR lower(NEW.valid) IS DISTINCT FROM lower(OLD.valid)
        OR NOT (NEW.valid <@ OLD.valid)
    THEN
        RAISE EXCEPTION 'published version % is unchangeable, publish a new one', OLD.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER onestop_published_version_stays BEFORE UPDATE OR DELETE ON onestop_procedureversion
    FOR EACH ROW EXECUTE FUNCTION onestop_published_version_stays();
"""
BACK = """
DROP TRIGGER onestop_published_version_stays ON onestop_procedureversion;
DROP FUNCTION onestop_published_version_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("onestop", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACK)]
