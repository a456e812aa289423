"""Whose a draft is: an account's own, or a visitor's by what the browser notes (never by a row that knows an account)."""

from uuid import UUID

from django.http import HttpRequest

from tinhso.citizen.models import ReportDraft
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.public import browser_note, note_in_browser

DRAFTS, MOST = "report_drafts", 10
SENT, MOST_SENT = "reports_sent", 50
LINK = "report_own_link"
PHONE_TOKEN = "report_phone"  # noqa: S105 - the name of a word in the browser's note


def remember(request: HttpRequest, key: UUID) -> None:
    """This browser writes at that draft."""
    keys = [k for k in noted(request, DRAFTS) if k != str(key)]
    note_in_browser(request, DRAFTS, [str(key), *keys][:MOST])


def remember_sent(request: HttpRequest, code: str) -> None:
    """This browser sent that report: it may rate it, reopen it, hide the name."""
    codes = [c for c in noted(request, SENT) if c != code]
    note_in_browser(request, SENT, [code, *codes][:MOST_SENT])


def keep_link(request: HttpRequest, code: str, link: str) -> None:
    """The next page of that report shows this secret link, once."""
    note_in_browser(request, LINK, f"{code} {link}")


def take_link(request: HttpRequest, code: str) -> str:
    """The secret link of that report which is shown now, "" for none; it is forgotten with that."""
    noted_for, _blank, link = str(browser_note(request, LINK) or "").partition(" ")
    if noted_for != code:
        return ""
    note_in_browser(request, LINK, "")
    return link


def sent_from(request: HttpRequest, code: str) -> bool:
    return code in noted(request, SENT)


def noted(request: HttpRequest, word: str) -> list[str]:
    found = browser_note(request, word)
    return found if isinstance(found, list) else []


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
