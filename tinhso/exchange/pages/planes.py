"""Pages for planes alone: nothing is here for anybody else."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from tinhso.lib.exchange.provided import HEADER, Asking, is_proved


def caller_of(request: HttpRequest) -> str:
    """The system that asked a plane of ours, as `GOV/so-a/dan-cu`. 404 for whoever is no plane; X-Road's header names the instance too."""
    client = request.headers.get("X-Road-Client", "").partition("/")[2]
    asking = Asking(
        str(request.method),
        f"{request.path}?{request.META.get('QUERY_STRING', '')}",
        client,
        request.headers.get("X-Road-Request-Id", ""),
    )
    if not is_proved(settings.EXCHANGE_PULL_TOKEN, request.headers.get(HEADER, ""), asking):
        raise Http404
    return client


def problem(status: int, words: str) -> HttpResponse:
    return JsonResponse({"detail": words}, status=status, json_dumps_params={"ensure_ascii": False})
