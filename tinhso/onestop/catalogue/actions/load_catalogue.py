"""Reads the catalogue of the province pack into the database; a second time it changes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.search.public import add_synonyms, replace_kind
from tinhso.kernel.site.public import copy_new_rows, refuse_other_province
from tinhso.lib.forms.check import checked_form
from tinhso.lib.language.vietnamese import sort_key
from tinhso.lib.province_pack import day, day_or_none
from tinhso.onestop.catalogue.events import CatalogueLoaded
from tinhso.onestop.catalogue.form_lineage import GENERAL
from tinhso.onestop.catalogue.national_content import bare_version, national_services, national_versions
from tinhso.onestop.catalogue.paper_sources import load_paper_sources
from tinhso.onestop.catalogue.permissions import check_can_keep_catalogue
from tinhso.onestop.catalogue.search import KIND, search_entries
from tinhso.onestop.catalogue.software_fields import load_software_fields
from tinhso.onestop.data import reading
from tinhso.onestop.models import (
    LifeEvent,
    OnlineService,
    Procedure,
    ProcedureCompetence,
    ProcedureField,
    ProcedureVersion,
)

GUESSED = "Suy ra từ tên và lĩnh vực, chờ rà soát"
WRITTEN = "Rà soát bằng tay"
CONTENT = [
    "form", "papers", "process", "time_limits", "fees", "fee_due", "legal_basis", "result_name", "subjects", "channels",
    "order_text", "manner_text", "conditions_text", "agency_text", "source",
]  # fmt: skip


@dataclass(frozen=True)
class Loaded:
    """How many rows were new or changed."""

    procedures: int
    versions: int
    services: int


@transaction.atomic
def load_catalogue(*, by: Actor, now: datetime, services: Path | None = None) -> Loaded:
    """Read fields, procedures, versions and services from `data/`.

    `services` is the folder with the list of online services, the province's pack unless it is said. A pack that holds a list
    says all: nothing is online that it does not name, and nothing at all where it is empty. Without one the versions that are
    written here and the national database say what is.
    Idempotent: rows already there stay, published versions are never touched, and without a change no event is
    recorded. Where a newer program ships another text of a version that is published, the text holds as the next
    version from today on; what is open keeps the version it was filed by.

    Raises: PermissionDenied and BadForm; BadPack where the pack is another province's.
    """
    check_can_keep_catalogue(by)
    refuse_other_province(settings.PROVINCE_PACK)
    _load_fields()
    rows = reading.procedures()
    changed = _load_procedures(rows)
    _load_levels(rows)
    _load_events(rows)
    listed = reading.listed_services(services or settings.PROVINCE_PACK)
    loaded = Loaded(changed, *_load_versions(rows, listed, now))
    load_paper_sources(settings.PROVINCE_PACK, now=now)
    load_software_fields(settings.PROVINCE_PACK)
    add_synonyms(reading.synonyms())
    add_synonyms(reading.english_words(), english=True)
    replace_kind(KIND, search_entries())  # always: a newer program may index more of the same rows
    if any((loaded.procedures, loaded.versions, loaded.services)):
        event = CatalogueLoaded(
            procedures=loaded.procedures, versions=loaded.versions, services=loaded.services
        )
        record(event, by=by, at=now)
    return loaded


def _load_fields() -> None:
    ProcedureField.objects.bulk_create(
        [
            ProcedureField(
                code=f.code,
                name=f.name,
                owner=f.owner,
                office=f.office,
                portal=f.portal,
                ministry=f.ministry,
                sort_key=sort_key(f.name),
            )
            for f in reading.fields()
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "owner", "office", "portal", "ministry", "sort_key"],
    )


def _load_procedures(rows: list[reading.ProcedureRow]) -> int:
    fields = dict(ProcedureField.objects.values_list("code", "pk"))
    known = dict(Procedure.objects.values_list("code", "content_digest"))
    new = [_procedure(row, fields[row.field]) for row in rows]
    changed = [p for p in new if known.get(p.code) != p.content_digest]
    if not known:
        return copy_new_rows(changed)
    Procedure.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "code_known", "field", "keywords", "content_digest", "sort_key", "source"],
    )
    return len(changed)


def _procedure(row: reading.ProcedureRow, field_id: int) -> Procedure:
    return Procedure(
        code=row.code,
        code_known=row.code_known,
        name=row.name,
        field_id=field_id,
        keywords=row.keywords,
        content_digest=sha256(repr(row).encode()).hexdigest(),
        sort_key=sort_key(row.name),
        valid=DateRange(row.since, row.until),
        source=row.source,
    )


def _load_levels(rows: list[reading.ProcedureRow]) -> None:
    """Levels are written once; after that they are the administrators' to mend."""
    bare = dict(Procedure.objects.filter(competences__isnull=True).values_list("code", "pk"))
    copy_new_rows(
        ProcedureCompetence(
            procedure_id=bare[row.code],
            competence=level,
            also_at=list(also),
            valid=DateRange(begin, end),
            source=GUESSED if row.guessed else WRITTEN,
        )
        for row in rows
        if row.code in bare
        for level, also, begin, end in reading.levels(row)
    )


def _load_events(rows: list[reading.ProcedureRow]) -> None:
    names = reading.rows("life_events.csv")
    LifeEvent.objects.bulk_create(
        [LifeEvent(code=row["code"], name=row["name"], place=n) for n, row in enumerate(names)],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "place"],
    )
    events = dict(LifeEvent.objects.values_list("code", "pk"))
    ids = dict(Procedure.objects.values_list("code", "pk"))
    link = LifeEvent.procedures.through
    link.objects.bulk_create(
        [link(lifeevent_id=events[e], procedure_id=ids[row.code]) for row in rows for e in row.events],
        ignore_conflicts=True,
    )


def _load_versions(
    rows: list[reading.ProcedureRow], listed: list[dict[str, str]], now: datetime
) -> tuple[int, int]:
    written = reading.versions()
    with_versions = {v["procedure"] for v in written if "procedure" in v}
    settled = {f.code: f.settled_in for f in reading.fields()}
    plain = [r for r in rows if r.is_provincial and r.code not in with_versions and not r.national]
    general = [v for v in written if "procedure" not in v]
    wanted = [(v["procedure"], v, v["settled_in"]) for v in written if "procedure" in v]
    bare = [(r, v) for v in general for r in plain if _alive(r, v)]
    for version in written:
        checked_form(version["form"])
    ids = dict(Procedure.objects.values_list("code", "pk"))
    there = set(ProcedureVersion.objects.values_list("procedure_id", "number"))
    new = [
        _version(ids[code], version, settled_in, now)
        for code, version, settled_in in wanted
        if (ids[code], version["number"]) not in there
    ]
    new += [
        bare_version(ids[r.code], v, settled[r.field], now)
        for r, v in bare
        if (ids[r.code], v["number"]) not in there
    ]
    known = {procedure for procedure, _number in there}
    named = {
        ids[r.code]: r
        for r in rows
        if r.national and r.code not in with_versions and ids[r.code] not in known
    }
    new += national_versions(named, general, settled, now)
    copy_new_rows(new)
    renewed = _renew_changed(written, ids, now)
    if reading.has_services(settings.PROVINCE_PACK):
        services = _services([], listed, [], ids)
    else:
        online = [v for v in written if "online" in v]
        services = _services(online, listed, national_services(rows, ids), ids)
    return len(new) + renewed, copy_new_rows(_alive_services(services, {ids[r.code]: r.until for r in rows}))


def _alive(row: reading.ProcedureRow, version: dict[str, Any]) -> bool:
    """Whether the procedure is there on a day of that general version."""
    return (row.until is None or version["valid_from"] < row.until) and (
        version["valid_to"] is None or row.since < version["valid_to"]
    )


def _version(procedure_id: int, data: dict[str, Any], settled_in: str, now: datetime) -> ProcedureVersion:
    return ProcedureVersion(
        procedure_id=procedure_id,
        number=data["number"],
        valid=DateRange(data["valid_from"], data["valid_to"]),
        settled_in=settled_in,
        own_form=data["form"]["id"] != GENERAL,
        published_at=now,
        **{name: data[name] for name in CONTENT},
    )


def _renew_changed(written: list[dict[str, Any]], ids: dict[str, int], now: datetime) -> int:
    """The next version of each whose shipped text is held by none yet; how many.

    What is over stays as it was published, and so does what a keeper has written since.
    """
    today = now.date()
    with_procedure = [
        v for v in written if "procedure" in v and (v["valid_to"] is None or v["valid_to"] > today)
    ]
    held: dict[int, list[ProcedureVersion]] = {}
    for version in ProcedureVersion.objects.filter(
        procedure_id__in={ids[v["procedure"]] for v in with_procedure}
    ):
        held.setdefault(version.procedure_id, []).append(version)
    return sum(_renew(held[ids[data["procedure"]]], data, now) for data in with_procedure)


def _renew(held: list[ProcedureVersion], data: dict[str, Any], now: datetime) -> bool:
    if any(all(getattr(one, name) == data[name] for name in CONTENT) for one in held):
        return False
    day = max(now.date(), data["valid_from"])
    former = next((one for one in held if one.published_at and day in one.valid), None)
    if former is None or former.drafters:
        return False
    begin, upper = max(now.date(), former.valid.lower + timedelta(days=1)), former.valid.upper
    if upper is not None and begin >= upper:
        return False
    former.valid = DateRange(former.valid.lower, begin)
    former.save(update_fields=["valid"])
    number = 1 + max(one.number for one in held)
    dates = {"number": number, "valid_from": begin, "valid_to": upper}
    next_one = _version(former.procedure_id, data | dates, data["settled_in"], now)
    next_one.save(force_insert=True)
    held.append(next_one)
    return True


def _alive_services(services: list[OnlineService], ends: dict[int, date | None]) -> Iterator[OnlineService]:
    """None outlives its procedure."""
    for service in services:
        end, upper = ends.get(service.procedure_id), service.valid.upper
        if end is not None and service.valid.lower >= end:
            continue
        if end is not None and (upper is None or upper > end):
            service.valid = DateRange(service.valid.lower, end)
        yield service


def _services(
    written: list[dict[str, Any]],
    listed: list[dict[str, str]],
    national: list[OnlineService],
    ids: dict[str, int],
) -> list[OnlineService]:
    """Services written with a version, then of the province's list and the national database those it does not speak of."""
    there = set(OnlineService.objects.values_list("procedure_id", "level"))
    services: dict[tuple[int, str], OnlineService] = {}
    for data in written:
        key = (ids[data["procedure"]], data["online"]["level"])
        if key not in there:
            begin = services[key].valid.lower if key in services else data["valid_from"]
            services[key] = OnlineService(
                procedure_id=key[0],
                valid=DateRange(begin, data["valid_to"]),
                source=data["source"][:300],
                **data["online"],
            )
    for row in listed:
        key = (ids.get(row["code"], 0), row["level"])
        if key[0] and key not in there and key not in services:
            services[key] = _listed(key[0], row)
    by_source = [s for s in national if (s.procedure_id, s.level) not in there and _is_free(s, services)]
    return [*services.values(), *by_source]


def _is_free(service: OnlineService, services: dict[tuple[int, str], OnlineService]) -> bool:
    """Whether no other service of that procedure and level reaches into its time."""
    other = services.get((service.procedure_id, service.level))
    return other is None or other.valid.upper is not None and other.valid.upper <= service.valid.lower


def _listed(procedure_id: int, row: dict[str, str]) -> OnlineService:
    return OnlineService(
        procedure_id=procedure_id,
        level=row["level"],
        kind=row["kind"],
        reason=row["reason"],
        valid=DateRange(day(row["valid_from"]), day_or_none(row["valid_to"])),
        national_since=day_or_none(row["national_since"]),
        source=row["source"],
    )
