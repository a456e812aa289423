"""Versions of a draft and the agencies that receive it, inside the transaction of the deed that writes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tinhso.documents.models import DocumentRecipient, DraftVersion, OutgoingDocument, OutsideRecipient
from tinhso.documents.outgoing.events import DraftVersionWritten
from tinhso.documents.outgoing.text import Text
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import vn_date
from tinhso.lib.language.vietnamese import fold

MOST_RECIPIENTS = 300


def newest(document: OutgoingDocument) -> DraftVersion:
    """The version that counts. One query."""
    return document.versions.select_related("by").latest("number")


def text_of(version: DraftVersion) -> Text:
    return Text.read(version.content)


def add_version(document: OutgoingDocument, text: Text, *, by: Actor, now: datetime) -> DraftVersion:
    """The caller has made sure that nobody wrote one meanwhile."""
    last = document.versions.order_by("-number").values_list("number", flat=True).first() or 0
    made = DraftVersion.objects.create(
        document=document, number=last + 1, content=text.stored(), by_id=by.user_id or 0, at=now
    )
    document.folded = fold(" ".join([document.case.code, document.subject, *text.every_line]))
    document.save(update_fields=["folded"])
    if made.number > 1:
        record(DraftVersionWritten(case_id=document.pk, version=made.number), by=by, at=now)
    return made


@dataclass(frozen=True)
class Receiver:
    """Whoever has that identity code on the day: an agency of this instance, or somebody of the register of those outside."""

    ident_code: str
    name: str
    agency: Agency | None = None


def check_receivers(codes: Sequence[str], on: date) -> list[Receiver]:
    """Who has these identity codes that day (QĐ 20/2020/QĐ-TTg), each once. EntryRefused names the first that nobody has."""
    wanted = list(dict.fromkeys(code.strip() for code in codes if code.strip()))
    if len(wanted) > MOST_RECIPIENTS:
        raise EntryRefused("receivers", f"Tối đa {MOST_RECIPIENTS} nơi nhận theo mã định danh.")
    outside = OutsideRecipient.objects.on(on).filter(ident_code__in=wanted)
    found = {one.ident_code: Receiver(one.ident_code, one.name) for one in outside}
    agencies = Agency.objects.on(on).identified().filter(ident_code__in=wanted)
    found |= {one.ident_code: Receiver(one.ident_code, one.name, one) for one in agencies}
    missing = next((code for code in wanted if code not in found), None)
    if missing is not None:
        raise EntryRefused("receivers", _words_of_missing(missing[:40], on))
    return [found[code] for code in wanted]


def _words_of_missing(code: str, on: date) -> str:
    other = OutsideRecipient.objects.filter(ident_code=code).exclude(valid__isempty=True).first()
    if other is not None:
        return f"Mã {code} của {other.name} không có hiệu lực vào ngày {vn_date(on)}."
    return f"Không có cơ quan nào mang mã định danh {code}."


def name_recipients(document: OutgoingDocument, receivers: Sequence[Receiver]) -> None:
    document.recipients.all().delete()
    DocumentRecipient.objects.bulk_create(
        DocumentRecipient(document=document, ident_code=one.ident_code, name=one.name, agency=one.agency)
        for one in receivers
    )
