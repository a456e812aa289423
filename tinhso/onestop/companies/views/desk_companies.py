"""The desk's pages: papers are seen, who represents a company is confirmed, refused, recorded or ended."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.casework.public import NotYourTurn
from tinhso.kernel.events.public import log_access
from tinhso.kernel.people.public import Agency, actor_for, role_required
from tinhso.kernel.people.roles import DeskOfficer
from tinhso.kernel.site import clock
from tinhso.onestop.companies.actions.claim_representation import DayInFuture
from tinhso.onestop.companies.actions.confirm_representative import (
    NoLongerWaits,
    TermOver,
    confirm_representative,
    record_representative,
    refuse_representative,
)
from tinhso.onestop.companies.actions.end_representative import end_representative
from tinhso.onestop.companies.claims import AlreadyRepresents
from tinhso.onestop.companies.forms import CompanyNumberForm, ConfirmForm, EndForm, RecordForm
from tinhso.onestop.companies.standing import delegations_of
from tinhso.onestop.dossier.applicants import AnotherName
from tinhso.onestop.models import CompanyRepresentative

MOST = 50


def my_desk(request: HttpRequest) -> Agency:
    """The desk at which I sit; 404 for an officer whose post is elsewhere."""
    desks = Agency.objects.on(clock.today()).filter(kind=Agency.Kind.DESK)
    return get_object_or_404(desks, pk=actor_for(request).agency_id or 0)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(DeskOfficer)
def desk_companies(request: HttpRequest) -> HttpResponse:
    """Finds a company by its whole number alone, as its paper says it: nobody leafs through who represents whom.

    The number is sent in the body, so that it stands in no address.
    """
    my_desk(request)
    form = CompanyNumberForm(request.POST or None)
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        number = form.cleaned_data["number"]
        by_number = Q(company__id_number=number) | Q(company_number=number)
        found = CompanyRepresentative.objects.filter(by_number).select_related("company", "person", "desk")
        rows = list(found.order_by("ended_at", "-claimed_at", "-pk")[:MOST])
        context |= {"number": number, "rows": rows}
        log_reading(request, "desk_companies", rows[0].company_id if rows else None)
    status = 422 if form.errors else 200
    return render(request, "onestop/companies/desk_companies.html", context, status=status)


def log_reading(request: HttpRequest, page: str, item: int | None) -> None:
    by, now = actor_for(request), clock.now()
    log_access(by=by, purpose="handling", page=page, case_ids=[], at=now, item=item)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(DeskOfficer)
def record(request: HttpRequest) -> HttpResponse:
    """On papers, where nobody had claimed it."""
    my_desk(request)
    form = RecordForm(request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            found = record_representative(
                number=data["number"],
                name=data["name"],
                person=form.person(),
                certificate=form.certificate(),
                by=actor_for(request),
                now=clock.now(),
            )
        except AlreadyRepresents:
            form.add_error("id_number", _("Người này đã khai hoặc đã đại diện doanh nghiệp; tìm theo mã số."))
        except AnotherName:
            form.add_error(
                None, _("Số và tên không khớp với người hoặc doanh nghiệp đã biết. Xem lại giấy tờ.")
            )
        except NotYourTurn:
            form.add_error(
                "id_number", _("Không tự ghi mình là người đại diện: nhờ cán bộ khác xem giấy tờ.")
            )
        except (DayInFuture, TermOver) as error:
            refuse_day(form, error)
        else:
            messages.success(request, _("Đã ghi người đại diện."))
            return redirect("desk_company", found.pk)
    status = 422 if form.errors else 200
    return render(request, "onestop/companies/record.html", {"form": form}, status=status)


def refuse_day(form: ConfirmForm, error: ValueError) -> None:
    """Beside the day that it is about."""
    if isinstance(error, DayInFuture):
        form.add_error("starts_on", _("Ngày này chưa đến."))
    else:
        form.add_error("ends_on", _("Ngày cuối không trước ngày đầu và chưa qua."))


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(DeskOfficer)
def desk_company(request: HttpRequest, pk: int) -> HttpResponse:
    """One who represents a company, or says so: confirms the claim on papers."""
    my_desk(request)
    rows = CompanyRepresentative.objects.select_related("company", "person", "desk", "decided_by")
    found = get_object_or_404(rows, pk=pk)
    initial = {"title": found.title, "paper": found.paper, "starts_on": found.starts_on}
    form = ConfirmForm(request.POST or None, initial=initial)
    if form.is_valid() and confirmed(request, found, form):
        return redirect("desk_company", found.pk)
    return desk_page(request, found, form=form, status=422 if form.errors else 200)


def confirmed(request: HttpRequest, found: CompanyRepresentative, form: ConfirmForm) -> bool:
    """False with the reason beside the field."""
    try:
        confirm_representative(
            representative=found, certificate=form.certificate(), by=actor_for(request), now=clock.now()
        )
    except NoLongerWaits:
        messages.error(request, _("Lời khai này đã được xử lý."))
        return True
    except (DayInFuture, TermOver) as error:
        refuse_day(form, error)
        return False
    except AnotherName:
        words = _(
            "Mã số này đã có tên khác trong hệ thống. Không xác nhận lời khai; ghi người đại diện theo đúng giấy tờ."
        )
        form.add_error(None, words)
        return False
    except AlreadyRepresents:
        form.add_error(None, _("Người này đã được ghi là người đại diện doanh nghiệp; tìm theo mã số."))
        return False
    messages.success(request, _("Đã xác nhận người đại diện."))
    return True


def desk_page(
    request: HttpRequest,
    found: CompanyRepresentative,
    *,
    form: ConfirmForm | None = None,
    end_form: EndForm | None = None,
    status: int = 200,
) -> HttpResponse:
    log_reading(request, "desk_company", found.pk)
    context = {
        "one": found,
        "form": form,
        "end_form": end_form or EndForm(),
        "is_mine": found.person_id == actor_for(request).person_id,
        "delegations": [one for one in delegations_of(found)[:MOST] if one.is_open],
        "today": clock.today(),
    }
    return render(request, "onestop/companies/desk_company.html", context, status=status)


@require_POST
@role_required(DeskOfficer)
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """The papers do not say so."""
    my_desk(request)
    found = get_object_or_404(CompanyRepresentative, pk=pk)
    try:
        refuse_representative(representative=found, by=actor_for(request), now=clock.now())
    except NoLongerWaits:
        messages.error(request, _("Lời khai này đã được xử lý."))
    else:
        messages.success(request, _("Đã ghi không xác nhận."))
    return redirect("desk_company", found.pk)


@require_POST
@role_required(DeskOfficer)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """The company changed its representative, or they left: on papers that the desk saw."""
    my_desk(request)
    rows = CompanyRepresentative.objects.select_related("company", "person", "desk", "decided_by")
    found = get_object_or_404(rows, pk=pk)
    form = EndForm(request.POST)
    if not form.is_valid():
        return desk_page(request, found, end_form=form, status=422)
    because = CompanyRepresentative.Because(form.cleaned_data["because"])
    ended = end_representative(representative=found, because=because, by=actor_for(request), now=clock.now())
    words = (
        _("Đã ghi thôi đại diện; mọi ủy quyền theo đó đã kết thúc.") if ended else _("Đã kết thúc trước đó.")
    )
    messages.success(request, words)
    return redirect("desk_company", found.pk)
