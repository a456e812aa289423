"""The register of outgoing documents: looked up, printed, saved; numbers reserved and released by its clerk."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.documents.models import RegisterNumber
from tinhso.documents.pages.listing import page_of, rows_to_save
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.documents.pages.tabs import document_tabs
from tinhso.documents.registers.actions.release_number import release_number
from tinhso.documents.registers.actions.reserve_number import reserve_number
from tinhso.documents.registers.forms import RegisterFilterForm, ReleaseForm, ReserveForm
from tinhso.documents.registers.permissions import can_keep_register, check_can_keep_register
from tinhso.documents.registers.register_page import narrowed, register_table
from tinhso.documents.registers.saved_table import saved_table
from tinhso.kernel.people.public import Agency, actor_for, role_required
from tinhso.kernel.people.roles import Auditor, Clerk, Head
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page

WIDTHS = (2, 1.3, 1.6, 6, 1.3, 2)


@require_safe
@role_required(Clerk, Head, Auditor)
def show_register(request: HttpRequest) -> HttpResponse:
    """The numbers of the agency: of this year, or of the year, type and words that were asked for."""
    by, today = actor_for(request), clock.today()
    form = RegisterFilterForm(request.GET or None, initial={"nam": today.year})
    wish = _wish(form, today.year)
    rows = narrowed(RegisterNumber.objects.visible_to(by), **wish)
    if (saved := rows_to_save(request, rows)) is not None:
        return saved_table(
            register_table(saved, keeps=False),
            request.GET["tep"],
            by,
            name=f"so-van-ban-di-{wish['year']}",
            title=_("Sổ đăng ký văn bản đi"),
            subject=_("Năm %(year)s") % wish,
            widths=WIDTHS,
        )
    page = page_of(request, rows)
    keeps = by.agency_id is not None and can_keep_register(by.agency_id, by)
    context = {
        "tabs": document_tabs(request, by),
        "form": form,
        "table": register_table(page.rows, keeps=keeps),
        "keeps": keeps,
        "year": wish["year"],
        "query": page.query,
        "next_url": page.next_url,
        "previous_url": page.previous_url,
    }
    return render(request, "documents/registers/register.html", context)


def _wish(form: RegisterFilterForm, this_year: int) -> dict[str, Any]:
    """What was asked for, without what cannot be read."""
    form.is_valid()
    given = getattr(form, "cleaned_data", {})
    return {
        "year": given.get("nam") or this_year,
        "kind": given.get("loai") or "",
        "words": given.get("q") or "",
    }


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Clerk)
def reserve(request: HttpRequest) -> HttpResponse:
    by, now = actor_for(request), clock.now()
    form = ReserveForm(request.POST if request.method == "POST" else None, day=clock.today())
    agency = Agency.objects.get(pk=by.agency_id or 0)
    if request.method == "POST":
        number = attempt(
            form, lambda given: reserve_number(agency=agency, day=clock.today(), by=by, now=now, **given)
        )
        if number:
            messages.success(request, _("Đã giữ số %(number)s.") % {"number": number.full_number})
            return redirect("document_register")
    return form_page(
        request,
        form,
        title=_("Giữ số văn bản"),
        back=(reverse("document_register"), _("Sổ văn bản đi")),
        go=_("Giữ số kế tiếp"),
        hint=_("Số đã giữ chỉ dùng cho văn bản nêu ở lý do; không dùng thì ghi rõ, không cấp lại."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Clerk)
def release(request: HttpRequest, pk: int) -> HttpResponse:
    by, now = actor_for(request), clock.now()
    number = get_object_or_404(RegisterNumber.objects.visible_to(by), pk=pk)
    check_can_keep_register(number.agency_id, by)
    if number.state != RegisterNumber.State.RESERVED and request.method != "POST":
        raise DocumentsForbidden(_("Số này không còn được giữ."))
    form = ReleaseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(
        form, lambda given: release_number(number=number, by=by, now=now, **given)
    ):
        messages.success(request, _("Số %(number)s được ghi là không dùng.") % {"number": number.full_number})
        return redirect("document_register")
    return form_page(
        request,
        form,
        title=_("Không dùng số %(number)s") % {"number": number.full_number},
        back=(reverse("document_register"), _("Sổ văn bản đi")),
        go=_("Ghi không dùng"),
        hint=number.reason,
    )
