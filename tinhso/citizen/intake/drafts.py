"""Whose a draft is: an account's own, or a visitor's by what the browser notes (never by a row that knows an account)."""

from uuid import UUID

from django.http import HttpRequest

from tinhso.citizen.models import ReportDraft
from tinhso.citizen.sender.browser_notes import noted
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.public import note_in_browser

DRAFTS, MOST = "report_drafts", 10


def remember(request: HttpRequest, key: UUID) -> None:
    """This browser writes at that draft."""
    keys = [k for k in noted(request, DRAFTS) if k != str(key)]
    note_in_browser(request, DRAFTS, [str(key), *keys][:MOST])


def draft_of(request: HttpRequest, key: UUID, by: Actor) -> ReportDraft | None:
    """The draft of that key if it is this account's or this browser's. One query."""
    found = ReportDraft.objects.select_related("category", "commune").filter(key=key).first()
    if found is None:
        return None
    if found.owner_id is not None:
        return found if found.owner_id == by.user_id else None
    return found if str(key) in noted(request, DRAFTS) else None


def drafts_of(request: HttpRequest, by: Actor) -> list[ReportDraft]:
    """What this account, or this browser, has not sent yet; the newest first. One query."""
    if by.user_id:
        mine = ReportDraft.objects.filter(owner_id=by.user_id)
    else:
        mine = ReportDraft.objects.filter(pk__in=noted(request, DRAFTS), owner=None)
    return list(mine.select_related("category").order_by("-changed_at")[:MOST])
