"""`/metrics`: what the systems declare as `Metric`, for whoever holds TINHSO_METRICS_TOKEN; without one it is not there."""

import itertools
import logging
import shutil
from collections.abc import Iterator
from hmac import compare_digest

from django.conf import settings
from django.db import DatabaseError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.config.backups.marks import backup_samples
from tinhso.config.request_counts import REQUESTS
from tinhso.kernel.site.declare import all_of
from tinhso.kernel.site.operation import Metric, Sample
from tinhso.lib.messages.exposition import CONTENT_TYPE, Family, exposition

log = logging.getLogger("tinhso.metrics")


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    token = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "")
    if not token or not compare_digest(given.encode(), f"Bearer {token}".encode()):
        raise Http404
    found = itertools.chain(families(), REQUESTS.families())
    return HttpResponse(exposition(found), content_type=CONTENT_TYPE)


def families() -> Iterator[Family]:
    """What cannot be read is told as failed; the rest is told all the same."""
    failed = []
    for metric in all_of(Metric):
        try:
            with transaction.atomic():
                samples = list(metric.read())
        except DatabaseError:
            log.exception("metric %s could not be read", metric.name)
            failed.append(Sample(1, {"metric": metric.name}))
            continue
        yield family(metric.name, metric.text, samples)
    free = shutil.disk_usage(settings.STATE).free if settings.STATE.exists() else 0
    yield family("tinhso_state_free_bytes", "free space where the state folder lies", [Sample(free)])
    yield family(
        "tinhso_backup_age_seconds",
        "since the newest whole backup, and since one was tried",
        [*backup_samples()],
    )
    yield family("tinhso_metric_failed", "metrics that could not be read", failed)


def family(name: str, text: str, samples: list[Sample]) -> Family:
    return Family(name, text, [(one.value, one.labels) for one in samples])
