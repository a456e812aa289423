"""What another system is told of a dossier to do its part."""

from typing import Any

from tinhso.lib.messages.linked_wire import CIVIL_STATUS, INSURANCE, RESIDENCE
from tinhso.lib.messages.portal_wire import HANOI, write_moment
from tinhso.onestop.catalogue.places import unit_names
from tinhso.onestop.messages.masking import HIDDEN
from tinhso.onestop.models import LinkedMessage, LinkedPart
from tinhso.onestop.registration.records import part_rule, record_of, written

CODES = {
    LinkedPart.Kind.CIVIL_STATUS: CIVIL_STATUS,
    LinkedPart.Kind.RESIDENCE: RESIDENCE,
    LinkedPart.Kind.INSURANCE: INSURANCE,
}


def request_body(message: LinkedMessage) -> dict[str, Any]:
    """The same for every try of one message, so that a repetition is known. Three queries at most."""
    part = message.part
    case = part.dossier.case
    body = {
        "MaYeuCau": str(message.key),
        "MaHoSo": case.code,
        "Phan": CODES[LinkedPart.Kind(part.kind)],
        "ThoiDiem": write_moment(message.at),
        "CoQuan": case.agency.name,
    }
    return body | _content(message)


def _content(message: LinkedMessage) -> dict[str, Any]:
    part, day = message.part, message.at.astimezone(HANOI).date()
    dossier = part.dossier
    if part.kind == LinkedPart.Kind.CIVIL_STATUS:
        record = record_of(dossier.version)
        if record is None:
            return {"DuLieu": {}}
        return {"LoaiDangKy": record.kind, "DuLieu": record.data(dossier, {})}
    rule = part_rule(dossier, part.kind, day)
    data = written(dossier, rule.fields, unit_names(day)) if rule else {}
    return {"DuLieu": data | {"SoDinhDanh": personal_number(part)}}


def personal_number(part: LinkedPart) -> str:
    """The number that the register of civil status gave to the child of this dossier."""
    born = LinkedPart.objects.filter(dossier=part.dossier_id, kind=LinkedPart.Kind.CIVIL_STATUS).first()
    return str(born.details.get("SoDinhDanh", "")) if born else ""


def masked(body: dict[str, Any]) -> dict[str, Any]:
    """The same without what is personal, for whoever may not read the dossier."""
    return body | {"DuLieu": dict.fromkeys(body["DuLieu"], HIDDEN)}
