from django.db import migrations

FORWARD = """
create function press_row_stays() returns trigger language plpgsql as $$
begin
    raise exception 'a text or published version of an article is never changed (%)', tg_table_name
        using errcode = 'integrity_constraint_violation';
end $$;
create trigger press_revision_stays before update or delete on press_articlerevision
    for each row execute function press_row_stays();
create trigger press_publication_stays before update or delete on press_publication
    for each row execute function press_row_stays();
create trigger press_figure_stays before update or delete on press_publishedfigure
    for each row execute function press_row_stays();
create trigger press_step_stays before update or delete on press_articlestep
    for each row execute function press_row_stays();
"""
BACK = """
drop trigger press_revision_stays on press_articlerevision;
drop trigger press_publication_stays on press_publication;
drop trigger press_figure_stays on press_publishedfigure;
drop trigger press_step_stays on press_articlestep;
drop function press_row_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("press", "0001_articles")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
