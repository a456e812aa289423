"""`/healthz`: this process answers. `/readyz`: it can serve, or the reasons why not (503)."""

from collections.abc import Callable

from django.core.exceptions import DisallowedHost
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import split_domain_port
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"live": True})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    reasons = why_not_ready()
    return JsonResponse({"ready": not reasons, "reasons": reasons}, status=503 if reasons else 200)


def this_machine_asks(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Whoever supervises on this machine asks by its address, which need not be one of the site's names."""

    # commands that only ask for pending migrations read this module before Django is open
    from tinhso.config.metrics import metrics

    views: dict[str, Callable[[HttpRequest], HttpResponse]] = {
        "/healthz": healthz,
        "/readyz": readyz,
        "/metrics": metrics,  # for the token's holder, as everywhere
    }

    def middleware(request: HttpRequest) -> HttpResponse:
        view = views.get(request.path)
        return view(request) if view and _asks_itself(request) else get_response(request)

    return middleware


def _asks_itself(request: HttpRequest) -> bool:
    """By a name that the site does not have, which everybody else is refused for."""
    peer = request.META.get("REMOTE_ADDR", "")
    try:
        request.get_host()
    except DisallowedHost:
        named, _ = split_domain_port(request.headers.get("Host", ""))
        return peer in {"127.0.0.1", "::1"} or bool(peer) and peer == named.strip("[]")
    return False


def why_not_ready() -> list[str]:
    """Codes: `database`, `migrations`, `worker`; empty when all is well."""
    try:
        if pending_migrations():
            return ["migrations"]
        return [] if living_workers() else ["worker"]
    except DatabaseError:
        return ["database"]


def pending_migrations() -> list[str]:
    """Names of the migrations that this program has and the database has not."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def living_workers() -> int:
    """How many workers have given a sign of life within two minutes."""
    # the rooms can be read only once the command has opened Django
    from tinhso.kernel.events.public import living_workers as living

    return living()
