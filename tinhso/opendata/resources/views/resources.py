"""The publisher's page of the files, links and services of a dataset."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.kernel.files.public import files_sent
from tinhso.kernel.people.public import actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.forms import sent_version
from tinhso.lib.language.personal_data import LABELS, Personal
from tinhso.opendata.dataset.permissions import can_answer
from tinhso.opendata.dataset.publisher_queries import own_dataset
from tinhso.opendata.models import Dataset, Distribution
from tinhso.opendata.open_list.actions.open_dataset import ChangedMeanwhile
from tinhso.opendata.resources.actions.decide_resource import approve_resource, reject_resource
from tinhso.opendata.resources.actions.order_resources import order_resources
from tinhso.opendata.resources.actions.propose_resource import Proposal, ResourceRefused, propose_resource
from tinhso.opendata.resources.actions.withdraw_resource import drop_resource, withdraw_resource
from tinhso.opendata.resources.forms import FILES, ReasonForm, ResourceFileForm, ResourceLinkForm
from tinhso.opendata.resources.queries import MOST_FORMER, resource_of, resources_in, shown_resources

State = Distribution.State
FORMS: dict[str, type[forms.Form]] = {"tep": ResourceFileForm, "lien-ket": ResourceLinkForm}


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def own_resources(request: HttpRequest, slug: str) -> HttpResponse:
    """All of them; a POST proposes a file (`loai=tep`) or an address, `thay` names what it is to replace."""
    dataset = own_dataset(slug, actor_for(request))
    if request.method != "POST":
        return _page(request, dataset)
    what = request.POST.get("loai", "")
    if what not in FORMS:
        raise Http404
    form = FORMS[what](request.POST, request.FILES, auto_id=f"{what}-%s")
    file_id = None
    if what == "tep":
        by, now = actor_for(request), clock.now()
        stored = files_sent(form, "file", request.FILES, by=by, now=now, rules=FILES)
        file_id = stored[-1].pk if stored else None
    if not form.is_valid():
        return _page(request, dataset, {what: form}, status=400)
    return _proposed(request, dataset, form, what, file_id)


def _proposed(
    request: HttpRequest, dataset: Dataset, form: forms.Form, what: str, file_id: UUID | None
) -> HttpResponse:
    words = {name: value for name, value in form.cleaned_data.items() if name != "file"}
    proposal = Proposal(**({"kind": "file", "file_id": file_id} | words))
    try:
        replaces = _replaced(request, dataset)
        propose_resource(
            dataset=dataset, proposal=proposal, replaces=replaces, by=actor_for(request), now=clock.now()
        )
    except ResourceRefused as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return _page(request, dataset, {what: form}, status=422)
    messages.success(request, _("Đã gửi; cán bộ phụ trách dữ liệu sẽ xem và công bố."))
    return redirect("own_resources", dataset.slug)


def _replaced(request: HttpRequest, dataset: Dataset) -> Distribution | None:
    """Http404."""
    if not (word := request.POST.get("thay", "")):
        return None
    try:
        return resource_of(dataset, UUID(word))
    except ValueError as error:
        raise Http404 from error


def _page(
    request: HttpRequest,
    dataset: Dataset,
    refused: dict[str, forms.Form] | None = None,
    reason: tuple[UUID, ReasonForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    by, refused = actor_for(request), refused or {}
    former = resources_in(dataset, State.REFUSED, State.REPLACED, State.WITHDRAWN, State.DROPPED)
    context: dict[str, Any] = {
        "dataset": dataset,
        "shown": shown_resources(dataset),
        "waiting": [
            (one, _findings(one), _reason_form(one, reason)) for one in resources_in(dataset, State.WAITING)
        ],
        "former": former.order_by("-changed_at", "-pk")[:MOST_FORMER],
        "answers": can_answer(dataset.publisher_id, by),
        "user_id": by.user_id,
        "file_form": refused.get("tep") or ResourceFileForm(auto_id="tep-%s"),
        "link_form": refused.get("lien-ket") or ResourceLinkForm(auto_id="lien-ket-%s"),
        "replaced": request.POST.get("thay", ""),
        "problems": reason[1].non_field_errors() if reason else [],
    }
    return render(request, "opendata/resources/own_resources.html", context, status=status)


def _reason_form(one: Distribution, refused: tuple[UUID, ReasonForm] | None) -> ReasonForm:
    """The form of one that waits; what was typed stays where it was refused."""
    return refused[1] if refused and refused[0] == one.uid else ReasonForm(auto_id=f"{one.uid}-%s")


def _findings(one: Distribution) -> list[str]:
    return [str(LABELS[Personal(kind)]) for kind in one.findings or []]


@require_POST
@officer_required
def move_resource(request: HttpRequest, slug: str, uid: UUID, deed: str) -> HttpResponse:
    """Approve, refuse, give up, withdraw, or move one place up."""
    by, now = actor_for(request), clock.now()
    dataset = own_dataset(slug, by)
    found, form = resource_of(dataset, uid), ReasonForm(request.POST, auto_id=f"{uid}-%s")
    if not form.is_valid():
        return _page(request, dataset, reason=(uid, form), status=400)
    known: dict[str, Any] = {"resource": found, "ver": sent_version(request), "by": by, "now": now}
    try:
        if deed == "duyet":
            approve_resource(reason=form.words(), **known)
        elif deed == "khong-duyet":
            reject_resource(remark=form.words(), **known)
        elif deed == "bo":
            drop_resource(**known)
        elif deed == "thoi-cong-bo":
            withdraw_resource(**known)
        elif deed == "len":
            order_resources(dataset=dataset, uids=_one_up(dataset, uid), by=by, now=now)
        else:
            raise Http404
    except (ResourceRefused, ChangedMeanwhile) as error:
        form.add_error(None, str(error))
        status = 409 if isinstance(error, ChangedMeanwhile) else 422
        return _page(request, dataset, reason=(uid, form), status=status)
    messages.success(request, _("Đã ghi."))
    return redirect("own_resources", dataset.slug)


def _one_up(dataset: Dataset, uid: UUID) -> list[UUID]:
    order = [one.uid for one in shown_resources(dataset)]
    if uid in order and (place := order.index(uid)):
        order[place - 1], order[place] = order[place], order[place - 1]
    return order
