"""What Open311 tells: services, their questions, requests and their updates, as trees. Nothing of who reported."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from tinhso.casework.public import State
from tinhso.citizen.models import Report, ReportCategory
from tinhso.citizen.models.report import CLOSED
from tinhso.citizen.open311.answer import Tree, moment
from tinhso.citizen.reports.words import words_of
from tinhso.kernel.site.public import instance

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
CHANGED = "2023-01-01T00:00:00+07:00"


def discovery(site: str) -> Tree:
    """Where the endpoint is, and where to ask for a key."""
    here = instance()
    formats = ["text/xml", "application/json"]
    value = {
        "changeset": CHANGED,
        "contact": here.owner,
        "key_service": f"{site}{reverse('ask_api_key')}",
        "endpoints": [
            {
                "specification": SPECIFICATION,
                "url": f"{site}/open311/v2",
                "changeset": CHANGED,
                "type": "test" if settings.DEMO else "production",
                "formats": formats,
            }
        ],
    }
    return Tree("discovery", value)


def services(on: datetime) -> Tree:
    rows = [
        {
            "service_code": row.code,
            "service_name": row.name,
            "description": row.description,
            "metadata": bool(row.attributes),
            "type": "realtime",
            "keywords": ",".join(word.strip() for word in row.keywords.split(";") if word.strip()),
            "group": row.group,
        }
        for row in ReportCategory.objects.on(on.date())
    ]
    return Tree("services", rows, "service")


def definition(category: ReportCategory) -> Tree:
    attributes = [
        {
            "variable": one["variable"],
            "code": one["code"],
            "datatype": one["datatype"],
            "required": one["required"],
            "datatype_description": one["datatype_description"],
            "order": one["order"],
            "description": one["description"],
            "values": [{"key": v["key"], "name": v["name"]} for v in one["values"]],
        }
        for one in category.attributes
    ]
    return Tree("service_definition", {"service_code": category.code, "attributes": attributes})


def requests_tree(rows: list[Report], site: str, *, extended: bool = False) -> Tree:
    """The rows, each with its category, case and commune selected and its photos prefetched."""
    return Tree(
        "service_requests", [service_request(row, site, extended=extended) for row in rows], "request"
    )


def service_request(row: Report, site: str, *, extended: bool) -> dict[str, Any]:
    case = row.case
    words, _tone = words_of(row)
    pictures = [photo for photo in row.photos.all() if is_public(photo, answered=case.state == State.DONE)]
    urls = [f"{site}{reverse('report_photo', args=[case.code, photo.pk])}" for photo in pictures]
    place = row.commune.name if row.commune else ""
    found: dict[str, Any] = {
        "service_request_id": case.code,
        "status": status_of(row),
        "status_notes": row.answer if case.state == State.DONE and row.answer else str(words),
        "service_name": row.category.name,
        "service_code": row.category.code,
        "description": row.shown_text,
        "agency_responsible": case.agency.name if case.accepted_at else "",
        "service_notice": "",
        "requested_datetime": row.sent_at,
        "updated_datetime": case.finished_at or row.answered_at or case.accepted_at or row.sent_at,
        "expected_datetime": case.due_at if not case.is_final else None,
        "address": ", ".join(part for part in (row.shown_address, place) if part),
        "address_id": row.commune.code if row.commune else None,
        "zipcode": None,
        "lat": row.lat,
        "long": row.lon,
        "media_url": urls[0] if urls else None,
    }
    if extended:
        found["extended_attributes"] = {
            "channel": row.channel,
            "confirms": row.confirms,
            "rating": case.rating,
            "reopens": row.reopens.case.code if row.reopens else None,
            "photos": urls,
        }
        found["notes"] = [{"datetime": moment(at), "description": text} for at, text in notes_of(row)]
    return found


def is_public(photo: Any, *, answered: bool) -> bool:
    return not photo.hidden and photo.file.state == "clean" and (answered or photo.kind == "before")


def status_of(row: Report) -> str:
    """Open311 knows two states: everything final is closed."""
    return "closed" if row.case.state in CLOSED else "open"


def notes_of(row: Report) -> list[tuple[datetime, str]]:
    """The public steps of a report with their moments."""
    case = row.case
    notes = [(row.sent_at, "Đã nhận")]
    if case.accepted_at:
        notes.append((case.accepted_at, f"Đã chuyển {case.agency.name}"))
    if case.finished_at:
        notes.append((case.finished_at, row.answer or str(words_of(row)[0])))
    return notes


def updates_tree(rows: list[Report], start: datetime, end: datetime) -> Tree:
    """The steps of these reports between two moments, in their order."""
    found = [
        {
            "update_id": f"{row.case.code}-{n}",
            "service_request_id": row.case.code,
            "status": "closed" if row.case.finished_at and at >= row.case.finished_at else "open",
            "updated_datetime": at,
            "description": text,
        }
        for row in rows
        for n, (at, text) in enumerate(notes_of(row))
        if start <= at <= end
    ]
    found.sort(key=lambda one: one["updated_datetime"])
    return Tree("service_request_updates", found, "request_update")
