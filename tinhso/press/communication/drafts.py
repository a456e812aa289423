"""The public draft of a policy that a plan belongs to, found through the door of documents."""

from django.urls import reverse

from tinhso.documents.public import Consultation
from tinhso.kernel.site.public import EntryRefused


def draft_title(code: str) -> str:
    """The title of a draft on which everybody is, or was, asked for comments. Raises: EntryRefused."""
    found = Consultation.objects.published().filter(case__code=code).values_list("title", flat=True).first()
    if found is None:
        raise EntryRefused("draft_code", "Không có dự thảo nào đang hoặc đã lấy ý kiến công khai với mã này.")
    return found


def draft_url(code: str) -> str:
    """Its public page, "" for a plan without a draft."""
    return reverse("consultation", args=[code]) if code else ""
