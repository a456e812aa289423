"""The register of Sigma rules: registered by a coordinator, switched on by another person, off with a reason."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import Head, SecurityCoordinator, SecurityOfficer
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import Cell, Column, Fact, Table, attempt, form_page
from tinhso.lib.dates import vn_date, vn_datetime
from tinhso.security.detection.actions.register_rules import register_rules
from tinhso.security.detection.actions.switch_rule_off import switch_rule_off
from tinhso.security.detection.actions.switch_rule_on import switch_rule_on
from tinhso.security.detection.forms import (
    STATE_OF_RULE,
    RuleFilterForm,
    RulesForm,
    SwitchOffForm,
    SwitchOnForm,
)
from tinhso.security.detection.permissions import can_switch_on, check_can_switch_on
from tinhso.security.detection.reading import MOST_TEXT
from tinhso.security.duties.permissions import can_coordinate, check_can_coordinate
from tinhso.security.models import DetectionRule
from tinhso.security.pages.listing import listing_of, narrowed
from tinhso.security.pages.tabs import security_tabs

WAYS = ["GET", "HEAD", "POST"]
TONES = {"pending": "soon", "on": "ok", "off": None}
READERS = (SecurityCoordinator, SecurityOfficer, Head)


@require_safe
@role_required(*READERS)
def show_rules(request: HttpRequest) -> HttpResponse:
    by, today = actor_for(request), clock.today()
    form = RuleFilterForm(request.GET)
    rows = DetectionRule.objects.visible_to(by, on=today).defer("text", "description")
    if form.is_valid() and (state := STATE_OF_RULE.get(form.cleaned_data["tinh_trang"])):
        rows = rows.filter(state=state)
    narrow, words = narrowed(request, rows.order_by("-level", "title", "-version"))
    page = listing_of(request, narrow, words)
    context = {
        "tabs": security_tabs(request, by),
        "table": _table(page.rows),
        "page": page,
        "form": form,
        "coordinates": can_coordinate(by, on=today),
    }
    return render(request, "security/detection/rules.html", context)


def _table(rows: list[DetectionRule]) -> Table:
    head = [_("Quy tắc"), _("Mức"), _("Nguồn nhật ký"), _("Bản"), _("Tình trạng"), _("Nạp ngày")]
    return Table(
        _("Quy tắc phát hiện"),
        [Column(label) for label in head],
        [
            [
                Cell(one.title, url=reverse("detection_rule", args=[one.code]), small=one.get_kind_display()),
                one.get_level_display(),
                one.logsource or "–",
                str(one.version),
                Cell(one.get_state_display(), tone=TONES[one.state]),  # type: ignore[arg-type]
                vn_date(one.at),
            ]
            for one in rows
        ],
    )


@require_safe
@role_required(*READERS)
def show_rule(request: HttpRequest, code: str) -> HttpResponse:
    by, today = actor_for(request), clock.today()
    one = _rule(request, code)
    earlier = DetectionRule.objects.visible_to(by, on=today).filter(key=one.key).exclude(pk=one.pk)
    context = {
        "rule": one,
        "tone": TONES[one.state],
        "facts": _facts(one),
        "versions": earlier.defer("text", "description").order_by("-version")[:20],
        "switches_on": one.state != "on" and can_switch_on(one, by, on=today),
        "switches_off": one.state != "off" and can_coordinate(by, on=today),
        "waits_for_another": one.state == "pending" and one.by_id == by.user_id,
    }
    return render(request, "security/detection/rule.html", context)


def _rule(request: HttpRequest, code: str) -> DetectionRule:
    rows = DetectionRule.objects.visible_to(actor_for(request), on=clock.today())
    return get_object_or_404(rows.select_related("by", "decided_by"), code=code)


def _facts(one: DetectionRule) -> list[Fact]:
    facts = [
        Fact(_("Loại"), one.get_kind_display()),
        Fact(_("Mức"), one.get_level_display()),
        Fact(_("Nguồn nhật ký"), one.logsource or "–"),
        Fact(_("Gọi các quy tắc"), ", ".join(one.calls[:20]) or "–"),
        Fact(_("Tác giả"), one.author or "–"),
        Fact(_("Giấy phép"), one.licence or _("không ghi")),
        Fact(_("Độ chín theo tác giả"), one.maturity or "–"),
        Fact(_("Ngày viết, ngày sửa"), f"{one.written_on or '–'}, {one.amended_on or '–'}"),
        Fact(_("Thẻ"), ", ".join(one.tags[:30]) or "–"),
        Fact(_("Có thể báo nhầm khi"), "; ".join(one.false_positives[:10]) or "–"),
        Fact(_("Bản"), str(one.version)),
        Fact(_("Người nạp"), f"{one.by.full_name if one.by else '–'}, {vn_datetime(one.at)}"),
    ]
    if one.decided_by and one.decided_at:
        facts.append(
            Fact(_("Người bật hoặc tắt"), f"{one.decided_by.full_name}, {vn_datetime(one.decided_at)}")
        )
    if one.off_reason:
        facts.append(Fact(_("Lý do tắt"), one.off_reason))
    if one.state == "on" and not one.reported:
        facts.append(Fact(_("Cách chạy"), _("Chỉ phục vụ tương quan gọi nó, không báo riêng")))
    return facts


@require_http_methods(WAYS)
@role_required(SecurityCoordinator)
def new_rules(request: HttpRequest) -> HttpResponse:
    by = actor_for(request)
    check_can_coordinate(by, on=clock.today())
    form = RulesForm(_sent(request) if request.method == "POST" else None, request.FILES or None)
    if request.method == "POST":
        made = attempt(form, lambda given: _register(given, by))
        if made:
            words = ngettext(
                "Đã ghi %(n)s quy tắc; người thứ hai bật.",
                "Đã ghi %(n)s quy tắc; người thứ hai bật.",
                len(made),
            )
            messages.success(request, words % {"n": len(made)})
            return redirect("detection_rule", made[0].code) if len(made) == 1 else redirect("detection_rules")
    return form_page(
        request,
        form,
        title=_("Nạp quy tắc phát hiện"),
        back=(reverse("detection_rules"), _("Quy tắc phát hiện")),
        go=_("Kiểm tra và ghi"),
        hint=_("Mỗi lỗi được nêu với dòng của nó. Quy tắc chỉ chạy khi một người khác bật."),
    )


def _sent(request: HttpRequest) -> QueryDict:
    """What was typed; the text of a file in its place, so that an error leaves it in the box."""
    data = request.POST.copy()
    content = request.FILES.get("content")
    if content is not None and content.size:
        data["text"] = content.read(MOST_TEXT + 1).decode("utf-8-sig", errors="replace").replace("\x00", "")
    return data


def _register(given: dict[str, Any], by: Any) -> list[DetectionRule]:
    return register_rules(
        text=given["text"],
        skip_faulty=given["skip_faulty"],
        client_key=given["client_key"],
        by=by,
        now=clock.now(),
    )


@require_http_methods(WAYS)
@role_required(SecurityCoordinator, Head)
def switch_on(request: HttpRequest, code: str) -> HttpResponse:
    by, one = actor_for(request), _rule(request, code)
    check_can_switch_on(one, by, on=clock.today())
    form = SwitchOnForm(request.POST if request.method == "POST" else None, initial={"reported": True})
    if request.method == "POST" and attempt(
        form, lambda given: switch_rule_on(rule=one, by=by, now=clock.now(), **given)
    ):
        messages.success(request, _("Quy tắc đang bật; nó chạy trên các tệp sự kiện nhận từ bây giờ."))
        return redirect("detection_rule", code)
    return form_page(
        request,
        form,
        title=_("Bật quy tắc: %(title)s") % {"title": one.title},
        back=(reverse("detection_rule", args=[code]), one.title),
        go=_("Bật quy tắc"),
        hint=_("Ông/bà là người thứ hai: đã đọc quy tắc và đồng ý cho chạy trên máy của mọi cơ quan."),
    )


@require_http_methods(WAYS)
@role_required(SecurityCoordinator)
def switch_off(request: HttpRequest, code: str) -> HttpResponse:
    by, one = actor_for(request), _rule(request, code)
    check_can_coordinate(by, on=clock.today())
    form = SwitchOffForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(
        form, lambda given: switch_rule_off(rule=one, by=by, now=clock.now(), **given)
    ):
        messages.success(request, _("Đã tắt quy tắc."))
        return redirect("detection_rule", code)
    return form_page(
        request,
        form,
        title=_("Tắt quy tắc: %(title)s") % {"title": one.title},
        back=(reverse("detection_rule", args=[code]), one.title),
        go=_("Tắt quy tắc"),
    )
