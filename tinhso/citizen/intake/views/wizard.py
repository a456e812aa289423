"""Sending a report page by page, without JavaScript: photo, place, what, contact. Each page keeps what it was told."""

import uuid
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.citizen.intake.actions.discard_report_draft import discard_report_draft
from tinhso.citizen.intake.actions.keep_draft import NotYourDraft, keep_draft
from tinhso.citizen.intake.actions.keep_draft_photo import (
    TooManyPhotos,
    drop_draft_photo,
    holder_of_draft,
    keep_draft_photo,
)
from tinhso.citizen.intake.drafts import draft_of, drafts_of, remember
from tinhso.citizen.intake.forms import CategoryForm, PlaceForm
from tinhso.citizen.models import ReportCategory, ReportDraft
from tinhso.citizen.reports.content import MOST_PHOTOS, attribute_problems
from tinhso.citizen.reports.map_ground import picker_words
from tinhso.citizen.reports.photos import PhotoRefused, take_photo
from tinhso.kernel.files.public import serve
from tinhso.kernel.law.public import rule_or
from tinhso.kernel.people.public import actor_for, public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.rate_limit import limited
from tinhso.kernel.site.shapes import Step
from tinhso.kernel.site.views.errors import not_found, too_many

MOST_PAGES = 240  # pages of this way that one address sends in ten minutes; many share one


def stepper(at: int) -> list[Step]:
    names = (_("Ảnh"), _("Nơi xảy ra"), _("Nội dung"), _("Liên hệ"))
    return [Step(name, "done" if n < at else "now" if n == at else "next") for n, name in enumerate(names)]


def begin(request: HttpRequest, key: UUID, **typed: Any) -> ReportDraft | None:
    """Keep what was told for that key; None where it is somebody else's draft."""
    actor = actor_for(request)
    exists = ReportDraft.objects.filter(key=key).exists()
    if exists and draft_of(request, key, actor) is None:
        return None
    try:
        draft = keep_draft(key=key, by=actor, now=clock.now(), **typed)
    except NotYourDraft:
        return None
    remember(request, key)
    return draft


@require_safe
@public_page
def send_report(request: HttpRequest) -> HttpResponse:
    """Begin a report, or go on with one that was not sent; `?muc=` names a category."""
    key = uuid.uuid4()
    context = {
        "key": key,
        "steps": stepper(0),
        "most": MOST_PHOTOS,
        "drafts": drafts_of(request, actor_for(request)),
        "category": request.GET.get("muc", "")[:40],
        "photos": [],
    }
    return render(request, "citizen/intake/send_photos.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@public_page
def send_photos(request: HttpRequest, key: UUID) -> HttpResponse:
    """Page 1: photos, one after the other; each is kept at once."""
    if request.method == "POST" and limited(request, "report_page", most=MOST_PAGES):
        return too_many(request, retry_after=600)
    draft = begin(request, key) if request.method == "POST" else draft_of(request, key, actor_for(request))
    if draft is None:
        return not_found(request) if request.method == "POST" else redirect("send_report")
    refused = ""
    if request.method == "POST":
        _note_category(draft, request.POST.get("muc", ""))
        refused = _take(request, draft)
        if not refused and "next" in request.POST:
            return redirect("send_place", key)
    context = {
        "key": key,
        "draft": draft,
        "steps": stepper(0),
        "most": MOST_PHOTOS,
        "refused": refused,
        "photos": list(draft.photos.select_related("file")),
    }
    return render(request, "citizen/intake/send_photos.html", context, status=422 if refused else 200)


def _note_category(draft: ReportDraft, code: str) -> None:
    code = code.replace("\x00", "")
    if code and draft.category_id is None:
        draft.category = ReportCategory.objects.on(clock.today()).filter(code=code[:40]).first()
        draft.save(update_fields=["category"])


def _take(request: HttpRequest, draft: ReportDraft) -> str:
    """Keep the pictures of the form; why the first of those that were not kept was refused."""
    now = clock.now()
    for uploaded in request.FILES.getlist("photo"):
        try:
            file = take_photo(uploaded, holder=holder_of_draft(draft), now=now)
            keep_draft_photo(draft=draft, file=file, now=now)
        except PhotoRefused as refused:
            return str(refused)
        except TooManyPhotos:
            return _("Một phản ánh nhận nhiều nhất %(n)s ảnh.") % {"n": MOST_PHOTOS}
    return ""


@require_POST
@public_page
def drop_photo(request: HttpRequest, key: UUID, photo: int) -> HttpResponse:
    """Take one picture off the draft."""
    actor = actor_for(request)
    draft = draft_of(request, key, actor)
    found = draft.photos.filter(pk=photo).first() if draft else None
    if found is None:
        return not_found(request)
    drop_draft_photo(photo=found, now=clock.now())
    return redirect("send_photos", key)


@require_safe
@public_page
def draft_photo(request: HttpRequest, key: UUID, photo: int) -> HttpResponse:
    """A picture of one's own draft."""
    actor = actor_for(request)
    draft = draft_of(request, key, actor)
    found = draft.photos.select_related("file").filter(pk=photo).first() if draft else None
    if found is None:
        return not_found(request)
    return serve(request, found.file, by=actor.as_person(), cases=None, inline=True, is_owner=True)  # type: ignore[return-value]


@require_http_methods(["GET", "HEAD", "POST"])
@public_page
def send_place(request: HttpRequest, key: UUID) -> HttpResponse:
    """Page 2: where it is."""
    draft = draft_of(request, key, actor_for(request))
    if draft is None:
        return redirect("send_report")
    initial = {name: getattr(draft, name) for name in ("address", "lat", "lon")}
    initial["commune"] = draft.commune.code if draft.commune else None
    form = PlaceForm(request.POST or None, initial=initial, on=clock.today())
    if form.is_valid():
        begin(request, key, **form.cleaned_data)
        return redirect("send_what", key)
    context = {"key": key, "draft": draft, "form": form, "steps": stepper(1)} | picker_words(clock.today())
    return render(request, "citizen/intake/send_place.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@public_page
def send_what(request: HttpRequest, key: UUID) -> HttpResponse:
    """Page 3: what it is about, in some words; then the further questions of the category, if it has any."""
    draft = draft_of(request, key, actor_for(request))
    if draft is None:
        return redirect("send_report")
    initial = {"description": draft.description, "category": draft.category.code if draft.category else None}
    form = CategoryForm(request.POST or None, initial=initial, on=clock.today())
    if form.is_valid():
        response = begin(request, key, **form.cleaned_data)
        assert response is not None and response.category is not None
        return redirect("send_details" if response.category.attributes else "send_contact", key)
    context = {"key": key, "draft": draft, "form": form, "steps": stepper(2)}
    context["emergency"] = rule_or("citizen.emergency", "", on=clock.today())
    return render(request, "citizen/intake/send_what.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@public_page
def send_details(request: HttpRequest, key: UUID) -> HttpResponse:
    """The further questions of the category."""
    draft = draft_of(request, key, actor_for(request))
    if draft is None or draft.category is None:
        return redirect("send_report")
    problems: list[tuple[str, str]] = []
    given = draft.attributes
    if request.method == "POST":
        given = answers_of(draft.category, request)
        problems = attribute_problems(draft.category, given)
        if not problems:
            begin(request, key, attributes=given)
            return redirect("send_contact", key)
    context = {
        "key": key,
        "draft": draft,
        "steps": stepper(2),
        "problems": [(f"id_{code}", words) for code, words in problems],
        "questions": questions_of(draft.category, given, dict(problems)),
    }
    return render(request, "citizen/intake/send_details.html", context, status=422 if problems else 200)


def answers_of(category: ReportCategory, request: HttpRequest) -> dict[str, Any]:
    """The answers of the form by the codes of the category's questions; what is empty is left out."""
    found: dict[str, Any] = {}
    for attribute in category.attributes:
        code = attribute["code"]
        many = attribute["datatype"] == "multivaluelist"
        values = [value.replace("\x00", "").strip() for value in request.POST.getlist(code)]
        value: Any = values if many else next(iter(values), "")
        if value:
            found[code] = value
    return found


KINDS = {
    "singlevaluelist": "radio",
    "multivaluelist": "checkboxes",
    "number": "number",
    "text": "textarea",
}


def questions_of(
    category: ReportCategory, given: dict[str, Any], problems: dict[str, str]
) -> list[dict[str, Any]]:
    """The further questions as fields for the page."""
    return [
        {
            "name": attribute["code"],
            "label": attribute["description"],
            "kind": KINDS.get(attribute["datatype"], "text"),
            "hint": attribute["datatype_description"],
            "value": given.get(attribute["code"], ""),
            "choices": [(v["key"], v["name"]) for v in attribute["values"]],
            "optional": not attribute["required"],
            "errors": [problems[attribute["code"]]] if attribute["code"] in problems else [],
        }
        for attribute in category.attributes
    ]


@require_POST
@public_page
def discard(request: HttpRequest, key: UUID) -> HttpResponse:
    """Throw one's own draft away, with its pictures."""
    draft = draft_of(request, key, actor_for(request))
    if draft is None:
        return not_found(request)
    discard_report_draft(draft=draft, now=clock.now())
    messages.success(request, _("Đã bỏ bản nháp."))
    return redirect("send_report")
