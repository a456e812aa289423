"""A citizen's pages: the companies that they represent, who acts for them, and what was offered to them."""

import uuid

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.casework.public import NotYourTurn
from tinhso.kernel.people.public import Person, actor_for, citizen_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.rate_limit import allow
from tinhso.onestop.companies.actions.answer_company_delegation import (
    NotOffered,
    answer_company_delegation,
)
from tinhso.onestop.companies.actions.claim_representation import (
    DayInFuture,
    IdentityTooLow,
    TooManyClaims,
    claim_representation,
)
from tinhso.onestop.companies.actions.end_company_delegation import end_company_delegation
from tinhso.onestop.companies.actions.end_representative import end_representative
from tinhso.onestop.companies.actions.offer_company_delegation import (
    DelegationRefused,
    offer_company_delegation,
)
from tinhso.onestop.companies.claims import AlreadyRepresents
from tinhso.onestop.companies.forms import ClaimForm, DelegationForm
from tinhso.onestop.companies.limits import claim_days, claim_identity_level, longest_days
from tinhso.onestop.companies.permissions import can_represent
from tinhso.onestop.companies.procedure_choice import chosen_and_found, label_of
from tinhso.onestop.companies.standing import delegations_of, offers_to
from tinhso.onestop.dossier.applicants import ForOneself
from tinhso.onestop.models import CompanyDelegation, CompanyRepresentative, Dossier, Procedure

MOST = 100
TYPED = ("id_number", "full_name", "starts_on", "ends_on", "scope", "words")
TRIES = 30  # names and numbers typed by one person in an hour: no trawl of who has which number
TOO_MANY = "Ông/bà đã nhập nhiều lần trong một giờ. Chờ một giờ rồi nhập tiếp."


@require_safe
@citizen_required
def my_companies(request: HttpRequest) -> HttpResponse:
    """What waits for my answer, the companies that I represent, those whose account I use; six queries."""
    today, me = clock.today(), Person.objects.filter(pk=actor_for(request).person_id or 0).first()
    offers = [one for one in offers_to(me) if one.ends_on >= today][:MOST] if me else []
    answered = CompanyDelegation.objects.whole().filter(employee=me).exclude(state="offered")
    lent = list(answered.order_by("ended_at", "-offered_at")[:MOST])
    mine = CompanyRepresentative.objects.filter(person=me).select_related("company")
    context = {
        "mine": mine.order_by("ended_at", "-claimed_at", "-pk")[:MOST],
        "asked": offers,
        "lent": lent,
        "names": procedure_names([*offers, *lent]),
        "today": today,
        "days": claim_days(today),
    }
    return render(request, "onestop/companies/my_companies.html", context)


def procedure_names(delegations: list[CompanyDelegation]) -> dict[str, str]:
    """Name and public code by code, of every procedure that these name. At most one query."""
    codes = {code for one in delegations for code in one.procedures}
    if not codes:
        return {}
    return {row.code: label_of(row) for row in Procedure.objects.filter(code__in=codes)}


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def claim(request: HttpRequest) -> HttpResponse:
    """Says which company one represents; a desk sees the papers before anything follows from it."""
    form = ClaimForm(request.POST or None)
    if form.is_valid() and claimed(request, form):
        messages.success(request, _("Đã ghi lời khai. Mang giấy tờ đến nơi tiếp nhận hồ sơ để xác nhận."))
        return redirect("my_companies")
    today = clock.today()
    needed = claim_identity_level(today)
    too_low = actor_for(request).identity_level < needed
    context = {"form": form, "days": claim_days(today), "needed": needed, "too_low": too_low}
    status = 422 if form.errors else 200
    return render(request, "onestop/companies/claim.html", context, status=status)


def claimed(request: HttpRequest, form: ClaimForm) -> bool:
    """False with the reason beside the field."""
    data, actor = form.cleaned_data, actor_for(request)
    if not allow("company_names", str(actor.person_id), TRIES, 3600):
        form.add_error(None, TOO_MANY)
        return False
    try:
        claim_representation(**data, by=actor, now=clock.now())
    except IdentityTooLow as low:
        words = _("Tài khoản phải được định danh điện tử mức độ %(level)s. Đăng nhập lại bằng VNeID.")
        form.add_error(None, words % {"level": low.needed})
    except AlreadyRepresents:
        form.add_error("number", _("Ông/bà đã khai hoặc đã đại diện doanh nghiệp này."))
    except TooManyClaims:
        form.add_error(None, _("Ông/bà có nhiều lời khai chưa xác nhận. Mang giấy tờ đến quầy trước."))
    except DayInFuture:
        form.add_error("starts_on", _("Ngày này chưa đến."))
    return not form.errors


def own_company(request: HttpRequest, pk: int) -> CompanyRepresentative:
    """404 but for who represents the company today by this row."""
    rows = CompanyRepresentative.objects.select_related("company", "person")
    found = get_object_or_404(rows, pk=pk)
    if not can_represent(found, actor_for(request), clock.today()):
        raise Http404
    return found


@require_safe
@citizen_required
def company(request: HttpRequest, pk: int) -> HttpResponse:
    """Who acts for the company and who did, and its dossiers with who filed each."""
    found, today = own_company(request, pk), clock.today()
    delegations = list(delegations_of(found)[:MOST])
    dossiers = Dossier.objects.listed().filter(case__person=found.company_id)
    dossiers = dossiers.filter(Q(case__submitted_at__isnull=False) | Q(case__submitter=None))
    context = {
        "representative": found,
        "others": CompanyRepresentative.objects.holding(today)
        .filter(company=found.company_id)
        .exclude(pk=found.pk)
        .select_related("person"),
        "open": [one for one in delegations if one.is_open],
        "ended": [one for one in delegations if not one.is_open],
        "names": procedure_names(delegations),
        "dossiers": dossiers.exclude(case__state="withdrawn", case__submitted_at=None)
        .select_related("case__submitter", "consent")
        .order_by("-case__opened_at")[:MOST],
        "today": today,
        "now": clock.now(),
    }
    return render(request, "onestop/companies/company.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Lets an employee use the company's account, from when until when, for which procedures."""
    found, today = own_company(request, pk), clock.today()
    looks = (
        "tim" in request.POST
    )  # the button beside the search box: nothing is judged yet, nothing typed is lost
    initial = {"client_key": uuid.uuid4(), "starts_on": today}
    if looks:
        initial |= {name: request.POST.get(name, "") for name in ("client_key", *TYPED)}
        initial["procedures"] = request.POST.getlist("procedures")
    choices = chosen_and_found(request.POST.getlist("procedures"), request.POST.get("words", ""), today)
    form = DelegationForm(None if looks else request.POST or None, initial=initial, choices=choices)
    if not looks and form.is_valid() and offered(request, found, form):
        messages.success(request, _("Đã gửi lời mời. Ủy quyền có hiệu lực khi người được mời nhận."))
        return redirect("company", found.pk)
    context = {"representative": found, "form": form, "longest": longest_days(today), "looks": looks}
    status = 422 if form.errors else 200
    return render(request, "onestop/companies/offer.html", context, status=status)


def offered(request: HttpRequest, found: CompanyRepresentative, form: DelegationForm) -> bool:
    """False with the reason beside the field."""
    actor = actor_for(request)
    if not allow("company_names", str(actor.person_id), TRIES, 3600):
        form.add_error(None, TOO_MANY)
        return False
    try:
        offer_company_delegation(
            representative=found,
            employee=form.employee(),
            terms=form.terms(),
            client_key=form.cleaned_data["client_key"],
            by=actor,
            now=clock.now(),
        )
    except DelegationRefused as error:
        form.add_error(error.field or None, str(error))
    except ForOneself:
        form.add_error("id_number", _("Đây là số của chính ông/bà; người đại diện không cần ủy quyền."))
    return not form.errors


@require_POST
@citizen_required
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The employee accepts or refuses what was offered to them; what is not, or no more, is answered the same to everybody."""
    actor, accepts = actor_for(request), "nhan" in request.POST
    delegation = CompanyDelegation.objects.whole().filter(pk=pk).first()
    try:
        if delegation is None:
            raise NotOffered(pk)
        answer_company_delegation(delegation=delegation, accepts=accepts, by=actor, now=clock.now())
    except (NotOffered, NotYourTurn):
        messages.error(request, _("Lời mời này đã được trả lời, đã rút hoặc đã hết hạn."))
    else:
        messages.success(request, _("Đã nhận ủy quyền.") if accepts else _("Đã từ chối ủy quyền."))
    return redirect("my_companies")


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """The company withdraws it, or the employee gives it up; asked once, with what follows. 404 for everybody else."""
    actor, today = actor_for(request), clock.today()
    delegation = get_object_or_404(CompanyDelegation.objects.whole(), pk=pk)
    mine = actor.person_id is not None and delegation.employee_id == actor.person_id
    holding = CompanyRepresentative.objects.holding(today).filter(
        company=delegation.representative.company_id
    )
    representing = holding.filter(person=actor.person_id or 0).first()
    if not mine and representing is None:
        raise Http404
    if request.method == "POST":
        ended = end_company_delegation(delegation=delegation, by=actor, now=clock.now())
        words = _("Ủy quyền đã kết thúc.") if ended else _("Ủy quyền này đã kết thúc trước đó.")
        messages.success(request, words)
        return redirect("company", representing.pk) if representing and not mine else redirect("my_companies")
    context = {"delegation": delegation, "mine": mine, "representing": representing}
    return render(request, "onestop/companies/end_delegation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def resign(request: HttpRequest, pk: int) -> HttpResponse:
    """The representative, or who claimed to be, says that they are not any more; asked once, with what follows."""
    actor = actor_for(request)
    rows = CompanyRepresentative.objects.standing().select_related("company")
    found = get_object_or_404(rows, pk=pk, person=actor.person_id or 0)
    if request.method == "POST":
        resigned = CompanyRepresentative.Because.RESIGNED
        end_representative(representative=found, because=resigned, by=actor, now=clock.now())
        messages.success(request, _("Đã ghi ông/bà thôi đại diện doanh nghiệp này."))
        return redirect("my_companies")
    return render(request, "onestop/companies/resign.html", {"representative": found})
