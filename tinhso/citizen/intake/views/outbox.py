"""What the app's outbox talks to: JSON, sent again as often as it takes, by the client key once only.

Every answer but the first one needs the CSRF token that `outbox_key` gives. Refusals are
{"problems": [{"field", "text"}]} with 422, too much at once 429 with Retry-After.
"""

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tinhso.casework.public import NotYourTurn
from tinhso.citizen.intake.outbox_body import BodyRefused, read_body
from tinhso.citizen.models import PhoneCheck, Report
from tinhso.citizen.reports.actions.submit_report import sent_before, submit_report
from tinhso.citizen.reports.content import ContentRefused
from tinhso.citizen.reports.photos import PhotoRefused, holder_of, take_photo
from tinhso.citizen.reports.report_limits import REPORT_LIMITS
from tinhso.citizen.sender.actions.confirm_phone import CodeRefused, confirm_phone
from tinhso.citizen.sender.actions.send_phone_code import TooManyCodes, send_phone_code
from tinhso.citizen.sender.browser_notes import PHONE_TOKEN, remember_sent
from tinhso.citizen.sender.phones import person_of, plain_phone, sends_codes
from tinhso.citizen.sender.secret_link import code_reaches, link_needed, link_path
from tinhso.citizen.sender.sender_identity import sent_it_before
from tinhso.kernel.files.public import NotYourFile
from tinhso.kernel.moderation.public import Flooded, check_flood
from tinhso.kernel.people.public import Person, actor_for, light_deed, public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import browser_id, browser_note, note_in_browser, sent_json
from tinhso.kernel.site.rate_limit import client_address, limited
from tinhso.lib.messages.plain_json import BadJson

MOST_PHOTOS = 300  # pictures from one address in ten minutes


def refused(problems: list[tuple[str, str]], status: int = 422) -> JsonResponse:
    return JsonResponse(
        {"problems": [{"field": field, "text": text} for field, text in problems]}, status=status
    )


def slowed(text: str, retry_after: int) -> JsonResponse:
    answer = refused([("", text)], 429)
    answer["Retry-After"] = str(retry_after)
    return answer


def uncached(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
@public_page
def outbox_key(request: HttpRequest) -> HttpResponse:
    """The CSRF token for the next deeds; whether an account is signed in; whether a phone must be confirmed."""
    state = {
        "csrf": get_token(request),
        "signed_in": actor_for(request).person_id is not None,
        "owner": owner_word(request),
        "confirm_phone": sends_codes(),
        "phone_token": browser_note(request, PHONE_TOKEN) or "",
    }
    return uncached(JsonResponse(state))


def owner_word(request: HttpRequest) -> str:
    """Tells one account's drafts on a shared phone from another's, not whose they are; "" for a visitor."""
    actor = actor_for(request)
    if actor.person_id is None:
        return ""
    return salted_hmac("tinhso.citizen.owner", str(actor.user_id), algorithm="sha256").hexdigest()[:20]


@require_POST
@light_deed
@public_page
def outbox_photo(request: HttpRequest) -> HttpResponse:
    """One photo (`photo`) of the report `key`: gives {"file": id}. The same picture again gives the same id."""
    if limited(request, "report_photo", most=MOST_PHOTOS):
        return slowed(_("Đã nhận nhiều ảnh trong thời gian ngắn; tự gửi lại sau 10 phút."), 600)
    key, uploaded = _uuid(request.POST.get("key", "")), request.FILES.get("photo")
    if key is None or not isinstance(uploaded, UploadedFile):
        return refused([("photos", _("Thiếu ảnh hoặc mã của phản ánh."))], 400)
    try:
        file = take_photo(uploaded, holder=holder_of(key, browser_id(request)), now=clock.now())
    except PhotoRefused as error:
        return refused([("photos", str(error))])
    return JsonResponse({"file": str(file.pk)}, status=201)


@require_POST
@light_deed
@public_page
def outbox_report(request: HttpRequest) -> HttpResponse:
    """A report as JSON (see `outbox_body.py`): 201 {"code", "url", "own_url"}; the same key again 200 with the same
    code. `own_url` is the secret link, "" where an account or a code opens the sender's part."""
    try:
        body = read_body(_json(request), on=clock.today())
        earlier = sent_before(body.key)
        report = earlier or _submit(request, body)
    except BodyRefused as error:
        return refused(error.problems, 400)
    except ContentRefused as error:
        return refused(error.problems)
    except NotYourFile:
        return refused([("photos", _("Ảnh đã hết hạn giữ tạm hoặc của người khác; gửi lại ảnh."))])
    except NotYourTurn:
        return refused([("key", _("Mã của phản ánh đã được dùng cho việc khác."))], 409)
    except Flooded as flooded:
        return slowed(str(flooded), flooded.retry_after)
    receipt = {"code": report.case.code, "url": reverse("report", args=[report.case.code])}
    if earlier is None or sent_it_before(request, report, body.phone_token):
        remember_sent(request, report.case.code)
        receipt["own_url"] = request.build_absolute_uri(link_path(body.key)) if link_needed(report) else ""
    return uncached(JsonResponse(receipt, status=200 if earlier else 201))


def _submit(request: HttpRequest, body: Any) -> Report:
    actor = actor_for(request)
    contact = body.content.contact
    confirmed = person_of(body.phone_token, contact.phone)
    if actor.person_id is None and confirmed is None and code_reaches(contact.phone):
        raise ContentRefused([("phone_token", _("Xác nhận số điện thoại bằng mã trước khi gửi."))])
    check_flood(
        REPORT_LIMITS,
        phone=contact.phone,
        address=client_address(request),
        account=actor.user_id,
        on=clock.today(),
    )
    sender = Person.objects.get(pk=actor.person_id) if actor.person_id else confirmed
    return submit_report(
        content=body.as_content(confirmed=confirmed is not None),
        client_key=body.key,
        channel=Report.Channel.APP,
        person=sender,
        holder=holder_of(body.key, browser_id(request)),
        by=actor,
        now=clock.now(),
    )


@require_POST
@light_deed
@public_page
def outbox_phone(request: HttpRequest) -> HttpResponse:
    """{"phone"}: sends a code by SMS and gives {"check": id}."""
    phone = plain_phone(str(_json(request).get("phone", ""))[:40])
    if not phone:
        return refused([("phone", _("Số điện thoại gồm 10 chữ số, bắt đầu bằng 0."))])
    if limited(request, "report_code", most=20, seconds=3600):
        return slowed(_("Đã gửi nhiều mã. Đợi 1 giờ rồi thử lại."), 3600)
    try:
        check = send_phone_code(phone=phone, now=clock.now())
    except TooManyCodes:
        return slowed(_("Đã gửi nhiều mã đến số này. Đợi 1 giờ rồi thử lại."), 3600)
    return JsonResponse({"check": str(check.pk)}, status=201)


@require_POST
@light_deed
@public_page
def outbox_code(request: HttpRequest) -> HttpResponse:
    """{"check", "code"}: gives {"token"}, which reports by that phone carry for ninety days."""
    given = _json(request)
    key = _uuid(str(given.get("check", "")))
    check = PhoneCheck.objects.filter(pk=key).first() if key else None
    try:
        if check is None:
            raise CodeRefused
        token = confirm_phone(check=check, code=str(given.get("code", ""))[:12])
    except CodeRefused:
        return refused([("code", _("Mã không đúng, hoặc đã quá 10 phút, hoặc nhập sai quá 5 lần."))])
    note_in_browser(request, PHONE_TOKEN, token)
    return uncached(JsonResponse({"token": token}))


def _json(request: HttpRequest) -> dict[str, Any]:
    """The body as an object; anything else is an empty one, which lacks everything."""
    try:
        found = sent_json(request)
    except BadJson:
        return {}
    return found if isinstance(found, dict) else {}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
