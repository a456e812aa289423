"""Who commented on a draft with an account is told that the answers are published: the code of the draft, no text."""

from datetime import datetime

from django.urls import reverse

from tinhso.documents.models import Consultation, PublicComment
from tinhso.kernel.notices.public import notify
from tinhso.kernel.people.public import User

TOPIC = "documents.consultation"


def notify_commenters(consultation_id: int, *, now: datetime) -> int:
    """Each once, by the page of their newest comment, however often this runs. How many."""
    consultation = Consultation.objects.select_related("case").get(pk=consultation_id)
    if consultation.case.settled_at is None:
        return 0
    comments = PublicComment.objects.filter(consultation=consultation, author__isnull=False)
    receipts = dict(comments.order_by("pk").values_list("author_id", "receipt"))
    for author in User.objects.filter(pk__in=receipts, is_active=True).order_by("pk"):
        notify(
            to=author,
            topic=TOPIC,
            template="documents.consultation_answered",
            params={"code": consultation.case.code},
            now=now,
            key=f"consultation_answered:{consultation.pk}:{author.pk}",
            path=reverse("public_comment", args=[receipts[author.pk]]),
        )
    return len(receipts)
