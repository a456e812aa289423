"""The door of the sender's part: a code to the phone that the report holds, or the secret link.

Every report code is answered alike, whether it is published, hidden or does not exist, and so is every phone.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.citizen.models import Report, SenderCheck
from tinhso.citizen.sender.actions.ask_sender_code import ask_sender_code
from tinhso.citizen.sender.actions.confirm_phone import CodeRefused
from tinhso.citizen.sender.actions.confirm_sender import confirm_sender
from tinhso.citizen.sender.browser_notes import remember_sent
from tinhso.citizen.sender.forms import CodeForm, PhoneForm
from tinhso.citizen.sender.phones import sends_codes
from tinhso.citizen.sender.secret_link import report_of_link
from tinhso.citizen.sender.sender_identity import is_own
from tinhso.kernel.people.public import public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import browser_note, note_in_browser
from tinhso.kernel.site.rate_limit import limited
from tinhso.kernel.site.views.errors import too_many

CHECK = "report_sender_check"
EMPTY = "00000000-0000-4000-8000-000000000000"
MOST_ASKED, MOST_CODES, LONGEST = 20, 40, 60


def with_sender(
    request: HttpRequest, name: str, context: dict[str, Any], *, wrong: bool = False
) -> HttpResponse:
    answer = render(request, f"citizen/sender/{name}.html", context, status=422 if wrong else 200)
    answer["Cache-Control"] = "private, no-store"
    return answer


def opened(request: HttpRequest, report: Report) -> HttpResponse:
    """From now on this browser is the sender's."""
    remember_sent(request, report.case.code)
    messages.success(request, _("Đã mở phần dành cho người gửi phản ánh."))
    return redirect("report", report.case.code)


@require_http_methods(["GET", "HEAD", "POST"])
@public_page
def own_part(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for a code by the phone that was given with the report."""
    code = code[:LONGEST]
    report = Report.objects.select_related("case").filter(case__code=code).first()
    if report is not None and is_own(request, report):
        return redirect("report", code)
    form = PhoneForm(request.POST or None)
    if request.method == "POST" and limited(request, "report_own", most=MOST_ASKED):
        return too_many(request, retry_after=600)
    if form.is_valid() and sends_codes():
        check = ask_sender_code(code=code, phone=form.cleaned_data["phone"], now=clock.now())
        note_in_browser(
            request, CHECK, str(check.pk)
        )  # a session knows the account: it may not know the report
        return redirect("own_code", code)
    context = {"code": code, "form": form, "by_code": sends_codes()}
    return with_sender(request, "own_part", context, wrong=form.is_bound)


@require_http_methods(["GET", "HEAD", "POST"])
@public_page
def own_code(request: HttpRequest, code: str) -> HttpResponse:
    """The code from the message; a right one opens the sender's part in this browser."""
    check = SenderCheck.objects.filter(pk=browser_note(request, CHECK) or EMPTY).first()
    if check is None:
        return redirect("own_part", code[:LONGEST])
    form = CodeForm(request.POST or None)
    if request.method == "POST" and limited(request, "report_own_code", most=MOST_CODES):
        return too_many(request, retry_after=600)
    if form.is_valid():
        try:
            return opened(request, confirm_sender(check=check, code=form.cleaned_data["code"]))
        except CodeRefused:
            form.add_error("code", _("Mã không đúng, hoặc đã quá 10 phút, hoặc nhập sai quá 5 lần."))
    return with_sender(request, "own_code", {"code": code[:LONGEST], "form": form}, wrong=form.is_bound)


@require_http_methods(["GET", "HEAD", "POST"])
@public_page
def own_link(request: HttpRequest, token: str) -> HttpResponse:
    """The secret link: a page with a button, so that whatever looks at links ahead opens nothing."""
    if request.method == "POST":
        if limited(request, "report_own", most=MOST_ASKED):
            return too_many(request, retry_after=600)
        if report := report_of_link(token):
            return opened(request, report)
    return with_sender(
        request, "own_link", {"wrong": request.method == "POST"}, wrong=request.method == "POST"
    )
