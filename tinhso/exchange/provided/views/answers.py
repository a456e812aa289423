"""Where planes ask for what this program gives itself. For anybody else nothing is here."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.exchange.models import ServiceAddress
from tinhso.exchange.provided.declared import (
    BadQuestion,
    ExchangeService,
    Parameter,
    ServiceOperation,
    ServiceQuery,
    check_answer,
    declared_services,
)
from tinhso.kernel.people.public import public_page
from tinhso.kernel.site import clock
from tinhso.lib.exchange.operations import Matcher, Operation
from tinhso.lib.exchange.provided import HEADER, Asking, is_proved


@never_cache
@require_safe
@public_page
def answer(request: HttpRequest, environment: str, code: str, rest: str) -> HttpResponse:
    """One answer, with the declared fields and no other; in the test environment always the example."""
    _check_plane(request)
    service = declared_services().get(code)
    if service is None or environment not in ServiceAddress.Environment.values:
        raise Http404
    operation = _operation(service, f"/{rest}")
    if operation is None:
        return _problem(404, "Không có thao tác này.")
    try:
        values = {
            one.name: one.check(_value_of(request, one, operation, f"/{rest}"))
            for one in operation.parameters
        }
        production = environment == ServiceAddress.Environment.PRODUCTION
        found = operation.read(ServiceQuery(values, clock.now())) if production else operation.example
    except BadQuestion as refused:
        return _problem(422, str(refused))
    if found is None:
        return _problem(404, "Không tìm thấy.")
    check_answer(operation.fields, found, code)
    return JsonResponse(found, json_dumps_params={"ensure_ascii": False})


def _check_plane(request: HttpRequest) -> None:
    """404 for whoever is no plane of ours. The header of X-Road names instance and system."""
    client = request.headers.get("X-Road-Client", "").partition("/")[2]
    asking = Asking(
        str(request.method),
        f"{request.path}?{request.META.get('QUERY_STRING', '')}",
        client,
        request.headers.get("X-Road-Request-Id", ""),
    )
    if not is_proved(settings.EXCHANGE_PULL_TOKEN, request.headers.get(HEADER, ""), asking):
        raise Http404


def _operation(service: ExchangeService, path: str) -> ServiceOperation | None:
    """The one whose path this is."""
    found = Matcher((Operation("GET", one.path), one) for one in service.operations)
    return found.find("GET", path)


def _value_of(request: HttpRequest, one: Parameter, operation: ServiceOperation, path: str) -> str | None:
    """Django has decoded the path."""
    if one.place == "path":
        return path.split("/")[operation.path.split("/").index(f"{{{one.name}}}")]
    return (request.headers if one.place == "header" else request.GET).get(one.name)


def _problem(status: int, words: str) -> HttpResponse:
    return JsonResponse({"detail": words}, status=status, json_dumps_params={"ensure_ascii": False})
