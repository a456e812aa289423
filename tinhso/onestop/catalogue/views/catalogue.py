from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tinhso.kernel.people.public import public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import box_address
from tinhso.onestop.catalogue.places import any_desk_source
from tinhso.onestop.catalogue.procedure_page.after_hours import beyond_hours
from tinhso.onestop.catalogue.procedure_page.hits import hits_of
from tinhso.onestop.catalogue.procedure_page.page import procedure_page
from tinhso.onestop.catalogue.procedure_page.read_aloud import heard_lines
from tinhso.onestop.catalogue.procedure_page.recordings import recordings_of
from tinhso.onestop.catalogue.search import ProcedureQuery, field_names, find_procedures, life_events
from tinhso.onestop.data.reading import same_procedure
from tinhso.onestop.models import Procedure, ProcedureVersion

LONGEST = 200


@require_safe
@public_page
def procedures(request: HttpRequest) -> HttpResponse:
    """The catalogue: search, facets, browsing by field and moment of life."""
    asked = asked_of(request)
    if asked.words and (elsewhere := box_address(asked.words)):
        return redirect(elsewhere)
    found = find_procedures(asked, on=clock.today(), after=request.GET.get("sau", ""))
    if found.tracking_code:
        return redirect(f"{reverse('track')}?{urlencode({'ma': found.tracking_code})}")
    context = {
        "asked": asked,
        "found": found,
        "hits": hits_of(found.procedures, clock.today(), found.matched),
        "events": life_events(),
        "field_names": field_names() if asked.field or not found.procedures else {},
        "next_url": _link(asked, sau=found.next) if found.next else "",
        "fields": [(f, _link(asked, **{"linh-vuc": f.code})) for f in found.facets.fields],
        "levels": [(f, _link(asked, cap=f.code)) for f in found.facets.levels],
        "kinds": [(f, _link(asked, **{"muc-do": f.code})) for f in found.facets.kinds],
        "subjects": [
            (s.label, _link(asked, **{"doi-tuong": s.value}), s.value == asked.subject)
            for s in ProcedureVersion.Subject
        ],
        "chosen": _chosen(asked),
    }
    return render(request, "onestop/catalogue/procedures.html", context)


def asked_of(request: HttpRequest) -> ProcedureQuery:
    """What the address asks for; unknown values find nothing and do no harm."""
    given = request.GET
    return ProcedureQuery(
        words=" ".join(given.get("q", "").replace("\x00", "").split())[:LONGEST],
        field=given.get("linh-vuc", "")[:60].replace("\x00", ""),
        level=given.get("cap", "")[:10].replace("\x00", ""),
        event=given.get("su-kien", "")[:60].replace("\x00", ""),
        online=given.get("muc-do", "")[:10].replace("\x00", ""),
        subject=given.get("doi-tuong", "")[:20].replace("\x00", ""),
    )


def _link(asked: ProcedureQuery, **changes: str) -> str:
    values = {"q": asked.words, **_narrowing(asked)}
    parameters = {k: v for k, v in (values | changes).items() if v}
    return f"{reverse('procedures')}?{urlencode(parameters)}" if parameters else reverse("procedures")


def _chosen(asked: ProcedureQuery) -> dict[str, str]:
    """The facets that are on, each with the address without it."""
    on = _narrowing(asked)
    return {name.replace("-", "_"): _link(asked, **{name: ""}) for name, value in on.items() if value}


def _narrowing(asked: ProcedureQuery) -> dict[str, str]:
    """What narrows the list, under the names of the address."""
    return {
        "linh-vuc": asked.field,
        "cap": asked.level,
        "su-kien": asked.event,
        "muc-do": asked.online,
        "doi-tuong": asked.subject,
    }


@require_safe
@public_page
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """Everything that law has published of one procedure, and where to file it; an older code leads to the national one."""
    today = clock.today()
    found = Procedure.objects.on(today).select_related("field").filter(code=code).first()
    if found is None:
        national, since = same_procedure().get(code, ("", today))
        if national and since <= today:
            return redirect("procedure", national)
        raise Http404("Không có thủ tục này.")
    page = procedure_page(found, on=today, any_desk=any_desk_source(today))
    heard = heard_lines(page)
    recordings = recordings_of(found, page.version, today)
    context = {"page": page, "heard": heard, "recordings": recordings}
    context["beyond_hours"] = bool(page.version and beyond_hours(clock.now()))
    return render(request, "onestop/catalogue/procedure.html", context)
