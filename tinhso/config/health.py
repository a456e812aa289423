"""`/healthz`: this process answers. `/readyz`: it can serve, or the reasons why not (503)."""

import json
import time
from collections.abc import Callable
from http import HTTPStatus
from io import BytesIO
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.exceptions import DisallowedHost
from django.core.handlers.wsgi import WSGIRequest
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import split_domain_port
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

Handler = Callable[[HttpRequest], HttpResponse]
REOPENED_AFTER = 60.0


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"live": True})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    reasons = why_not_ready(request.pages)  # type: ignore[attr-defined] # of `this_machine_asks`
    return JsonResponse({"ready": not reasons, "reasons": reasons}, status=503 if reasons else 200)


def this_machine_asks(get_response: Handler) -> Handler:
    """Whoever supervises on this machine asks by its address, which need not be one of the site's names."""

    # commands that only ask for pending migrations read this module before Django is open
    from tinhso.config.metrics import metrics

    views: dict[str, Handler] = {
        "/healthz": healthz,
        "/readyz": readyz,
        "/metrics": metrics,  # for the token's holder, as everywhere
    }

    def middleware(request: HttpRequest) -> HttpResponse:
        request.pages = get_response  # type: ignore[attr-defined] # `/readyz` opens one
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


def why_not_ready(pages: Handler) -> list[str]:
    """Codes: `database`, `migrations`, `static`, `page`, `worker`; empty when all is well. `pages` answers requests."""
    try:
        if any(_apart()):
            return ["migrations"]
        if missing_static():
            return ["static"]
        if not first_page_opens(pages):
            return ["page"]
        return [] if living_workers() else ["worker"]
    except DatabaseError:
        return ["database"]


def missing_static() -> list[str]:
    """Static files that pages name by their digests and that are not on this machine; none where they are served from their sources."""
    if not settings.STATIC_COLLECTED:
        return []
    root, manifest = Path(settings.STATIC_ROOT), ManifestStaticFilesStorage.manifest_name
    try:
        named = json.loads((root / manifest).read_text())["paths"]
    except (OSError, ValueError, KeyError):
        return [manifest]
    return [path for path in named.values() if not (root / path).is_file()]


_opened: dict[str, float] = {}


def first_page_opens(pages: Callable[[HttpRequest], HttpResponseBase]) -> bool:
    """What a visitor gets who asks for it by the site's own name; one that has opened is asked for again after a minute."""
    if time.monotonic() - _opened.get("/", -REOPENED_AFTER) < REOPENED_AFTER:
        return True
    good = pages(visitor()).status_code < HTTPStatus.BAD_REQUEST
    if good:
        _opened["/"] = time.monotonic()
    return good


def visitor() -> HttpRequest:
    """A request for the first page, as the server in front would hand it over."""
    name = next((host.lstrip(".") for host in settings.ALLOWED_HOSTS if host != "*"), "localhost")
    return WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": "/",
            "HTTP_HOST": name,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "443",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "https",
            "wsgi.input": BytesIO(),
        }
    )


def pending_migrations() -> list[str]:
    """Names of the migrations that this program has and the database has not."""
    return _apart()[0]


def newer_migrations() -> list[str]:
    """Names of the migrations of ours that the database has and this program has not: a newer one was here."""
    return _apart()[1]


def _apart() -> tuple[list[str], list[str]]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    ours = {one.label for one in apps.get_app_configs() if one.name.startswith("tinhso.")}
    unknown = executor.loader.applied_migrations.keys() - executor.loader.disk_migrations.keys()
    return (
        [f"{migration.app_label}.{migration.name}" for migration, _ in plan],
        sorted(f"{app}.{name}" for app, name in unknown if app in ours),
    )


def living_workers() -> int:
    """How many workers have given a sign of life within two minutes."""
    # the rooms can be read only once the command has opened Django
    from tinhso.kernel.events.public import living_workers as living

    return living()
