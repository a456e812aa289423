"""The document that somebody names by its number or its code, among those that he may read."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from tinhso.documents.models import ArrivingDocument, OutgoingDocument
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.public import EntryRefused

MOST_DIGITS = 9


def document_named(name: str, by: Actor, on: date) -> OutgoingDocument | ArrivingDocument:
    """An issued one of those the actor may read, or one that arrived. Two queries. EntryRefused for none, and for several."""
    words = "".join(name.split())
    number, _bar, notation = words.partition("/")
    coded = Q(case__code__iexact=words)
    outgoing, arriving = coded, coded
    if notation and number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS:
        outgoing |= Q(number__number=int(number), number__notation__iexact=notation)
        spelled = {number, number.lstrip("0"), f"{int(number):02d}"}
        arriving |= Q(number__in=spelled, notation__iexact=notation)
    issued = OutgoingDocument.objects.visible_to(by, on=on).filter(outgoing, issued_at__isnull=False)
    came = ArrivingDocument.objects.visible_to(by, on=on).filter(arriving, destroyed_at=None)
    found: list[OutgoingDocument | ArrivingDocument] = [
        *issued.select_related("case")[:5],
        *came.select_related("case")[:5],
    ]
    if not found:
        raise EntryRefused(
            "name", _("Không có văn bản đến, văn bản đi đã phát hành nào như vậy mà ông/bà xem được.")
        )
    if len(found) > 1:
        codes = ", ".join(one.case.code for one in found)
        raise EntryRefused(
            "name", _("Nhiều văn bản cùng số, ký hiệu: ghi mã của một (%(codes)s).") % {"codes": codes}
        )
    return found[0]
