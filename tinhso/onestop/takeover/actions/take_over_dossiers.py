"""Takes dossiers of a former system over: in pieces, each in a transaction of its own, again after any break."""

from datetime import datetime

from django.db import connection, transaction

from tinhso.casework.public import Case, Note, copy_histories, office_calendar_id, work_calendar
from tinhso.kernel.events.public import Actor, raise_numbers, record
from tinhso.kernel.law.public import rule
from tinhso.kernel.people.public import Person
from tinhso.kernel.site.public import copy_rows, count_tables, reserve_ids
from tinhso.onestop.bulk import copy_dossiers
from tinhso.onestop.catalogue.permissions import check_can_keep_catalogue
from tinhso.onestop.catalogue.processes import process_of
from tinhso.onestop.models import Cutover, CutoverDossier, Trip
from tinhso.onestop.takeover.counters import numbers_used
from tinhso.onestop.takeover.events import CutoverFinished
from tinhso.onestop.takeover.importable_dossier import ImportableDossier, Plan
from tinhso.onestop.takeover.rows import Rows, reply_limit

PIECE = 200


def take_over_dossiers(*, plan: Plan, file_name: str, by: Actor, now: datetime) -> Cutover:
    """Write every good line of the plan. Broken off, a new plan of the same files goes on where it stopped.

    Raises: PermissionDenied.
    """
    check_can_keep_catalogue(by)
    cutover = Cutover.objects.create(file_name=file_name[:200], made_by_id=by.user_id, made_at=now)
    imported = 0
    for start in range(0, len(plan.importable), PIECE):
        imported += take_piece(plan.importable[start : start + PIECE], cutover=cutover, by=by, now=now)
    count_tables()
    return finish(plan, imported, cutover=cutover, by=by, now=now)


@transaction.atomic
def finish(plan: Plan, imported: int, *, cutover: Cutover, by: Actor, now: datetime) -> Cutover:
    totals = {
        "taken": imported,
        "known": len(plan.known),
        "changed": len(plan.changed),
        "refused": plan.refused,
    }
    cutover.report, cutover.finished_at = totals, now
    cutover.save(update_fields=["report", "finished_at"])
    record(CutoverFinished(cutover_id=cutover.pk, **totals), by=by, at=now)
    return cutover


@transaction.atomic
def take_piece(piece: list[ImportableDossier], *, cutover: Cutover, by: Actor, now: datetime) -> int:
    """These dossiers, without those that another run has taken meanwhile; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended('onestop.cutover', 8))")
    there = set(
        CutoverDossier.objects.filter(code__in=[t.old.code for t in piece]).values_list("code", flat=True)
    )
    piece = [line for line in piece if line.old.code not in there]
    rows = rows_of(piece, now)
    keys = reserve_ids(Case, len(piece))
    notes = iter(reserve_ids(Note, sum(one.notes_needed for one in rows)))
    reply = reply_limit(rule("desk.reply_hours", on=now.date()))
    made = [
        one.make(key, [next(notes) for _ in range(one.notes_needed)], trip, reply=reply, by=by, now=now)
        for one, key, trip in zip(rows, keys, reserve_ids(Trip, len(piece)), strict=True)
    ]
    copy_histories(case for case, _ in made)
    copy_dossiers(dossier for _, dossier in made)
    copy_rows(marks(piece, keys, cutover))
    raise_numbers(numbers_used(line.code for line in piece))
    return len(piece)


def marks(piece: list[ImportableDossier], keys: list[int], cutover: Cutover) -> list[CutoverDossier]:
    return [
        CutoverDossier(
            dossier_id=key,
            cutover=cutover,
            code=dossier.old.code,
            state=dossier.number,
            due_at=dossier.dates.due,
            digest=dossier.old.digest(),
        )
        for dossier, key in zip(piece, keys, strict=True)
    ]


def rows_of(piece: list[ImportableDossier], now: datetime) -> list[Rows]:
    persons = persons_of(piece)
    processes = {v.pk: process_of(v) for v in {t.offer.version for t in piece}}
    calendars = {}
    for agency_id in {dossier.offer.agency.pk for dossier in piece}:
        calendar_id = office_calendar_id(agency_id, now.date())
        calendars[agency_id] = (calendar_id, work_calendar(calendar_id))
    return [
        Rows(dossier, person, processes[dossier.offer.version.pk], calendars[dossier.offer.agency.pk])
        for dossier, person in zip(piece, persons, strict=True)
    ]


def persons_of(piece: list[ImportableDossier]) -> list[Person]:
    """The person of each dossier: whoever has that number already, else a new one; without a number always a new one."""
    numbers = {dossier.cell("id_number") for dossier in piece} - {""}
    known = {(p.kind, p.id_number): p for p in Person.objects.filter(id_number__in=numbers)}
    found, new = [], []
    for dossier in piece:
        key = (dossier.person_kind, dossier.cell("id_number"))
        person = known.get(key) if key[1] else None
        if person is None:
            person = new_person(dossier)
            new.append(person)
            if key[1]:
                known[key] = person
        found.append(person)
    Person.objects.bulk_create(new)
    return found


def new_person(dossier: ImportableDossier) -> Person:
    return Person(
        kind=dossier.person_kind,
        full_name=dossier.cell("applicant"),
        id_number=dossier.cell("id_number"),
        phone=dossier.cell("phone"),
        email=dossier.cell("email"),
        address=dossier.cell("address"),
    )
