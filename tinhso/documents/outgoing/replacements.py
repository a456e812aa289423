"""What took the place of an issued document, whose place it took, and what was ordered about it."""

from django.db.models import Q

from tinhso.documents.models import ChangeOrder, DocumentReplacement, OutgoingDocument


def replacements_of(document: OutgoingDocument) -> list[DocumentReplacement]:
    """Those in which the document replaces or is replaced. One query."""
    rows = DocumentReplacement.objects.filter(Q(document=document) | Q(replaced=document))
    return list(
        rows.select_related("document__case", "document__number", "replaced__case", "replaced__number")
    )


def orders_of(document: OutgoingDocument) -> list[ChangeOrder]:
    """Orders about the document that stand, and those that it carried out. One query."""
    rows = ChangeOrder.objects.filter(Q(document=document) | Q(letter=document), dropped_at=None)
    return list(
        rows.select_related(
            "document__case", "document__number", "letter__case", "letter__number", "by", "post"
        )
    )
