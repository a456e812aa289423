"""Whose a draft is: an account's own, or a visitor's by their session."""

from uuid import UUID

from django.http import HttpRequest

from tinhso.citizen.models import ReportDraft
from tinhso.kernel.events.public import Actor

IN_SESSION, MOST = "report_drafts", 10
SENT, MOST_SENT = "reports_sent", 50
LINK = "report_own_link"
PHONE_TOKEN = "report_phone"  # noqa: S105 - the name of a place in the session


def remember(request: HttpRequest, key: UUID) -> None:
    """This browser writes at that draft."""
    keys = [k for k in request.session.get(IN_SESSION, []) if k != str(key)]
    request.session[IN_SESSION] = [str(key), *keys][:MOST]


def remember_sent(request: HttpRequest, code: str) -> None:
    """This browser sent that report: it may rate it, reopen it, hide the name."""
    codes = [c for c in request.session.get(SENT, []) if c != code]
    request.session[SENT] = [code, *codes][:MOST_SENT]


def keep_link(request: HttpRequest, link: str) -> None:
    """The next page shows this secret link, once."""
    request.session[LINK] = link


def take_link(request: HttpRequest) -> str:
    """The secret link that is shown now, "" for none; it is forgotten with that."""
    return str(request.session.pop(LINK, ""))


def sent_from(request: HttpRequest, code: str) -> bool:
    return code in request.session.get(SENT, [])


def draft_of(request: HttpRequest, key: UUID, by: Actor) -> ReportDraft | None:
    """The draft of that key if it is this account's or this browser's. One query."""
    found = ReportDraft.objects.select_related("category", "commune").filter(key=key).first()
    if found is None:
        return None
    if found.owner_id is not None:
        return found if found.owner_id == by.user_id else None
    return found if str(key) in request.session.get(IN_SESSION, []) else None


def drafts_of(request: HttpRequest, by: Actor) -> list[ReportDraft]:
    """What this account, or this browser, has not sent yet; the newest first. One query."""
    if by.user_id:
        mine = ReportDraft.objects.filter(owner_id=by.user_id)
    else:
        mine = ReportDraft.objects.filter(pk__in=request.session.get(IN_SESSION, []), owner=None)
    return list(mine.select_related("category").order_by("-changed_at")[:MOST])
