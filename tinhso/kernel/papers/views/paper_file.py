from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import serve
from tinhso.kernel.papers.queries import public_file
from tinhso.kernel.people.public import public_page
from tinhso.kernel.site.rate_limit import limited
from tinhso.kernel.site.views.errors import too_many

MOST_FILES = 60  # from one address in ten minutes


@require_safe
@public_page
def paper_file(request: HttpRequest, token: str) -> HttpResponseBase:
    """/xac-minh/<token>/tai-ve/: the file itself, only of kinds that hold nothing personal."""
    if limited(request, "verify-file", most=MOST_FILES):
        return too_many(request, retry_after=600)
    paper = public_file(token.upper())
    if paper is None:
        raise Http404
    return serve(request, paper.file, by=Actor(), cases=None)
