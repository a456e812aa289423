"""Lists of a source: sent in, read by a job, with every record that was not understood."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import SecurityCoordinator, SecurityOfficer
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import Column, Fact, Table, attempt, form_page
from tinhso.lib.dates import vn_datetime
from tinhso.security.duties.permissions import check_can_coordinate
from tinhso.security.intelligence.actions.receive_list import receive_list
from tinhso.security.intelligence.forms import ListForm
from tinhso.security.intelligence.permissions import can_read_narrow_sources, loads_for
from tinhso.security.intelligence.views.sources import TONES, source_of
from tinhso.security.models import IntelligenceLoad, IntelligenceSource
from tinhso.security.pages.listing import as_csv

WAYS = ["GET", "HEAD", "POST"]
MOST_SHOWN = 200
UNDER_WAY = (IntelligenceLoad.State.WAITING, IntelligenceLoad.State.READING)


@require_http_methods(WAYS)
@role_required(SecurityCoordinator)
def new_list(request: HttpRequest, code: str) -> HttpResponse:
    source, by, today = source_of(request, code)
    check_can_coordinate(by, on=today)
    data, sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ListForm(data, sent)
    if request.method == "POST":
        made = attempt(form, lambda given: _receive(source, given, by))
        if made:
            messages.success(request, _("Đã nhận tệp; hệ thống đang đọc."))
            return redirect("intelligence_load", made.code)
    return form_page(
        request,
        form,
        title=_("Nạp danh sách chỉ dấu"),
        back=(reverse("intelligence_source", args=[code]), source.name),
        go=_("Gửi tệp"),
        hint=_(
            "Giá trị có trong danh sách cảnh báo bị giữ lại, chờ quyết định; bản ghi không đọc được được liệt kê."
        ),
    )


def _receive(source: IntelligenceSource, given: dict[str, Any], by: Actor) -> IntelligenceLoad:
    sent = given["content"]
    return receive_list(
        source=source,
        content=sent.read(),
        file_name=sent.name or "",
        client_key=given["client_key"],
        by=by,
        now=clock.now(),
    )


@require_safe
@role_required(SecurityCoordinator, SecurityOfficer)
def show_load(request: HttpRequest, code: str) -> HttpResponse:
    by = actor_for(request)
    rows = loads_for(by, on=clock.today()).select_related("source", "by")
    load = get_object_or_404(rows, code=code)
    # a record that was not understood may be marked narrower than its source: its words are the specialised unit's
    reads_words = can_read_narrow_sources(by, on=clock.today())
    rejected = Table(
        _("Bản ghi không đọc được"),
        [Column(_("Ở đâu")), Column(_("Lý do")), Column(_("Trích"))],
        [[place, reason, (reads_words and excerpt) or "–"] for place, reason, excerpt in load.rejected],
    )
    if request.GET.get("tep") == "csv":
        return as_csv(rejected, "ban-ghi-khong-doc-duoc")
    context = {
        "load": load,
        "title": load.file_name or _("Lấy từ địa chỉ lúc %(at)s") % {"at": vn_datetime(load.at)},
        "facts": _facts(load),
        "under_way": load.state in UNDER_WAY,
        "rejected": rejected.first(MOST_SHOWN),
        "more": max(0, min(load.rejected_count, len(load.rejected)) - MOST_SHOWN),
        "tone": TONES.get(load.state, "soon"),
    }
    return render(request, "security/intelligence/load.html", context)


def _facts(one: IntelligenceLoad) -> list[Fact]:
    facts = [
        Fact(_("Nguồn"), one.source.name),
        Fact(
            _("Người nạp"),
            f"{one.by.full_name if one.by else _('hệ thống, theo chu kỳ')}, {vn_datetime(one.at)}",
        ),
    ]
    if one.sha256:
        facts.append(Fact("SHA-256", one.sha256))
    if one.state in UNDER_WAY:
        facts.append(Fact(_("Đã lấy"), _progress(one)))
    if one.state == IntelligenceLoad.State.DONE:
        facts += [
            Fact(_("Định dạng"), one.format),
            Fact(_("Số bản ghi"), str(one.records)),
            Fact(_("Mới"), str(one.new)),
            Fact(_("Đã có từ trước"), str(one.repeated)),
            Fact(_("Giữ lại vì danh sách cảnh báo"), str(one.held_back)),
            Fact(_("Nguồn rút"), str(one.revoked)),
            Fact(_("Bản ghi không nêu giá trị"), str(one.skipped)),
            Fact(_("Không đọc được"), str(one.rejected_count)),
        ]
    return facts


def _progress(one: IntelligenceLoad) -> str:
    if one.source.kind == IntelligenceSource.Kind.TAXII:
        return _("%(n)s đối tượng") % {"n": one.progress}
    return _("%(n)s kB") % {"n": one.progress}
