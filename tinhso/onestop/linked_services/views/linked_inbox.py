"""What the software of civil status and linked services calls: the answers to our requests. Signed, no session, no cookie."""

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tinhso.kernel.people.public import public_page
from tinhso.kernel.site import clock
from tinhso.lib.messages.plain_json import read_json
from tinhso.onestop.linked_services.actions.apply_answer import apply_answer
from tinhso.onestop.linked_services.actions.take_answer import take_answer
from tinhso.onestop.linked_services.letter import LinkedLetter, read_linked_letter
from tinhso.onestop.messages.client import OK
from tinhso.onestop.messages.envelope import BadLetter
from tinhso.onestop.messages.refusal import Refusal
from tinhso.onestop.messages.repetition import OtherContent
from tinhso.onestop.messages.replies import answer, signed_by
from tinhso.onestop.models import LinkedAnswer
from tinhso.onestop.registration.settings import linked_settings

LARGEST = 100_000  # bytes of one answer; the copy is fetched, not carried


@csrf_exempt
@require_POST
@public_page
def linked_inbox(request: HttpRequest) -> HttpResponseBase:
    """One answer: kept, then applied. What comes back names every refusal."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        return answer(Refusal.SHAPE, f"Tin lớn hơn {LARGEST} byte.", status=413)
    if not signed_by(linked_settings(), request, request.body):
        return answer(Refusal.SIGNATURE, status=401)
    try:
        letter = read_linked_letter(read_json(request.body))
    except BadLetter as error:
        return answer(Refusal.SHAPE, str(error), status=400)
    except ValueError:
        return answer(Refusal.SHAPE, status=400)
    return receive_answer(letter)


def receive_answer(letter: LinkedLetter) -> HttpResponseBase:
    now = clock.now()
    try:
        stored = take_answer(letter=letter, now=now)
    except OtherContent:
        return answer(Refusal.CONTENT, status=409)
    if apply_answer(stored, now=now):
        return JsonResponse({"error_code": OK, "message": "Đã nhận"})
    held = LinkedAnswer.objects.get(pk=stored.pk)
    return answer(Refusal(held.error_code), held.error_text)
