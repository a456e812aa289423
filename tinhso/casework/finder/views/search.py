from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.casework.case.kind import kind_of
from tinhso.casework.finder.finder import Found, find_cases
from tinhso.casework.finder.search_text import LONGEST, asked_of
from tinhso.casework.models import Case
from tinhso.casework.worklist.views.open import scanned_code
from tinhso.kernel.events.public import log_access
from tinhso.kernel.people.public import Actor, actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import too_many
from tinhso.kernel.site.rate_limit import allow

LAST = "officer_search"  # what was asked last, in the session: names and numbers stand in no address
MOST, WITHIN = 600, 3600  # searches of one officer in an hour: a busy desk, and no trawl


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def officer_search(request: HttpRequest) -> HttpResponse:
    """What was typed is sent, kept in the session and answered by the same page, so that going back and reloading work."""
    if request.method == "POST":
        request.session[LAST] = scanned_text(request.POST.get("q", ""))
        return redirect("officer_search")
    asked = asked_of(request.session.get(LAST, ""))
    actor, now = actor_for(request), clock.now()
    if not asked.text:
        return render(request, "casework/finder/search.html", {"asked": asked, "longest": LONGEST})
    if not allow("officer_search", str(actor.user_id), MOST, WITHIN):
        return too_many(request, retry_after=WITHIN)
    found = find_cases(asked, actor, now=now)
    log_search(found, actor)
    if found.coded is not None and (case := Case.objects.visible_to(actor).filter(pk=found.coded).first()):
        request.session[LAST] = ""
        return redirect(kind_of(case.kind).url_name, case.code)
    context = {
        "asked": asked,
        "found": found,
        "now": now,
        "longest": LONGEST,
        "result_count": result_count(found),
    }
    context["sample"] = f"{now:%y%m%d}-{1:04}"
    return render(request, "casework/finder/search.html", context)


def scanned_text(text: str) -> str:
    """As typed, or the code that the receipt's QR carries in its address."""
    return scanned_code(text) if "?ma=" in text else asked_of(text).text


def log_search(found: Found, by: Actor) -> None:
    """Every page that shows names is a reading; one that was asked for by a personal number says so, found or not."""
    if found.case_ids or found.by_number:
        purpose = "search_number" if found.by_number else "search"
        log_access(by=by, purpose=purpose, page="officer_search", case_ids=found.case_ids, at=clock.now())


def result_count(found: Found) -> str:
    n = len(found.case_ids)
    if found.more:
        return _("Nhiều hơn %(n)s kết quả. Gõ thêm họ tên, số điện thoại hoặc mã.") % {"n": n}
    return _("%(n)s kết quả") % {"n": n} if n else ""
