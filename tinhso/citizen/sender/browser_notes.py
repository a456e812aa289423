from django.http import HttpRequest

from tinhso.kernel.site.public import browser_note, note_in_browser

SENT, MOST_SENT = "reports_sent", 50


LINK = "report_own_link"


PHONE_TOKEN = "report_phone"  # noqa: S105 - the name of a word in the browser's note


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
