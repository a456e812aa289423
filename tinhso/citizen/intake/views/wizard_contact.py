"""The last page of sending a report: who reports, the code by SMS for whoever is not signed in, and sending it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.citizen.intake.actions.submit_draft import submit_draft
from tinhso.citizen.intake.drafts import draft_of
from tinhso.citizen.intake.forms import ContactForm
from tinhso.citizen.intake.views.wizard import begin, stepper
from tinhso.citizen.models import PhoneCheck, Report, ReportDraft
from tinhso.citizen.reports.actions.submit_report import sent_before
from tinhso.citizen.reports.content import ContentRefused
from tinhso.citizen.reports.nearby import alike
from tinhso.citizen.reports.report_limits import REPORT_LIMITS
from tinhso.citizen.sender.actions.confirm_phone import CodeRefused, confirm_phone
from tinhso.citizen.sender.actions.send_phone_code import TooManyCodes, send_phone_code
from tinhso.citizen.sender.browser_notes import PHONE_TOKEN, keep_link, remember_sent, sent_from, take_link
from tinhso.citizen.sender.forms import CodeForm
from tinhso.citizen.sender.phones import person_of, sends_codes
from tinhso.citizen.sender.secret_link import code_reaches, link_needed, link_path
from tinhso.kernel.events.public import Actor
from tinhso.kernel.moderation.public import HOUR, Flooded, check_flood
from tinhso.kernel.people.public import Person, actor_for, public_page, stands_for
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import browser_note, note_in_browser
from tinhso.kernel.site.rate_limit import client_address, limited
from tinhso.kernel.site.views.errors import not_found, too_many

CHECK = "report_phone_check"
EMPTY = "00000000-0000-4000-8000-000000000000"


@require_http_methods(["GET", "HEAD", "POST"])
@public_page
def send_contact(request: HttpRequest, key: UUID) -> HttpResponse:
    """Page 4: who reports; then it is sent, or the phone is asked for its code."""
    actor = actor_for(request)
    draft = draft_of(request, key, actor)
    if draft is None:
        return _sent_already(request, key)
    if draft.category is None:
        return redirect("send_what", key)
    form = ContactForm(request.POST or None, initial=_initial_contact(draft, actor))
    if form.is_valid():
        response = begin(request, key, **form.cleaned_data)
        assert response is not None
        return _send_or_ask(request, response, actor, form)
    context = _page(draft, form, actor) | {"alike": alike(Report.objects.published().open(), draft)}
    return render(request, "citizen/intake/send_contact.html", context, status=422 if form.is_bound else 200)


def _page(draft: ReportDraft, form: ContactForm | CodeForm, actor: Actor) -> dict[str, Any]:
    """What the pages of contact and code are drawn with: the way back in is told before anything is typed."""
    context = {"key": draft.key, "draft": draft, "form": form, "steps": stepper(3)}
    return context | {"signed_in": actor.person_id, "by_code": sends_codes()}


def _initial_contact(draft: ReportDraft, actor: Actor) -> dict[str, Any]:
    """What was told before; else what the account's person says."""
    known = {name: getattr(draft, name) for name in ("name", "phone", "email", "anonymous")}
    if actor.person_id and not (draft.name or draft.phone):
        person = Person.objects.get(pk=actor.person_id)
        known |= {"name": person.full_name, "phone": person.phone, "email": person.email}
    return known


def _send_or_ask(request: HttpRequest, draft: ReportDraft, actor: Actor, form: ContactForm) -> HttpResponse:
    """Whoever is signed in, gave no phone, or showed this one before, is done; else the phone is asked."""
    confirmed = person_of(str(browser_note(request, PHONE_TOKEN) or ""), draft.phone)
    if actor.person_id or confirmed or not code_reaches(draft.phone):
        return send_draft(request, draft, actor, confirmed=bool(confirmed), person=confirmed, form=form)
    if limited(request, "report_code", most=20, seconds=3600):
        return too_many(request, retry_after=3600)
    try:
        check = send_phone_code(phone=draft.phone, now=clock.now())
    except TooManyCodes:
        form.add_error("phone", _("Đã gửi nhiều mã đến số này. Đợi 1 giờ rồi thử lại; bản nháp được giữ."))
        answer = render(request, "citizen/intake/send_contact.html", _page(draft, form, actor), status=429)
        answer["Retry-After"] = str(HOUR)
        return answer
    note_in_browser(request, CHECK, str(check.pk))
    return redirect("send_code", draft.key)


@require_http_methods(["GET", "HEAD", "POST"])
@public_page
def send_code(request: HttpRequest, key: UUID) -> HttpResponse:
    """The code that the phone got; a right one sends the report."""
    actor = actor_for(request)
    draft = draft_of(request, key, actor)
    check = (
        PhoneCheck.objects.select_related("person").filter(pk=browser_note(request, CHECK) or EMPTY).first()
    )
    if draft is None or check is None or check.person.phone != draft.phone:
        return _sent_already(request, key) if draft is None else redirect("send_contact", key)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            token = confirm_phone(check=check, code=form.cleaned_data["code"])
        except CodeRefused:
            form.add_error("code", _("Mã không đúng, hoặc đã quá 10 phút, hoặc nhập sai quá 5 lần."))
        else:
            note_in_browser(request, PHONE_TOKEN, token)
            return send_draft(request, draft, actor, confirmed=True, person=check.person, form=form)
    context = _page(draft, form, actor)
    return render(request, "citizen/intake/send_code.html", context, status=422 if form.is_bound else 200)


def send_draft(
    request: HttpRequest,
    draft: ReportDraft,
    actor: Actor,
    *,
    confirmed: bool,
    person: Person | None,
    form: ContactForm | CodeForm,
) -> HttpResponse:
    """Send it; what is wrong with the content, or too much at once, is said on the page it came from."""
    sender, later = Person.objects.get(pk=actor.person_id) if actor.person_id else person, 0
    key = draft.key  # the draft goes with the deed
    try:
        check_flood(
            REPORT_LIMITS,
            phone=draft.phone,
            address=client_address(request),
            account=actor.user_id,
            on=clock.today(),
        )
        report = submit_draft(draft=draft, person=sender, confirmed=confirmed, by=actor, now=clock.now())
    except ContentRefused as refused:
        for _name, words in refused.problems:
            form.add_error(None, words)
    except Flooded as flooded:
        form.add_error(None, str(flooded))
        later = flooded.retry_after
    else:
        remember_sent(request, report.case.code)
        if link_needed(report):
            keep_link(request, report.case.code, request.build_absolute_uri(link_path(key)))
        return redirect("report_sent", report.case.code)
    context = _page(draft, form, actor)
    template = (
        "citizen/intake/send_code.html" if isinstance(form, CodeForm) else "citizen/intake/send_contact.html"
    )
    if later:
        answer = render(request, template, context, status=429)
        answer["Retry-After"] = str(later)
        return answer
    return render(request, template, context, status=422)


def _sent_already(request: HttpRequest, key: UUID) -> HttpResponse:
    """The button pressed twice, or the page of a draft that is gone."""
    report = sent_before(key)
    if report is not None and sent_from(request, report.case.code):
        return redirect("report_sent", report.case.code)
    return redirect("send_report")


@require_safe
@public_page
def report_sent(request: HttpRequest, code: str) -> HttpResponse:
    """The code of what was just sent from this browser, and what happens next."""
    report = Report.objects.select_related("case", "category", "reporter").filter(case__code=code).first()
    if report is None or not sent_from(request, code):
        return not_found(request)
    context = {
        "case": report.case,
        "link": take_link(request, code),
        "by_code": code_reaches(report.reporter.phone),
        "by_account": stands_for(report.case.person_id, actor_for(request).person_id),
    }
    answer = render(request, "citizen/intake/report_sent.html", context)
    answer["Cache-Control"] = "private, no-store"
    return answer
