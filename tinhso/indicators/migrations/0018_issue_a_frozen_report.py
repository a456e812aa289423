"""A frozen report takes its number and day once, and nothing else; what was written into sections is only added."""

from django.db import migrations

FORWARD = """
CREATE OR REPLACE FUNCTION indicators_frozen_report_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    numbering text[] := array['number', 'notation', 'issued_on', 'issued_by_id', 'issued_at', 'ver'];
BEGIN
    IF OLD.state = 'frozen' AND (
        TG_OP = 'DELETE' OR OLD.number IS NOT NULL OR to_jsonb(OLD) - numbering IS DISTINCT FROM to_jsonb(NEW) - numbering
    ) THEN
        RAISE EXCEPTION 'frozen report % is never changed', OLD.year USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE FUNCTION indicators_report_text_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a version of a section is never changed (%)', OLD.id USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER indicators_report_text_stays BEFORE UPDATE OR DELETE ON indicators_reporttext
    FOR EACH ROW EXECUTE FUNCTION indicators_report_text_stays();
"""
BACK = """
DROP TRIGGER indicators_report_text_stays ON indicators_reporttext;
DROP FUNCTION indicators_report_text_stays();
CREATE OR REPLACE FUNCTION indicators_frozen_report_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'frozen' THEN
        RAISE EXCEPTION 'frozen report % is never changed', OLD.year USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("indicators", "0017_urging_and_report_document")]

    operations = [migrations.RunSQL(FORWARD, BACK)]
