"""What took the place of an issued document, and whose place it took."""

from django.db.models import Q

from tinhso.documents.models import DocumentReplacement, OutgoingDocument


def replacements_of(document: OutgoingDocument) -> list[DocumentReplacement]:
    """Those in which the document replaces or is replaced. One query."""
    rows = DocumentReplacement.objects.filter(Q(document=document) | Q(replaced=document))
    return list(
        rows.select_related("document__case", "document__number", "replaced__case", "replaced__number")
    )
