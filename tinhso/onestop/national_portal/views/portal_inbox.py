"""What the national portal calls: the inbox, and the result papers of its dossiers. Signed, no session, no cookie."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.files.public import serve
from tinhso.kernel.people.public import public_page
from tinhso.kernel.site import clock
from tinhso.lib.messages.plain_json import BadJson, read_json
from tinhso.onestop.dossier.unpaid import is_held
from tinhso.onestop.messages.client import OK, portal_settings
from tinhso.onestop.messages.envelope import BadLetter, Letter, read_letter
from tinhso.onestop.messages.refusal import Refusal
from tinhso.onestop.messages.repetition import OtherContent
from tinhso.onestop.messages.replies import answer, signed_by
from tinhso.onestop.models import Dossier, PortalArrival
from tinhso.onestop.national_portal.actions.apply_arrivals import apply_arrivals
from tinhso.onestop.national_portal.actions.take_arrival import take_arrival
from tinhso.onestop.results.results import redrawn_result, result_of

LARGEST = 1_000_000  # bytes of one message; files are fetched, not carried


@csrf_exempt
@require_POST
@public_page
def inbox(request: HttpRequest) -> HttpResponseBase:
    """One message of the portal: kept, and applied when it is its turn. The answer names every refusal."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        return answer(Refusal.SHAPE, f"Tin lớn hơn {LARGEST} byte.", status=413)
    if not signed(request, request.body):
        return answer(Refusal.SIGNATURE, status=401)
    try:
        letter = read_letter(read_json(request.body))
    except BadLetter as error:
        return answer(Refusal.SHAPE, str(error), status=400)
    except BadJson:
        return answer(Refusal.SHAPE, status=400)
    return receive(letter)


def receive(letter: Letter) -> HttpResponseBase:
    now = clock.now()
    try:
        arrival = take_arrival(letter=letter, now=now)
    except OtherContent:
        return answer(Refusal.CONTENT, status=409)
    apply_arrivals(letter.national_code, now=now)
    arrival = PortalArrival.objects.select_related("dossier__case").get(pk=arrival.pk)
    if arrival.state == PortalArrival.State.HELD:
        return answer(Refusal(arrival.error_code), arrival.error_text)
    content = {"error_code": OK, "message": arrival.get_state_display(), "TrangThaiTin": arrival.state}
    return JsonResponse(content | ({"MaHoSo": arrival.dossier.case.code} if arrival.dossier else {}))


def signed(request: HttpRequest, content: bytes) -> bool:
    """Whether the portal's signature stands over this content; never where no portal is connected."""
    return signed_by(portal_settings(), request, content)


@require_safe
@public_page
def portal_result(request: HttpRequest, code: str) -> HttpResponseBase:
    """The result paper of a dossier, for the portal alone: its signature stands over the path. Not before its fee is settled."""
    if not signed(request, request.path.encode()):
        return answer(Refusal.SIGNATURE, status=401)
    dossier = Dossier.objects.whole().filter(case__code=code, portal_messages__isnull=False).first()
    paper = result_of(dossier) if dossier else None
    if dossier is None or paper is None or is_held(dossier, clock.now()):
        raise Http404
    redrawn = redrawn_result(dossier, paper, now=clock.now())
    if redrawn is not None:
        return HttpResponse(
            redrawn, content_type="application/pdf", headers={"Cache-Control": "private, no-store"}
        )
    return serve(request, paper.file, by=SYSTEM, cases=None)
