"""The day of a document stands on each seat of its routing list too, so that what a reader may see is walked in the order of days.

The database writes it, whoever writes the row: the newest hits of a word that very many documents hold are found without sorting them.
"""

import django.db.models
from django.db import migrations, models

FORWARD = """
create function documents_day_of_arriving(pk bigint) returns date language sql stable as $$
    select coalesce(dated, (received_at at time zone 'Asia/Ho_Chi_Minh')::date) from documents_arrivingdocument where case_id = pk
$$;
create function documents_day_of_outgoing(pk bigint) returns date language sql stable as $$
    select n.dated from documents_outgoingdocument d join documents_registernumber n on n.id = d.number_id where d.case_id = pk
$$;
create function documents_arriving_seat_day() returns trigger language plpgsql as $$
begin new.day := documents_day_of_arriving(new.document_id); return new; end $$;
create function documents_outgoing_seat_day() returns trigger language plpgsql as $$
begin new.day := documents_day_of_outgoing(new.document_id); return new; end $$;
create function documents_arriving_day_changed() returns trigger language plpgsql as $$
begin
    update documents_arrivingseat set day = documents_day_of_arriving(new.case_id) where document_id = new.case_id;
    return null;
end $$;
create function documents_outgoing_day_changed() returns trigger language plpgsql as $$
begin
    update documents_routingseat set day = documents_day_of_outgoing(new.case_id) where document_id = new.case_id;
    return null;
end $$;
create function documents_number_day_changed() returns trigger language plpgsql as $$
begin
    update documents_routingseat set day = new.dated
    where document_id in (select case_id from documents_outgoingdocument where number_id = new.id);
    return null;
end $$;
create trigger documents_seat_day before insert on documents_arrivingseat
    for each row execute function documents_arriving_seat_day();
create trigger documents_seat_day before insert on documents_routingseat
    for each row execute function documents_outgoing_seat_day();
create trigger documents_day_changed after update of dated, received_at on documents_arrivingdocument
    for each row when (old.dated is distinct from new.dated or old.received_at is distinct from new.received_at)
    execute function documents_arriving_day_changed();
create trigger documents_day_changed after update of number_id on documents_outgoingdocument
    for each row when (old.number_id is distinct from new.number_id) execute function documents_outgoing_day_changed();
create trigger documents_day_changed after update of dated on documents_registernumber
    for each row when (old.dated is distinct from new.dated) execute function documents_number_day_changed();
update documents_arrivingseat s set day = coalesce(d.dated, (d.received_at at time zone 'Asia/Ho_Chi_Minh')::date)
    from documents_arrivingdocument d where d.case_id = s.document_id;
update documents_routingseat s set day = n.dated
    from documents_outgoingdocument d join documents_registernumber n on n.id = d.number_id where d.case_id = s.document_id;
"""
BACK = """
drop trigger documents_day_changed on documents_registernumber;
drop trigger documents_day_changed on documents_outgoingdocument;
drop trigger documents_day_changed on documents_arrivingdocument;
drop trigger documents_seat_day on documents_routingseat;
drop trigger documents_seat_day on documents_arrivingseat;
drop function documents_number_day_changed();
drop function documents_outgoing_day_changed();
drop function documents_arriving_day_changed();
drop function documents_outgoing_seat_day();
drop function documents_arriving_seat_day();
drop function documents_day_of_outgoing(bigint);
drop function documents_day_of_arriving(bigint);
"""


def seats(model: str) -> migrations.AddField:
    return migrations.AddField(model, "day", models.DateField(blank=True, editable=False, null=True))


class Migration(migrations.Migration):
    dependencies = [("documents", "0024_scans")]
    operations = [
        seats("arrivingseat"),
        seats("routingseat"),
        migrations.RunSQL(FORWARD, BACK),
    ]
