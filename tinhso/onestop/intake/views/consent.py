"""One page for the consent of the person whom a dossier is for, at home and at the desk."""

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.casework.public import State
from tinhso.kernel.events.public import log_access
from tinhso.kernel.files.public import DOCUMENTS, UploadRules, files_sent
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import DeskOfficer
from tinhso.kernel.site import clock
from tinhso.onestop.dossier.consent import MINUTES
from tinhso.onestop.dossier.permissions import is_at_desk
from tinhso.onestop.dossier.views.finding import coded
from tinhso.onestop.intake.actions.confirm_consent import (
    ExpiredCode,
    TooManyTries,
    WrongCode,
    confirm_consent,
)
from tinhso.onestop.intake.actions.record_consent_paper import record_consent_paper
from tinhso.onestop.intake.actions.send_consent_code import (
    NoAddress,
    TooManyCodes,
    addressee,
    send_consent_code,
)
from tinhso.onestop.intake.consent_forms import CodeForm, ConsentPaperForm
from tinhso.onestop.intake.views.fill import resumed
from tinhso.onestop.models import Consent, Dossier

SCANS = UploadRules(allow=DOCUMENTS)


def consent_page(request: HttpRequest, dossier: Dossier, *, at_desk: bool) -> HttpResponse:
    """What is asked for and what was tried; whatever was typed comes back with the reason beside its field."""
    url = "counter_consent" if at_desk else "consent"
    way = request.POST.get("way", "") if request.method == "POST" else ""
    if way and dossier.case.state != State.DRAFT:  # sent twice: the second finds it handed in
        return redirect(url, dossier.case.code)
    forms: dict[str, Form] = {
        "code": CodeForm(request.POST if way == "confirm" else None),
    }
    paper = "guardian" if dossier.consent.capacity == Consent.Capacity.GUARDIAN else "authority"
    forms[paper] = paper_form(request, way, paper)
    if at_desk:
        forms["signed"] = paper_form(request, way, "signed")
    problem = take(request, dossier, way, forms)
    if way and not problem:
        return redirect(url, dossier.case.code)
    context = {
        "dossier": dossier,
        "consent": dossier.consent,
        "forms": forms,
        "problem": problem if problem != WRONG else "",
        "reachable": addressee(dossier.consent) is not None if at_desk else paper != "guardian",
        "minutes": MINUTES,
        "at_desk": at_desk,
        "draft": dossier.case.state == State.DRAFT,
        "resume": resumed(dossier),
    }
    return render(request, "onestop/intake/consent.html", context, status=422 if problem else 200)


WRONG = "wrong"
SENT = "Nếu số và họ tên đã khai đúng là của người mà hệ thống có điện thoại, thư hoặc tài khoản thì mã đã được gửi cho người đó."


def paper_form(request: HttpRequest, way: str, basis: str) -> ConsentPaperForm:
    sent = (request.POST, request.FILES) if way == basis else (None, None)
    return ConsentPaperForm(*sent, basis=Consent.Basis(basis), auto_id=f"{basis}_%s")


def take(request: HttpRequest, dossier: Dossier, way: str, forms: dict[str, Form]) -> str:
    """Do what was sent; why not, `WRONG` where it stands beside a field, empty if all is well."""
    if way == "send":
        return send(request, dossier.consent)
    if way == "confirm":
        return confirm(request, dossier.consent, forms["code"])
    if isinstance(forms.get(way), ConsentPaperForm):
        return keep_paper(request, dossier.consent, Consent.Basis(way), forms[way])
    return "" if not way else "Chọn một cách xác nhận."


def send(request: HttpRequest, consent: Consent) -> str:
    try:
        send_consent_code(consent=consent, by=actor_for(request), now=clock.now())
    except NoAddress:
        return "Hệ thống chưa có số điện thoại hoặc thư điện tử của người này. Dùng văn bản ủy quyền hoặc đến nơi tiếp nhận hồ sơ."
    except TooManyCodes:
        return "Đã gửi nhiều mã. Chờ một giờ rồi gửi lại, hoặc dùng văn bản ủy quyền."
    messages.success(request, "Đã gửi mã." if actor_for(request).is_officer else SENT)
    return ""


def confirm(request: HttpRequest, consent: Consent, form: Form) -> str:
    if not form.is_valid():
        return WRONG
    try:
        confirm_consent(
            consent=consent, code=form.cleaned_data["code"], by=actor_for(request), now=clock.now()
        )
    except WrongCode:
        form.add_error("code", "Mã không đúng. Hỏi lại người được nộp hộ.")
    except ExpiredCode:
        form.add_error("code", "Mã đã hết hiệu lực hoặc chưa được gửi. Gửi mã mới.")
    except TooManyTries:
        form.add_error("code", "Đã nhập sai nhiều lần. Gửi mã mới.")
    else:
        messages.success(request, "Đã ghi nhận sự đồng ý.")
        return ""
    return WRONG


def keep_paper(request: HttpRequest, consent: Consent, basis: Consent.Basis, form: Form) -> str:
    actor, now = actor_for(request), clock.now()
    stored = files_sent(form, "file", request.FILES, by=actor, now=now, rules=SCANS)
    if not form.is_valid():
        return WRONG
    words = form.cleaned_data.get("words", "")
    record_consent_paper(consent=consent, basis=basis, words=words, file=stored[-1], by=actor, now=now)
    messages.success(request, "Đã ghi nhận giấy tờ đồng ý.")
    return ""


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(DeskOfficer)
def counter_consent(request: HttpRequest, code: str) -> HttpResponse:
    """At the desk: by code, by authority paper, or by the form that the person signed there."""
    return consent_page(request, desk_draft(request, code), at_desk=True)


@require_safe
@role_required(DeskOfficer)
def consent_sheet(request: HttpRequest, code: str) -> HttpResponse:
    """The form of consent to print, sign and scan."""
    dossier = desk_draft(request, code)
    return render(request, "onestop/intake/consent_sheet.html", {"dossier": dossier, "now": clock.now()})


def desk_draft(request: HttpRequest, code: str) -> Dossier:
    """A dossier on behalf of somebody that this desk receives; 404 for others."""
    actor = actor_for(request)
    dossier = Dossier.objects.visible_to(actor).whole().filter(coded(code)).first()
    if dossier is None or not is_at_desk(dossier, actor) or not hasattr(dossier, "consent"):
        raise Http404
    log_access(
        by=actor, purpose="handling", page="counter_consent", case_ids=[dossier.case_id], at=clock.now()
    )
    return dossier
