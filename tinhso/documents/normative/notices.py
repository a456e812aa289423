"""Who commented on a draft with an account is told that the rule was issued: its number, no text."""

from datetime import datetime

from django.urls import reverse

from tinhso.documents.models import OutgoingDocument, PublicComment
from tinhso.documents.rulemaking.notices import TOPIC
from tinhso.kernel.notices.public import notify
from tinhso.kernel.people.public import User


def notify_of_issue(document_id: int, *, now: datetime) -> int:
    """Each once, however often this runs. How many."""
    document = OutgoingDocument.objects.whole().get(pk=document_id)
    if document.issued_at is None or document.number is None:
        return 0
    rows = PublicComment.objects.filter(consultation__document=document, author__isnull=False)
    readers = User.objects.filter(pk__in=rows.values("author"), is_active=True).order_by("pk")
    for author in readers:
        notify(
            to=author,
            topic=TOPIC,
            template="documents.rule_issued",
            params={"number": document.number.full_number},
            now=now,
            key=f"rule_issued:{document.pk}:{author.pk}",
            path=reverse("issued_rule", args=[document.case.code]),
        )
    return len(readers)
