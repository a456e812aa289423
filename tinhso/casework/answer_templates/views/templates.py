"""The answer templates of an agency, kept by its head and its clerk."""

from itertools import groupby

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.casework.answer_templates.actions.keep_template import (
    MOST,
    TitleTaken,
    TooManyTemplates,
    UnknownPlace,
    change_template,
    retire_template,
    write_template,
)
from tinhso.casework.answer_templates.forms import TemplateForm
from tinhso.casework.answer_templates.templates import general
from tinhso.casework.answer_templates.words import PLACES
from tinhso.casework.models import AnswerTemplate
from tinhso.casework.models.answer_template import TemplateChanged
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import Clerk, Head
from tinhso.kernel.site import clock

MOST_SHOWN = 300


@require_safe
@role_required(Head, Clerk)
def show_templates(request: HttpRequest) -> HttpResponse:
    """The agency's own by kind, then the general ones of the province, then those no longer used."""
    rows = list(agency_templates(request).filter(retired_at__isnull=True)[:MOST_SHOWN])
    kinds = dict(AnswerTemplate.Kind.choices)
    context = {
        "groups": [(kinds[kind], list(found)) for kind, found in groupby(rows, key=lambda row: row.kind)],
        "general": [(kinds.get(one.kind, one.kind), one) for one in general()],
        "retired": list(
            agency_templates(request).filter(retired_at__isnull=False).order_by("-retired_at")[:50]
        ),
    }
    return render(request, "casework/answer_templates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Head, Clerk)
def new_template(request: HttpRequest) -> HttpResponse:
    """Write one; `?tu=` begins with the words of a general one."""
    source = next((one for one in general() if one.key == request.GET.get("tu")), None)
    initial = {"kind": source.kind, "title": source.title, "text": source.text} if source else {}
    form = TemplateForm(request.POST or None, initial=initial)
    if form.is_valid():
        data, by = form.cleaned_data, actor_for(request)
        words = {name: data[name] for name in ("kind", "title", "text")}
        try:
            write_template(agency_id=by.agency_id or 0, **words, by=by, now=clock.now())
        except (TooManyTemplates, TitleTaken, UnknownPlace) as error:
            refuse(form, error)
        else:
            messages.success(request, _("Đã ghi mẫu trả lời."))
            return redirect("answer_templates")
    return page(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Head, Clerk)
def edit_template(request: HttpRequest, pk: int) -> HttpResponse:
    template = get_object_or_404(agency_templates(request), pk=pk, retired_at__isnull=True)
    initial = {name: getattr(template, name) for name in ("title", "text", "ver")}
    form = TemplateForm(request.POST or None, initial=initial)
    del form.fields["kind"]
    if form.is_valid():
        data = form.cleaned_data
        words = {"title": data["title"], "text": data["text"], "ver": data["ver"] or 0}
        try:
            change_template(template=template, **words, by=actor_for(request), now=clock.now())
        except (TemplateChanged, TitleTaken, UnknownPlace) as error:
            refuse(form, error)
        else:
            messages.success(request, _("Đã sửa mẫu trả lời."))
            return redirect("answer_templates")
    return page(request, form, template)


@require_POST
@role_required(Head, Clerk)
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    template = get_object_or_404(agency_templates(request), pk=pk, retired_at__isnull=True)
    try:
        retire_template(template=template, ver=template.ver, by=actor_for(request), now=clock.now())
    except TemplateChanged:
        messages.error(request, _("Mẫu này vừa được người khác sửa. Xem lại rồi thử lại."))
    else:
        messages.success(request, _("Mẫu này không còn được đưa ra để chọn."))
    return redirect("answer_templates")


def agency_templates(request: HttpRequest) -> QuerySet[AnswerTemplate]:
    """The templates of the agency of the chosen post; others do not exist."""
    return AnswerTemplate.objects.filter(agency=actor_for(request).agency_id or 0)


def refuse(form: TemplateForm, error: Exception) -> None:
    """The sentence beside the field that has to change."""
    if isinstance(error, UnknownPlace):
        words = _("Không có ô %(names)s. Các ô dùng được ghi bên dưới.") % {"names": error}
        form.add_error("text", words)
    elif isinstance(error, TitleTaken):
        form.add_error("title", _("Cơ quan đã có mẫu cùng loại mang tên này. Đặt tên khác."))
    elif isinstance(error, TooManyTemplates):
        words = _("Cơ quan đã có %(most)s mẫu loại này. Thôi dùng bớt mẫu cũ rồi ghi mẫu mới.")
        form.add_error(None, words % {"most": MOST})
    else:
        form.add_error(
            None, _("Mẫu này vừa được người khác sửa. Chép phần ông/bà viết, mở lại rồi sửa tiếp.")
        )


def page(request: HttpRequest, form: TemplateForm, template: AnswerTemplate | None = None) -> HttpResponse:
    context = {"form": form, "template": template, "places": ["{" + place + "}" for place in PLACES]}
    return render(request, "casework/answer_template.html", context, status=422 if form.errors else 200)
