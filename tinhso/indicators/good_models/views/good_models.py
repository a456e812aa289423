"""The register of good models: the public pages, and the desk of agencies that enter, confirm and copy."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.indicators.good_models import permissions
from tinhso.indicators.good_models.actions.attach_model_file import attach_model_file
from tinhso.indicators.good_models.actions.confirm_model import confirm_model
from tinhso.indicators.good_models.actions.copy_model import copy_model
from tinhso.indicators.good_models.actions.return_model import return_model
from tinhso.indicators.good_models.actions.save_model import save_model
from tinhso.indicators.good_models.actions.submit_model import submit_model
from tinhso.indicators.good_models.forms import NAMES, CopyForm, GoodModelForm, ModelFileForm, ModelReturnForm
from tinhso.indicators.models import GoodModel
from tinhso.indicators.registers.desk_tabs import desk_tabs
from tinhso.indicators.registers.permissions import NotARegistrar
from tinhso.indicators.registers.views.refusals import attempt
from tinhso.kernel.files.public import UploadRules, files_sent, serve
from tinhso.kernel.people.public import actor_for, officer_required, public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.forms import sent_version
from tinhso.kernel.site.public import EntryRefused, form_page

WAYS = ["GET", "HEAD", "POST"]
MOST = 200
PHOTOS = UploadRules(max_files=100, clean_pictures=True)


@require_safe
@public_page
def show_good_models(request: HttpRequest) -> HttpResponse:
    """All confirmed ones, the newest first."""
    found = GoodModel.objects.confirmed().select_related("agency", "place").prefetch_related("copies")[:MOST]
    return render(request, "indicators/good_models/good_models.html", {"models": found})


@require_safe
@public_page
def show_good_model(request: HttpRequest, pk: int) -> HttpResponse:
    """One confirmed model with its pictures and who copied it."""
    found = GoodModel.objects.confirmed().select_related("agency", "place")
    return _page(request, get_object_or_404(found, pk=pk), "indicators/good_models/good_model.html")


def _page(request: HttpRequest, model: GoodModel, template: str, **more: Any) -> HttpResponse:
    context: dict[str, Any] = {
        "model": model,
        "files": model.files.select_related("file"),
        "copies": model.copies.select_related("agency"),
    }
    wrong = any(getattr(one, "errors", None) for one in more.values()) or more.get("problem")
    return render(request, template, context | more, status=422 if wrong else 200)


@require_safe
@public_page
def open_model_file(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """A photo or paper, for whoever sees the model."""
    actor = actor_for(request)
    model = get_object_or_404(GoodModel.objects.visible_to(actor), pk=pk)
    found = get_object_or_404(model.files.select_related("file"), pk=number)
    return serve(request, found.file, by=actor, cases=None, inline=True)


@require_safe
@officer_required
def show_model_desk(request: HttpRequest) -> HttpResponse:
    """One's own agency's models, those that wait to be confirmed, and all that may be copied."""
    actor = actor_for(request)
    seen = GoodModel.objects.visible_to(actor).select_related("agency").order_by("state", "-pk")
    own_models = [one for one in seen[:MOST] if one.agency_id == actor.agency_id]
    context = {
        "own_models": own_models,
        "waiting": [one for one in seen[:MOST] if permissions.can_confirm(one, actor)],
        "confirmed": [one for one in seen[:MOST] if one.confirmed_at and one not in own_models],
        "enters": permissions.can_enter(actor),
        "tabs": desk_tabs(request),
    }
    return render(request, "indicators/good_models/model_desk.html", context)


@require_http_methods(WAYS)
@officer_required
def edit_model(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """A new model, or the draft `pk`."""
    actor = actor_for(request)
    model = _own_model(request, pk) if pk else None
    if not permissions.can_enter(actor):
        raise NotARegistrar
    form = GoodModelForm(request.POST or None, initial=GoodModelForm.initial_of(model) if model else {})

    def deed(given: dict[str, Any]) -> GoodModel:
        words = {name: given[name] for name in (*NAMES, "cost")}
        return save_model(model=model, words=words, since=given["since"], by=actor, now=clock.now())

    if request.method == "POST" and (saved := attempt(form, deed)):
        messages.success(request, _("Đã lưu. Thêm ảnh, tệp rồi gửi xác nhận."))
        return redirect("model_sheet", saved.pk)
    back = (reverse("model_desk"), _("Mô hình hay"))
    return form_page(request, form, title=_("Nhập mô hình hay"), back=back, go=_("Lưu"))


def _own_model(request: HttpRequest, pk: int) -> GoodModel:
    return get_object_or_404(GoodModel, pk=pk, agency=actor_for(request).agency_id)


def _visible_model(request: HttpRequest, pk: int) -> GoodModel:
    found = GoodModel.objects.visible_to(actor_for(request)).select_related("agency", "place")
    return get_object_or_404(found, pk=pk)


@require_safe
@officer_required
def show_model_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    return _sheet(request, _visible_model(request, pk))


def _sheet(request: HttpRequest, model: GoodModel, **more: Any) -> HttpResponse:
    """The model with what this officer may do to it."""
    actor = actor_for(request)
    forms = {
        "file_form": ModelFileForm(),
        "copy_form": CopyForm(),
        "back_form": ModelReturnForm(initial={"ver": model.ver}),
    }
    may = {
        "changes": permissions.can_change(model, actor),
        "confirms": permissions.can_confirm(model, actor),
        "copies_it": permissions.can_copy(model, actor)
        and not model.copies.filter(agency=actor.agency_id).exists(),
    }
    return _page(request, model, "indicators/good_models/model_sheet.html", **forms | may | more)


@require_POST
@officer_required
def add_model_file(request: HttpRequest, pk: int) -> HttpResponse:
    model, actor = _own_model(request, pk), actor_for(request)
    form = ModelFileForm(request.POST, request.FILES)
    stored = files_sent(form, "file", request.FILES, by=actor, now=clock.now(), rules=PHOTOS)

    def deed(given: dict[str, Any]) -> object:
        return attach_model_file(
            model=model, file=stored[-1], caption=given["caption"], by=actor, now=clock.now()
        )

    if attempt(form, deed) is None:
        return _sheet(request, model, file_form=form)
    messages.success(request, _("Đã thêm tệp."))
    return redirect("model_sheet", pk)


@require_POST
@officer_required
def hand_model_on(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """`gui` hands the draft in, `xac-nhan` confirms it."""
    model, ver = _visible_model(request, pk), sent_version(request)
    action = submit_model if deed == "gui" else confirm_model
    try:
        action(model=model, ver=ver, by=actor_for(request), now=clock.now())
    except EntryRefused as refused:
        return _sheet(request, model, problem=str(refused))
    messages.success(request, _("Đã gửi xác nhận.") if deed == "gui" else _("Đã xác nhận mô hình."))
    return redirect("model_sheet", pk)


@require_POST
@officer_required
def give_model_back(request: HttpRequest, pk: int) -> HttpResponse:
    model, actor, form = _visible_model(request, pk), actor_for(request), ModelReturnForm(request.POST)

    def deed(given: dict[str, Any]) -> bool:
        return_model(model=model, by=actor, now=clock.now(), **given)
        return True

    if attempt(form, deed) is None:
        return _sheet(request, model, back_form=form)
    messages.success(request, _("Đã trả lại để sửa."))
    return redirect("model_desk")


@require_POST
@officer_required
def copy_it(request: HttpRequest, pk: int) -> HttpResponse:
    model, actor, form = _visible_model(request, pk), actor_for(request), CopyForm(request.POST)

    def deed(given: dict[str, Any]) -> object:
        return copy_model(model=model, by=actor, now=clock.now(), **given)

    if attempt(form, deed) is None:
        return _sheet(request, model, copy_form=form)
    messages.success(request, _("Đã ghi nhận cơ quan áp dụng mô hình."))
    return redirect("model_sheet", pk)
