from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tinhso.kernel.events.public import log_access
from tinhso.kernel.people.guards.actors import actor_for
from tinhso.kernel.people.guards.guards import signed_in_required
from tinhso.kernel.people.own_account.archive import MOST_BYTES, RETENTION_NOTE, archive
from tinhso.kernel.people.own_account.my_data import MOST_ROWS, MyData
from tinhso.kernel.site import clock
from tinhso.kernel.site.declare import all_of
from tinhso.kernel.site.rate_limit import allow
from tinhso.kernel.site.views.errors import too_many

MOST_AN_HOUR = 5


@signed_in_required
@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    """What an export holds, and what stays although the account goes."""
    values = {
        "parts": all_of(MyData),
        "retention_note": RETENTION_NOTE,
        "most_rows": MOST_ROWS,
        "most_bytes": MOST_BYTES,
    }
    return render(request, "people/my_data.html", values)


@signed_in_required
@never_cache
@require_POST
def my_data_file(request: HttpRequest) -> HttpResponseBase:
    """Everything held about this account as one ZIP; five times an hour at most."""
    by, now = actor_for(request), clock.now()
    if not allow("my_data", str(by.user_id), MOST_AN_HOUR, 3600):
        return too_many(request, retry_after=3600)
    log_access(by=by, purpose="own_data", page="my_data_file", case_ids=[], at=now)
    answer = StreamingHttpResponse(archive(all_of(MyData), by, now=now), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="du-lieu-cua-toi-{now:%Y%m%d}.zip"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
