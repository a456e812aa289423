"""Trying a call from the page: through the plane of the test environment, never against a service in production."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.exchange.developer.forms import TrialForm
from tinhso.exchange.developer.inputs import inputs_of, outgoing, takes_body
from tinhso.exchange.developer.own_systems import OwnSystem, own_systems
from tinhso.exchange.models import Agreement, ServiceAddress, ServiceVersion
from tinhso.exchange.pages.tabs import exchange_tabs
from tinhso.exchange.registry.tables import version_table
from tinhso.exchange.registry.versions import newest
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import DataOfficer, Head
from tinhso.kernel.site import clock
from tinhso.kernel.site.rate_limit import allow
from tinhso.kernel.site.shapes import Column, Fact, Table
from tinhso.kernel.site.views.errors import too_many
from tinhso.lib.exchange.client import ExchangeClient
from tinhso.lib.exchange.operations import Operation
from tinhso.lib.exchange.trial import Trial, sandbox_word, try_call

WAYS = ["GET", "HEAD", "POST"]
MOST_TRIES, STRETCH = 60, 600
"""Calls of one officer in ten minutes."""


@dataclass(frozen=True)
class Try:
    """Whose call it is, by which agreement, and which operation."""

    caller: OwnSystem
    agreement: Agreement
    version: ServiceVersion
    operation: Operation

    @property
    def service(self) -> str:
        """Behind /lgsp/."""
        return self.agreement.service.address


@require_http_methods(WAYS)
@role_required(Head, DataOfficer)
def try_service(request: HttpRequest) -> HttpResponse:
    """`thoa-thuan` and `thao-tac` choose; a POST sends."""
    by, now = actor_for(request), clock.now()
    pairs = callable_in_test(own_systems(by, now))
    chosen = _chosen(pairs, request.GET.get("thoa-thuan", "")[:60], request.GET.get("thao-tac", "")[:300])
    posted = request.method == "POST"
    form = _form(request, chosen) if chosen else None
    if posted and not allow("exchange-trial", str(by.user_id), MOST_TRIES, STRETCH):
        return too_many(request, retry_after=STRETCH)
    sends = posted and chosen is not None and form is not None and bool(settings.EXCHANGE_TEST_ADDRESS)
    trial = sent(chosen, form) if sends and chosen and form and form.is_valid() else None
    context = {
        "plane": settings.EXCHANGE_TEST_ADDRESS.rstrip("/"),
        "pairs": pairs,
        "chosen": chosen,
        "form": form,
        "trial": trial,
        "facts": _facts(trial) if trial else [],
        "sent": header_table(_("Tiêu đề đã gửi"), trial.sent) if trial else None,
        "came": header_table(_("Tiêu đề trả lời"), trial.headers) if trial and trial.headers else None,
        "versions": version_table(chosen.agreement.service.versions.defer("openapi")[:20])
        if chosen
        else None,
        "tabs": exchange_tabs(request),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "exchange/developer/trial.html", context, status=status)


def callable_in_test(systems: list[OwnSystem]) -> list[tuple[OwnSystem, Agreement]]:
    """Agreements in force about services that answer in the test environment. One query."""
    pairs = [(one, agreement) for one in systems for agreement in one.callable if agreement.operations]
    there = ServiceAddress.objects.filter(
        environment=ServiceAddress.Environment.TEST,
        service__in={agreement.service_id for _one, agreement in pairs},
    )
    known = set(there.values_list("service", flat=True))
    return [pair for pair in pairs if pair[1].service_id in known]


def _chosen(pairs: list[tuple[OwnSystem, Agreement]], code: str, words: str) -> Try | None:
    """What was asked for, else the first of each."""
    found = next((pair for pair in pairs if pair[1].case.code == code), pairs[0] if pairs else None)
    version = newest(found[1].service) if found else None
    if found is None or version is None:
        return None
    caller, agreement = found
    operation = next((one for one in agreement.calls if str(one) == words), agreement.calls[0])
    return Try(caller, agreement, version, operation)


def _form(request: HttpRequest, chosen: Try) -> TrialForm:
    inputs = inputs_of(chosen.version, chosen.operation)
    given = request.POST if request.method == "POST" else None
    return TrialForm(given, inputs=inputs, takes_body=takes_body(chosen.operation))


def sent(chosen: Try, form: TrialForm) -> Trial:
    """By the key that this program holds for the system in the test environment."""
    system = str(chosen.caller.system)
    client = ExchangeClient(
        plane=settings.EXCHANGE_TEST_ADDRESS,
        client=system,
        word=sandbox_word(settings.EXCHANGE_KEY, system),
    )
    call, body = outgoing(chosen.operation, form.values()), form.sent_body()
    headers = call.headers | ({"Content-Type": "application/json"} if body else {})
    return try_call(
        client,
        method=chosen.operation.method,
        service=chosen.service,
        path=call.path,
        headers=headers,
        body=body,
    )


def _facts(trial: Trial) -> list[Fact]:
    found = [Fact(_("Đã gửi"), f"{trial.method} {trial.address}")]
    if trial.away:
        return [*found, Fact(_("Kết quả"), _("Không nhận được trả lời (%(why)s)") % {"why": trial.away})]
    found.append(Fact(_("Mã trả lời"), str(trial.status)))
    found.append(Fact(_("Thời gian"), _("%(n)d mili giây") % {"n": trial.milliseconds}))
    if trial.kind:
        advice = _("gọi lại sau được") if trial.is_retryable else _("gọi lại như cũ sẽ bị từ chối nữa")
        found.append(Fact(_("Nền tảng từ chối"), f"{trial.message} ({trial.kind}; {advice})"))
    elif trial.status >= 400:
        found.append(Fact(_("Bên cung cấp trả lời lỗi"), _("Xem nội dung trả lời bên dưới")))
    return found


def header_table(title: str, headers: dict[str, str]) -> Table:
    rows = [[name, value[:500]] for name, value in sorted(headers.items())]
    return Table(title, [Column(_("Tên")), Column(_("Giá trị"))], rows)
