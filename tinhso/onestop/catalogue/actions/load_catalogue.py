"""Reads the catalogue of the province pack into the database; a second time it changes nothing."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.search.public import add_synonyms, replace_kind
from tinhso.lib.forms.check import checked_form
from tinhso.lib.language.vietnamese import sort_key
from tinhso.lib.province_pack import day, day_or_none
from tinhso.onestop.catalogue.events import CatalogueLoaded
from tinhso.onestop.catalogue.form_lineage import GENERAL
from tinhso.onestop.catalogue.permissions import check_can_keep_catalogue
from tinhso.onestop.catalogue.search import KIND, search_entries
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


class VersionChanged(Exception):
    """The data hold another content for a version that is published already: give it the next number."""

    def __init__(self, code: str, number: int) -> None:
        super().__init__(
            f"Bản {number} của thủ tục {code} đã công bố, không sửa được. Hãy lập bản {number + 1}."
        )


@dataclass(frozen=True)
class Loaded:
    """How many rows were new or changed."""

    procedures: int
    versions: int
    services: int


@transaction.atomic
def load_catalogue(*, by: Actor, now: datetime, services: Path | None = None) -> Loaded:
    """Read fields, procedures, versions and services from `data/`.

    `services` is the folder with the list of online services, the province's pack unless it is said.
    Idempotent: rows already there stay, published versions are never touched, and without a change no event is
    recorded.

    Raises: PermissionDenied, VersionChanged and BadForm.
    """
    check_can_keep_catalogue(by)
    _load_fields()
    rows = reading.procedures()
    changed = _load_procedures(rows)
    _load_levels(rows)
    _load_events(rows)
    listed = reading.listed_services(services or settings.PROVINCE_PACK)
    loaded = Loaded(changed, *_load_versions(rows, listed, now))
    if changed:
        add_synonyms(reading.synonyms())
        replace_kind(KIND, search_entries())
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
        valid=DateRange(row.since, None),
        source=row.source,
    )


def _load_levels(rows: list[reading.ProcedureRow]) -> None:
    """Levels are written once; after that they are the administrators' to mend."""
    bare = dict(Procedure.objects.filter(competences__isnull=True).values_list("code", "pk"))
    ProcedureCompetence.objects.bulk_create(
        [
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
        ]
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
    own = {v["procedure"] for v in written if "procedure" in v}
    settled = {f.code: f.settled_in for f in reading.fields()}
    plain = [r for r in rows if r.own and r.code not in own]
    wanted = [(v["procedure"], v, v["settled_in"]) for v in written if "procedure" in v]
    wanted += [(r.code, v, settled[r.field]) for v in written if "procedure" not in v for r in plain]
    for version in written:
        checked_form(version["form"])
    ids = dict(Procedure.objects.values_list("code", "pk"))
    there = set(ProcedureVersion.objects.values_list("procedure_id", "number"))
    new = [
        _version(ids[code], version, settled_in, now)
        for code, version, settled_in in wanted
        if (ids[code], version["number"]) not in there
    ]
    ProcedureVersion.objects.bulk_create(new, batch_size=500)
    _refuse_changed(written)
    return len(new), _load_services([v for v in written if "online" in v], listed, ids)


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


def _refuse_changed(written: list[dict[str, Any]]) -> None:
    for data in written:
        if "procedure" in data:
            stored = ProcedureVersion.objects.get(procedure__code=data["procedure"], number=data["number"])
            if any(getattr(stored, name) != data[name] for name in CONTENT):
                raise VersionChanged(data["procedure"], data["number"])


def _load_services(written: list[dict[str, Any]], listed: list[dict[str, str]], ids: dict[str, int]) -> int:
    """Services written with a version, then those of the province's list that no version speaks of."""
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
    OnlineService.objects.bulk_create(services.values(), batch_size=500)
    return len(services)


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
