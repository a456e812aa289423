"""The builder: the draft of a procedure's next version, part by part, without JavaScript."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import Administrator
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import conflict
from tinhso.onestop.builder.actions.change_version_draft import (
    PARTS,
    change_version_draft,
    discard_version_draft,
)
from tinhso.onestop.builder.actions.publish_version import DraftStale
from tinhso.onestop.builder.actions.start_version_draft import (
    DraftedAlready,
    NothingInCatalogue,
    start_version_draft,
)
from tinhso.onestop.builder.faults import draft_faults
from tinhso.onestop.builder.field_form import LIMITS, TYPES
from tinhso.onestop.builder.former_version import current_version, in_catalogue
from tinhso.onestop.builder.parts import KINDS, WAYS, NoSuchPart, PartKind, moved
from tinhso.onestop.dossier.forms import VerForm
from tinhso.onestop.models import Procedure, ProcedureVersion


@require_safe
@role_required(Administrator)
def show_draft(request: HttpRequest, code: str) -> HttpResponse:
    """The whole draft with the buttons that change it, or how to begin one; and the versions there are."""
    procedure = get_object_or_404(Procedure, code=code)
    draft = draft_of(procedure)
    versions = procedure.versions.filter(published_at__isnull=False).order_by("-number").defer("form")
    context: dict[str, Any] = {"procedure": procedure, "draft": draft, "versions": versions}
    if not draft and in_catalogue(known := current_version(procedure, clock.now())):
        context["catalogue"] = known
    if draft:
        context |= {"faults": draft_faults(draft), "types": TYPES, "shares": shares(draft)}
    return render(request, "onestop/builder/draft.html", context)


def shares(draft: ProcedureVersion) -> list[tuple[dict[str, Any], float]]:
    return [(step, round(step["share"] * 100, 2)) for step in draft.process]


@require_POST
@role_required(Administrator)
def start_draft(request: HttpRequest, code: str) -> HttpResponse:
    procedure = get_object_or_404(Procedure, code=code)
    copy = request.POST.get("tu") != "trang"
    try:
        start_version_draft(
            procedure=procedure,
            copy=copy,
            from_catalogue=request.POST.get("tu") == "danh-muc",
            by=actor_for(request),
            now=clock.now(),
        )
        messages.success(request, _("Đã lập bản nháp. Bản đang áp dụng không đổi cho đến khi công bố."))
    except DraftedAlready:
        messages.error(request, _("Thủ tục này đã có một bản nháp; mở bản nháp đó ở dưới."))
    except NothingInCatalogue:
        messages.error(
            request,
            _("Danh mục không có thành phần hồ sơ để tạo biểu mẫu, hoặc thủ tục đã có biểu mẫu riêng."),
        )
    return redirect("version_draft", code)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Administrator)
def edit_part(request: HttpRequest, code: str, kind: str, key: str = "") -> HttpResponse:
    """One part of the draft: add or change. Somebody else's change in between is told, and nothing typed is lost."""
    draft, what = found(code), kind_named(kind)
    key = key or request.GET.get("o", "")
    form = form_of(what, draft, key, request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return part_page(request, draft, what, form, status=422 if form.errors else 200)
    values = what.write(draft, key, form)
    if form.errors:
        return part_page(request, draft, what, form, status=422)
    sent = VerForm(request.POST)
    ver = sent.cleaned_data["ver"] if sent.is_valid() else 0
    words: dict[str, Any] = {
        "part": what.part,
        "values": values,
        "by": actor_for(request),
        "now": clock.now(),
    }
    try:
        change_version_draft(draft=draft, ver=ver, **words)
    except DraftStale:
        return part_page(request, found(code), what, form, stale=True, status=409)
    messages.success(request, _("Đã ghi vào bản nháp."))
    return redirect(f"{reverse('version_draft', args=[code])}#{what.part}")


def form_of(what: PartKind, draft: ProcedureVersion, key: str, data: Any) -> Any:
    try:
        return what.make(draft, key, data)
    except NoSuchPart as error:
        raise Http404 from error


def part_page(
    request: HttpRequest,
    draft: ProcedureVersion,
    what: PartKind,
    form: Any,
    *,
    stale: bool = False,
    status: int = 200,
) -> HttpResponse:
    names = [bound for bound in form if not bound.name.startswith("dk_") and bound.name not in LIMITS]
    context = {
        "draft": draft,
        "kind": what,
        "form": form,
        "plain": names,
        "limits": [bound for bound in form if bound.name in LIMITS],
        "condition": [bound for bound in form if bound.name.startswith("dk_")],
        "stale": last_change(draft) if stale else "",
    }
    return render(request, "onestop/builder/draft_part.html", context, status=status)


def last_change(draft: ProcedureVersion) -> str:
    """Who changed what last, as a sentence."""
    words = {"who": who(draft), "what": PARTS.get(draft.edited_part, PARTS["draft"]), "at": ""}
    return _("%(who)s đã sửa %(what)s sau khi ông/bà mở trang này.") % words


def who(draft: ProcedureVersion) -> str:
    return draft.edited_by.full_name if draft.edited_by else _("Người khác")


@require_POST
@role_required(Administrator)
def move_part(request: HttpRequest, code: str, kind: str, key: str, way: str) -> HttpResponse:
    """Up, down or away."""
    draft, what = found(code), kind_named(kind)
    if way not in WAYS:
        raise Http404
    try:
        values = moved(draft, what, key, way)
    except NoSuchPart as error:
        raise Http404 from error
    form = VerForm(request.POST)
    ver = form.cleaned_data["ver"] if form.is_valid() else 0
    words: dict[str, Any] = {
        "part": what.part,
        "values": values,
        "by": actor_for(request),
        "now": clock.now(),
    }
    try:
        change_version_draft(draft=draft, ver=ver, **words)
    except DraftStale:
        return stale_page(request, code)
    return redirect(f"{reverse('version_draft', args=[code])}#{what.part}")


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Administrator)
def discard_draft(request: HttpRequest, code: str) -> HttpResponse:
    """ServiceQuery on a page of its own: the draft is gone afterwards."""
    draft, form = found(code), VerForm(request.POST or None)
    if not form.is_valid():
        return render(request, "onestop/builder/draft_discard.html", {"draft": draft})
    try:
        discard_version_draft(
            draft=draft, ver=form.cleaned_data["ver"], by=actor_for(request), now=clock.now()
        )
    except DraftStale:
        return stale_page(request, code)
    messages.success(request, _("Đã bỏ bản nháp."))
    return redirect("version_draft", code)


def stale_page(request: HttpRequest, code: str) -> HttpResponse:
    """409: who did what to the draft meanwhile."""
    url = reverse("version_draft", args=[code])
    draft = ProcedureVersion.objects.filter(procedure__code=code).select_related("edited_by")
    last = draft.order_by("-number").first()
    if last is None or last.published_at:
        return conflict(
            request, who=who(last) if last else "", deed=_("đã công bố hoặc bỏ bản nháp này"), url=url
        )
    deed = _("đã sửa %(what)s của bản nháp") % {"what": PARTS.get(last.edited_part, PARTS["draft"])}
    return conflict(request, who=who(last), deed=deed, at=last.edited_at, url=url)


def draft_of(procedure: Procedure) -> ProcedureVersion | None:
    drafts = ProcedureVersion.objects.filter(procedure=procedure, published_at=None)
    return drafts.select_related("procedure", "edited_by").first()


def found(code: str) -> ProcedureVersion:
    """The draft of that procedure; 404 without one."""
    drafts = ProcedureVersion.objects.select_related("procedure", "edited_by").filter(published_at=None)
    return get_object_or_404(drafts, procedure__code=code)


def kind_named(slug: str) -> PartKind:
    if slug not in KINDS:
        raise Http404
    return KINDS[slug]
