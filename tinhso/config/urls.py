"""The one list of rooms that answer to addresses; each system keeps its own list below its own address."""

from django.conf import settings
from django.urls import include, path

from tinhso.config.health import healthz, readyz
from tinhso.config.metrics import metrics

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("", include("tinhso.kernel.site.urls")),
    path("", include("tinhso.kernel.people.urls")),
    path("", include("tinhso.kernel.papers.urls")),
    path("", include("tinhso.kernel.files.urls")),
    path("", include("tinhso.kernel.search.urls")),
    path("", include("tinhso.kernel.notices.urls")),
    path("", include("tinhso.kernel.events.urls")),
    path("", include("tinhso.casework.urls")),
    path("", include("tinhso.onestop.urls")),
    path("", include("tinhso.citizen.urls")),
    path("api/", include("tinhso.config.api")),
    path("", include("tinhso.indicators.urls")),
    path("", include("tinhso.opendata.urls")),
    path("", include("tinhso.exchange.urls")),
    path("", include("tinhso.documents.urls")),
    path("", include("tinhso.security.urls")),
    path("", include("tinhso.press.urls")),
]

if settings.DEMO:
    urlpatterns.append(path("", include("tinhso.demo.urls")))

handler400 = "tinhso.kernel.site.views.errors.bad_request"
handler403 = "tinhso.kernel.site.views.errors.forbidden"
handler404 = "tinhso.kernel.site.views.errors.not_found"
handler500 = "tinhso.kernel.site.views.errors.server_error"
