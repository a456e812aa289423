"""One incident: what was written about it, whose turn it is, and the deeds of desk and reporter."""

from collections.abc import Callable
from typing import Any, Literal

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.casework.public import Conflict, NoteRefused, history, last_deed_sentence
from tinhso.kernel.events.public import Actor, log_access
from tinhso.kernel.files.public import StoredFile, serve
from tinhso.kernel.people.public import actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import Fact, FileRow, attempt, form_page
from tinhso.lib.dates import vn_datetime
from tinhso.security.duties.permissions import can_answer_for
from tinhso.security.models import SupportIncident, SupportMessage
from tinhso.security.support import deeds
from tinhso.security.support.listing import severity_words, standing
from tinhso.security.support.sent_files import FileForm, sent_form
from tinhso.security.support.shared_systems import system_name

SCANS: dict[str, Literal["waiting", "clean", "refused"]] = {
    StoredFile.State.CLEAN: "clean",
    StoredFile.State.INFECTED: "refused",
}
WAYS = ["GET", "HEAD", "POST"]


def _incident_of(request: HttpRequest, code: str) -> tuple[SupportIncident, Actor]:
    by = actor_for(request)
    rows = SupportIncident.objects.visible_to(by, on=clock.today()).with_deadline()
    related = ("case__process", "case__agency", "agency", "reporter", "known_error", "duplicate_of__case")
    return get_object_or_404(rows.select_related(*related), case__code=code), by


@require_safe
@officer_required
def show_incident(request: HttpRequest, code: str) -> HttpResponse:
    """Who reads what another reported is noted."""
    incident, by = _incident_of(request, code)
    now = clock.now()
    if by.user_id != incident.reporter_id:
        log_access(by=by, purpose="coordinate", page="support_incident", case_ids=[incident.pk], at=now)
    context = {
        "incident": incident,
        "case": incident.case,
        "now": now,
        "standing": standing(incident),
        "facts": _facts(incident),
        "outcome": _outcome(incident, by),
        "messages_written": _written(incident),
        "deeds": deeds.open_deeds(incident, by),
        "opens": incident.cyber and can_answer_for(incident.agency_id, by, on=clock.today()),
        "history": history(incident.case, for_citizen=False),
    }
    return render(request, "security/support/incident.html", context)


def _facts(one: SupportIncident) -> list[Fact]:
    case = one.case
    facts = [
        Fact(_("Phần mềm"), system_name(one.system)),
        Fact(_("Cơ quan báo"), one.agency.name),
        Fact(_("Người báo"), one.reporter.full_name if one.reporter else "–"),
        Fact(_("Báo lúc"), vn_datetime(case.submitted_at) if case.submitted_at else "–"),
        Fact(_("Bộ phận hỗ trợ"), case.agency.name),
        Fact(_("Mức độ"), severity_words(one)),
    ]
    if one.reopened:
        facts.append(Fact(_("Số lần yêu cầu xử lý tiếp"), str(one.reopened)))
    return facts


def _outcome(one: SupportIncident, by: Actor) -> list[Fact]:
    """What the desk found, once it is resolved; of a duplicate where its original is, for who may see that."""
    found: list[Fact] = []
    if one.resolved_at:
        found = [
            Fact(_("Khắc phục lúc"), f"{vn_datetime(one.resolved_at)}{_in_time(one)}"),
            Fact(_("Nguyên nhân"), one.cause),
            Fact(_("Đã khắc phục thế nào"), one.solution),
            Fact(
                _("Sự cố an toàn thông tin mạng"),
                f"{_('Có') if one.cyber else _('Không')}: {one.cyber_reason}",
            ),
        ]
        if one.known_error:
            found.append(Fact(_("Do lỗi đã biết"), one.known_error.title))
    if one.rating:
        found.append(Fact(_("Người báo chấm"), f"{one.rating}/5 {one.rating_words}".strip()))
    if one.duplicate_of and deeds.sees(one.duplicate_of, by):
        found.append(Fact(_("Trùng với"), one.duplicate_of.case.code))
    return found


def _in_time(one: SupportIncident) -> str:
    words = {"late": _("quá hạn"), "on_time": _("đúng hạn"), "early": _("trước hạn")}
    return f" ({words[one.case.timeliness]})" if one.case.timeliness else ""


def _written(one: SupportIncident) -> list[tuple[SupportMessage, FileRow | None]]:
    rows = one.messages.select_related("by", "file")
    return [(row, _file_row(one, row, number)) for number, row in enumerate(rows, 1)]


def _file_row(one: SupportIncident, row: SupportMessage, number: int) -> FileRow | None:
    if row.file is None:
        return None
    url = reverse("support_file", args=[one.case.code, number])
    return FileRow(
        name=row.file_name, octets=row.file.size, url=url, scan=SCANS.get(row.file.state, "waiting")
    )


@require_safe
@officer_required
def open_file(request: HttpRequest, code: str, number: int) -> HttpResponseBase:
    incident, by = _incident_of(request, code)
    rows = list(incident.messages.select_related("file"))
    file = rows[number - 1].file if 0 < number <= len(rows) else None
    if file is None:
        raise Http404
    return serve(request, file, by=by, cases=[incident.pk], purpose="coordinate")


@require_http_methods(WAYS)
@officer_required
def incident_deed(request: HttpRequest, code: str, deed: str) -> HttpResponse:
    incident, by = _incident_of(request, code)
    if deed not in deeds.DEEDS:
        raise Http404
    if request.method != "POST" and deed not in dict(deeds.open_deeds(incident, by)):
        messages.warning(request, last_deed_sentence(incident.pk, by) or _("Sự cố này không chờ ông/bà."))
        return redirect("support_incident", code)
    one = deeds.DEEDS[deed]
    form = _form(request, incident, by, one)
    if request.method == "POST" and _done(form, one.act, incident, by):
        messages.success(request, _("Đã ghi."))
        return redirect("support_incident", code)
    back = (reverse("support_incident", args=[code]), code)
    return form_page(request, form, title=one.label, back=back, go=one.label, hint=one.hint)


def _form(request: HttpRequest, incident: SupportIncident, by: Actor, deed: deeds.Deed) -> django_forms.Form:
    more = deed.more(incident)
    if request.method != "POST":
        first = {"ver": incident.case.ver, "severity": incident.severity or incident.reported_severity}
        return deed.form(initial=first, **more)
    if issubclass(deed.form, FileForm):
        return sent_form(deed.form, request, by, **more)
    return deed.form(request.POST, **more)


def _done(form: django_forms.Form, act: Callable[..., Any], incident: SupportIncident, by: Actor) -> bool:
    try:
        return bool(attempt(form, lambda given: act(incident, given, by) or True))
    except NoteRefused as error:
        form.add_error(None, str(error))
    except Conflict:
        form.add_error(None, last_deed_sentence(incident.pk, by) or _("Sự cố này không chờ ông/bà."))
    return False
