"""What an arriving document may be a second copy of (NĐ 30/2020/NĐ-CP, phụ lục VI, III.1h)."""

from collections.abc import Sequence

from django.db.models import Q

from tinhso.casework.public import State
from tinhso.documents.models import ArrivingDocument
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local, vn_date

MOST = 5


class DuplicateDocument(EntryRefused):
    """Its identifier, or its number, notation and issuer all three, came before; the clerk decides and says why."""

    def __init__(self, earlier: Sequence[ArrivingDocument]) -> None:
        first = "; ".join(words_of(one) for one in earlier)
        super().__init__("duplicate_reason", f"Trùng với văn bản đã đến: {first}. Nếu vẫn vào sổ, ghi lý do.")
        self.earlier = list(earlier)


def duplicates_of(document: ArrivingDocument) -> list[ArrivingDocument]:
    """Earlier ones of the same agency that were not turned away, the newest first. One query.

    Numbers begin anew each year (phụ lục I): where both papers bear a day, only one of the same year is alike.
    """
    alike = Q(pk__isnull=True)
    if document.document_ident:
        alike |= Q(document_ident=document.document_ident)
    if document.number_key:
        issuer = Q(issuer_key=document.issuer_key)
        if document.issuer_ident:
            issuer |= Q(issuer_ident=document.issuer_ident)
        year = Q(dated=None) | Q(dated__year=document.dated.year) if document.dated else Q()
        alike |= Q(number_key=document.number_key) & issuer & year
    rows = ArrivingDocument.objects.filter(alike, agency_id=document.agency_id).exclude(pk=document.pk)
    rows = rows.exclude(case__state=State.REFUSED).select_related("case")
    return list(rows.order_by("-received_at", "-pk")[:MOST])


def words_of(document: ArrivingDocument) -> str:
    """Number of arrival, number of the paper and the day on which it came."""
    arrival = f"số đến {document.arrival_number}" if document.arrival_number else "chưa vào sổ"
    return f"{document.case.code}, {arrival}, đến ngày {vn_date(local(document.received_at).date())}"
