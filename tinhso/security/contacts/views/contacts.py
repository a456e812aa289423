"""Whom to call at which agency."""

from datetime import date

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.events.public import Actor, log_access
from tinhso.kernel.people.public import Agency, actor_for, role_required
from tinhso.kernel.people.roles import SecurityCoordinator, SecurityOfficer, SupportDesk
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import Cell, Column, Table, attempt, form_page
from tinhso.lib.dates import vn_date
from tinhso.security.contacts import forms
from tinhso.security.contacts.actions.end_contact import end_contact
from tinhso.security.contacts.actions.name_contact import name_contact
from tinhso.security.contacts.permissions import contacts_for
from tinhso.security.duties.permissions import can_coordinate, check_can_answer_for
from tinhso.security.models import SecurityContact
from tinhso.security.pages.listing import listing_of
from tinhso.security.pages.tabs import security_tabs

WAYS = ["GET", "HEAD", "POST"]


@require_safe
@role_required(SecurityCoordinator, SecurityOfficer, SupportDesk)
def show_contacts(request: HttpRequest) -> HttpResponse:
    """Those of today; each reading is noted, for they are names and numbers of people."""
    by, today = actor_for(request), clock.today()
    keeps = by.holds(SecurityOfficer) or by.holds(SecurityCoordinator)
    rows = (
        contacts_for(by, on=today).filter(pk__in=SecurityContact.objects.on(today)).select_related("agency")
    )
    page = listing_of(request, rows.order_by("agency__sort_key", "part", "code"), "")
    log_access(by=by, purpose="coordinate", page="security_contacts", case_ids=[], at=clock.now())
    context = {
        "tabs": security_tabs(request, by),
        "table": _table(page.rows, keeps=keeps),
        "page": page,
        "keeps": keeps,
    }
    return render(request, "security/contacts/contacts.html", context)


def _table(contacts: list[SecurityContact], *, keeps: bool) -> Table:
    head = [
        _("Cơ quan"),
        _("Vai trò"),
        _("Họ và tên"),
        _("Chức vụ"),
        _("Điện thoại"),
        _("Thư điện tử"),
        _("Từ ngày"),
    ]
    return Table(
        _("Đầu mối an toàn thông tin"),
        [Column(label) for label in head],
        [
            [
                one.agency.name,
                one.get_part_display(),
                Cell(one.full_name, url=reverse("end_security_contact", args=[one.code]) if keeps else ""),
                one.title or "–",
                one.phone,
                one.email or "–",
                vn_date(one.starts),
            ]
            for one in contacts
        ],
    )


def _agencies(by: Actor, today: date) -> "QuerySet[Agency]":
    every = Agency.objects.on(today).exclude(kind=Agency.Kind.DESK)
    return every if can_coordinate(by, on=today) else every.filter(pk=by.agency_id or 0)


@require_http_methods(WAYS)
@role_required(SecurityCoordinator, SecurityOfficer)
def new_contact(request: HttpRequest) -> HttpResponse:
    by, today = actor_for(request), clock.today()
    form = forms.ContactForm(
        request.POST if request.method == "POST" else None,
        agencies=_agencies(by, today),
        initial={"agency": by.agency_id, "starts": today},
    )
    if request.method == "POST" and attempt(
        form, lambda given: name_contact(by=by, now=clock.now(), **given)
    ):
        messages.success(request, _("Đã ghi đầu mối."))
        return redirect("security_contacts")
    return form_page(
        request,
        form,
        title=_("Thêm đầu mối an toàn thông tin"),
        back=(reverse("security_contacts"), _("Đầu mối")),
        go=_("Ghi đầu mối"),
    )


@require_http_methods(WAYS)
@role_required(SecurityCoordinator, SecurityOfficer)
def end(request: HttpRequest, code: str) -> HttpResponse:
    by, today = actor_for(request), clock.today()
    contact = get_object_or_404(contacts_for(by, on=today), code=code)
    check_can_answer_for(contact.agency_id, by, on=today)
    form = forms.EndContactForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(
        form, lambda given: end_contact(contact=contact, by=by, now=clock.now(), **given)
    ):
        messages.success(request, _("Đã ghi kết thúc đầu mối."))
        return redirect("security_contacts")
    return form_page(
        request,
        form,
        title=_("Kết thúc đầu mối %(name)s") % {"name": contact.full_name},
        back=(reverse("security_contacts"), _("Đầu mối")),
        go=_("Ghi kết thúc"),
    )
