"""Where planes ask for what this program gives itself. For anybody else nothing is here."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.exchange.models import ServiceAddress
from tinhso.exchange.pages.planes import caller_of, problem
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


@never_cache
@require_safe
@public_page
def answer(request: HttpRequest, environment: str, code: str, rest: str) -> HttpResponse:
    """One answer, with the declared fields and no other; in the test environment always the example."""
    caller_of(request)
    service = declared_services().get(code)
    if service is None or environment not in ServiceAddress.Environment.values:
        raise Http404
    operation = _operation(service, f"/{rest}")
    if operation is None:
        return problem(404, "Không có thao tác này.")
    try:
        values = {
            one.name: one.check(_value_of(request, one, operation, f"/{rest}"))
            for one in operation.parameters
        }
        production = environment == ServiceAddress.Environment.PRODUCTION
        found = operation.read(ServiceQuery(values, clock.now())) if production else operation.example
    except BadQuestion as refused:
        return problem(422, str(refused))
    if found is None:
        return problem(404, "Không tìm thấy.")
    check_answer(operation.fields, found, code)
    return JsonResponse(found, json_dumps_params={"ensure_ascii": False})


def _operation(service: ExchangeService, path: str) -> ServiceOperation | None:
    """The one whose path this is."""
    found = Matcher((Operation("GET", one.path), one) for one in service.operations)
    return found.find("GET", path)


def _value_of(request: HttpRequest, one: Parameter, operation: ServiceOperation, path: str) -> str | None:
    """Django has decoded the path."""
    if one.place == "path":
        return path.split("/")[operation.path.split("/").index(f"{{{one.name}}}")]
    return (request.headers if one.place == "header" else request.GET).get(one.name)
