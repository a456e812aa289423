"""Dossiers of two years over the communes of 2023, written by one statement a table, and the events that tell of them."""

import time
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.casework.events import CaseTakenOver
from tinhso.kernel.events.public import SYSTEM, Event, copy_events
from tinhso.kernel.people.public import Agency, load_pack
from tinhso.kernel.places.public import AdminUnit
from tinhso.kernel.site.public import HANOI
from tinhso.onestop.events import DossierStarted
from tinhso.onestop.models import Dossier, Procedure, ProcedureField, ProcedureVersion

NOW = datetime(2024, 3, 8, 9, 0, tzinfo=HANOI)
ALWAYS = DateRange(date(2020, 1, 1), None)
DAY = date(2023, 6, 1)
# Of twenty dossiers 16 are settled by the commune, three by the district, one by a department; few communes have many.
# Two years, working days only; 3% late; the counter, the own portal and the post in the proportions that provinces report.
CASES = """
insert into casework_case (id, code, kind, title, state, step, ver, agency_id, place_id, source, confidential,
  opened_at, submitted_at, accepted_at, due_at, first_due_at, settled_at, finished_at, timeliness, outcome)
select n, 'H56.B-' || n, 'dossier', 'Việc', 'done', 'hand_over', 9,
  case when r_agency < 0.8 then s.commune when r_agency < 0.95 then s.district
    else (%(departments)s::bigint[])[1 + (r_dept * %(many)s)::int %% %(many)s] end,
  s.place, case when r_source < 0.8 then 'own_portal' when r_source < 0.97 then 'counter' else 'post' end, false,
  ended - interval '9 days', ended - interval '9 days', ended - interval '9 days', ended + interval '1 day',
  ended + interval '1 day', ended, ended,
  case when r_late < 0.03 then 'late' when r_late < 0.3 then 'on_time' else 'early' end, 'granted'
from (
  select n, random() r_agency, random() r_dept, random() r_source, random() r_late,
    timestamptz '2022-01-03 08:00+07' + ((n %% 104) * 7 + (n / 104) %% 5) * interval '1 day' + random() * interval '9 hours' as ended,
    1 + floor(%(seats)s * power(random(), 2))::int as seat
  from generate_series(1, %(rows)s) n
) d join bench_seat s on s.number = d.seat
"""
DOSSIERS = """
insert into onestop_dossier (case_id, version_id, level, answers, former_answers, applicant_name, applicant_id_number,
  phone, email, address, result_by, post_number, salt)
select id, %(version)s, case when agency_id in (select commune from bench_seat) then 'commune'
  when agency_id in (select district from bench_seat) then 'district' else 'province' end,
  '{}', '[]', 'Người mô phỏng', '', '', '', '', 'online', '', '' from casework_case
"""


EVENTS_PER_COPY = 20_000  # dossiers whose events are written by one COPY
COPIED_FIELDS = (
    *("kind", "code", "source", "agency_id", "state", "step", "due_at", "place_id"),
    *("accepted_at", "settled_at", "finished_at", "timeliness", "outcome"),
)


@transaction.atomic
def load(rows: int) -> None:
    """The pack, a procedure, the dossiers with their events."""
    load_pack(settings.PROVINCE_PACK, by=SYSTEM, now=NOW)
    write(rows)


def write(rows: int) -> None:
    """In the caller's transaction. Indexes that no statement of this measurement reads are left out."""
    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("select setseed(0.38)")
        cursor.execute("set local session_replication_role = replica")  # rows of ours: no key points nowhere
        seats = _seats(cursor)
        _without_indexes(cursor)
        departments = list(
            Agency.objects.on(DAY)
            .filter(kind=Agency.Kind.DEPARTMENT, level=Agency.Level.PROVINCE)
            .values_list("pk", flat=True)
        )
        words: dict[str, Any] = {
            "rows": rows,
            "seats": seats,
            "departments": departments,
            "many": len(departments),
        }
        cursor.execute(CASES, words)
        cursor.execute(DOSSIERS, {"version": _version().pk})
        cursor.execute("set local session_replication_role = origin")  # the log's trigger fills its rows
    record_takeovers()
    print(f"{rows} dossiers of {seats} communes loaded in {time.perf_counter() - began:.0f} s", flush=True)


def record_takeovers() -> None:
    """The dossiers came over as they stand: what is measured follows from the log, as everywhere."""
    after = 0
    while some := list(
        Dossier.objects.filter(pk__gt=after).select_related("case").order_by("pk")[:EVENTS_PER_COPY]
    ):
        copy_events((event, SYSTEM, NOW) for dossier in some for event in events_of(dossier))
        after = some[-1].pk


def events_of(dossier: Dossier) -> Iterator[Event]:
    values: dict[str, Any] = {name: getattr(dossier.case, name) for name in COPIED_FIELDS}
    yield CaseTakenOver(case_id=dossier.pk, received_at=dossier.case.opened_at, **values)
    yield DossierStarted(case_id=dossier.pk, version_id=dossier.version_id, level=dossier.level)


def _seats(cursor) -> int:  # noqa: ANN001 - of Django
    """Each commune of 2023 with the committees that settle for its people; how many there are."""
    communes = AdminUnit.objects.on(DAY).filter(level="commune")
    offices = dict(
        Agency.objects.on(DAY)
        .filter(kind=Agency.Kind.COMMITTEE, unit__isnull=False)
        .values_list("unit_id", "pk")
    )
    cursor.execute(
        "create table bench_seat (number int primary key, place bigint, commune bigint, district bigint)"
    )
    seats = [(u.pk, offices[u.pk], offices[u.parent_id or 0]) for u in communes if u.pk in offices]
    cursor.executemany(
        "insert into bench_seat values (%s, %s, %s, %s)",
        [(n, *seat) for n, seat in enumerate(seats, start=1)],
    )
    return len(seats)


def _without_indexes(cursor) -> None:  # noqa: ANN001 - of Django
    cursor.execute(
        "select c.relname from pg_index i join pg_class c on c.oid = i.indexrelid where not i.indisunique "
        "and i.indrelid in ('casework_case'::regclass, 'onestop_dossier'::regclass)"
    )
    for (name,) in cursor.fetchall():
        cursor.execute(f'drop index "{name}"')


def _version() -> ProcedureVersion:
    area = ProcedureField.objects.create(code="bench", name="Đo", sort_key="do")
    named = {"name": "Việc", "field": area, "content_digest": "", "sort_key": "viec", "source": "bench"}
    procedure = Procedure.objects.create(code="9.000001", valid=ALWAYS, **named)
    return ProcedureVersion.objects.create(
        procedure=procedure, number=1, form={}, process=[], valid=ALWAYS, source="bench", published_at=NOW
    )
