"""Open311 GeoReport v2 under /open311/v2/: the calls of the standard, each as XML or JSON by the ending of its address."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.citizen.models import ApiKey, PendingRequest, Report, ReportCategory, Reporter
from tinhso.citizen.open311 import open311
from tinhso.citizen.open311.answer import Refused, Tree, answer, refusal
from tinhso.citizen.open311.api_keys import key_of
from tinhso.citizen.open311.post import Posted, content_of, read_post
from tinhso.citizen.open311.query import found_requests, found_updates, read_window, whole
from tinhso.citizen.reports.actions.submit_report import submit_report
from tinhso.citizen.reports.content import MOST_PHOTOS
from tinhso.citizen.reports.photos import PhotoRefused, holder_of, take_photo
from tinhso.citizen.sender.secret_link import code_reaches, link_path
from tinhso.kernel.events.public import Actor, job
from tinhso.kernel.people.public import public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import any_origin, instance
from tinhso.kernel.site.rate_limit import allow, limited

MOST_READS = 1200  # calls from one address in ten minutes
Call = Callable[..., Tree]


def call(view: Call) -> Callable[..., HttpResponse]:
    """One call: the format by its ending, errors in the standard's shape."""

    @wraps(view)
    def answered(request: HttpRequest, fmt: str, **words: str) -> HttpResponse:
        try:
            if limited(request, "open311", most=MOST_READS):
                raise Refused(429, "too many calls; try again in ten minutes", retry_after=600)
            check_jurisdiction(request)
            return answer(view(request, **words), fmt)
        except Refused as refused:
            return refusal(refused, fmt)

    return answered


def check_jurisdiction(request: HttpRequest) -> None:
    """One province is one jurisdiction: its code, its host or nothing. Refused(404)."""
    given = request.POST.get("jurisdiction_id") or request.GET.get("jurisdiction_id", "")
    if not given or given == request.get_host():
        return
    if given.lower() != instance().ident_code.lower():
        raise Refused(404, "jurisdiction_id was not found")


def site_of(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


@any_origin("GET", "HEAD")
@require_safe
@public_page
@call
def discovery(request: HttpRequest) -> Tree:
    """GET discovery."""
    return open311.discovery(site_of(request))


@any_origin("GET", "HEAD")
@require_safe
@public_page
@call
def services(request: HttpRequest) -> Tree:
    """GET service list."""
    return open311.services(clock.now())


@any_origin("GET", "HEAD")
@require_safe
@public_page
@call
def service(request: HttpRequest, code: str) -> Tree:
    """GET service definition."""
    category = ReportCategory.objects.on(clock.today()).filter(code=code[:40]).first()
    if category is None:
        raise Refused(404, "service_code was not found")
    return open311.definition(category)


@csrf_exempt
@any_origin("GET", "HEAD", "POST")
@require_http_methods(["GET", "HEAD", "POST"])
@public_page
@call
def service_requests(request: HttpRequest) -> Tree:
    """GET service requests, POST service request."""
    if request.method == "POST":
        return post_request(request)
    rows = found_requests(request.GET.dict(), now=clock.now())
    extended = request.GET.get("extensions", "").lower() in {"true", "1"}
    return open311.requests_tree(rows, site_of(request), extended=extended)


@any_origin("GET", "HEAD")
@require_safe
@public_page
@call
def service_request(request: HttpRequest, code: str) -> Tree:
    """GET one service request: a list of one."""
    row = whole().filter(case__code=code.upper()).first()
    if row is None:
        raise Refused(404, "service_request_id was not found")
    extended = request.GET.get("extensions", "").lower() in {"true", "1"}
    return open311.requests_tree([row], site_of(request), extended=extended)


@any_origin("GET", "HEAD")
@require_safe
@public_page
@call
def token(request: HttpRequest, token: str) -> Tree:
    """GET service_request_id from a token; empty while its picture is being fetched."""
    try:
        pending = PendingRequest.objects.select_related("report__case").filter(pk=UUID(token)).first()
    except ValueError:
        pending = None
    if pending is None:
        raise Refused(404, "token was not found")
    code = pending.report.case.code if pending.report else None
    return Tree("service_requests", [{"token": str(pending.pk), "service_request_id": code}], "request")


@any_origin("GET", "HEAD")
@require_safe
@public_page
@call
def updates(request: HttpRequest) -> Tree:
    """GET service request updates (extension): the public steps of a window of time."""
    window = read_window(request.GET.dict(), now=clock.now())
    return open311.updates_tree(found_updates(window), window.start, window.end)


def post_request(request: HttpRequest) -> Tree:
    """The report is there at once, unless a picture is to be fetched first: then a token stands for it. Refused."""
    client = client_of(request)
    now, posted = clock.now(), read_post(request.POST)
    url = posted.fields["media_url"]
    coming = 1 if url or request.FILES else 0
    checked = content_of(posted, on=now.date(), coming=coming)  # before anything is kept
    if not allow("open311_key", str(client.pk), client.per_hour, 3600):
        refusal = f"this key may send {client.per_hour} requests an hour; try again later"
        raise Refused(429, refusal, retry_after=3600)
    key, actor = _key(request), Actor()
    photos = tuple(_photo(file, key) for file in _files(request))
    if url:
        pending = _wait_for_media(client, posted, url, photos, key)
        mine = pending.api_key_id == client.pk
        link = link_for(request, client, key, phone=checked.contact.phone) if mine else ""
        return given_back({"token": str(pending.pk)}, link, checked.contact.phone)
    report = submit_report(
        content=content_of(posted, on=now.date(), photos=photos),
        client_key=key,
        channel=Report.Channel.OPEN311,
        api_key=client,
        by=actor,
        now=now,
    )
    link = link_for(request, client, key, phone=report.reporter.phone)
    return given_back({"service_request_id": report.case.code}, link, report.reporter.phone)


def client_of(request: HttpRequest) -> ApiKey:
    """The client whose key came along. Refused(403)."""
    given = request.POST.get("api_key") or request.GET.get("api_key", "")
    if not given:
        raise Refused(403, "api_key was not provided")
    client = key_of(given)
    if client is None:
        raise Refused(403, "api_key was not recognised")
    return client


def _wait_for_media(
    client: ApiKey, posted: Posted, url: str, photos: tuple[UUID, ...], key: UUID
) -> PendingRequest:
    body = posted.as_json() | {"photos": [str(photo) for photo in photos]}
    pending, is_new = PendingRequest.objects.get_or_create(
        pk=key, defaults={"api_key": client, "body": body, "media_url": url, "sent_at": clock.now()}
    )
    if is_new:
        job("citizen.fetch_media").defer(token=str(pending.pk))
    return pending


def link_for(request: HttpRequest, client: ApiKey, key: UUID, *, phone: str) -> str:
    """The secret link of the sender; "" where a code will open their part, and for a key under which something came by
    another way: keys of e-mails are reckoned from what their readers know."""
    others = Reporter.objects.filter(report__case__client_key=key).exclude(api_key=client)
    if code_reaches(phone) or others.exists():
        return ""
    return request.build_absolute_uri(link_path(key))


def given_back(request: dict[str, str], link: str, phone: str) -> Tree:
    """`link` goes on to whoever reported, through the client, this once; without it the notice says what opens their part."""
    notice = "Phản ánh được phân loại trước khi đăng; theo dõi bằng mã."
    if link:
        notice += f" Đường dẫn riêng của người gửi, chỉ hiện một lần: {link}"
    elif code_reaches(phone):
        notice += " Phần của người gửi mở bằng mã gửi đến số điện thoại đã khai."
    return Tree("service_requests", [request | {"service_notice": notice, "account_id": None}], "request")


def _key(request: HttpRequest) -> UUID:
    """What makes a repeated request the same one: the header Idempotency-Key, a UUID, where the client sends it."""
    given = request.headers.get("Idempotency-Key", "")
    try:
        return UUID(given) if given else uuid4()
    except ValueError as error:
        raise Refused(400, "Idempotency-Key: not a UUID") from error


def _files(request: HttpRequest) -> list[UploadedFile]:
    found = [*request.FILES.getlist("media"), *request.FILES.getlist("media[]")]
    if len(found) > MOST_PHOTOS:
        raise Refused(400, f"media: at most {MOST_PHOTOS} pictures")
    return [file for file in found if isinstance(file, UploadedFile)]


def _photo(file: UploadedFile, key: UUID) -> UUID:
    try:
        return take_photo(file, holder=holder_of(key), now=clock.now()).pk
    except PhotoRefused as refused:
        raise Refused(400, f"media: {refused}") from refused
