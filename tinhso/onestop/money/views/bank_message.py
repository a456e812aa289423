from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tinhso.kernel.people.public import public_page
from tinhso.kernel.site import clock
from tinhso.lib.messages.signed_message import BadSignature, TooOld
from tinhso.onestop.money.actions.hear_bank import NotAMessage, Replayed, hear_bank
from tinhso.onestop.money.actions.receive_payment import UnknownAccount

MOST_BYTES = 8192
REFUSALS: dict[type[Exception], tuple[int, str]] = {
    TooOld: (401, "too_old"),
    BadSignature: (401, "bad_signature"),
    Replayed: (409, "replayed"),
    NotAMessage: (400, "not_a_message"),
    UnknownAccount: (422, "unknown_account"),
}


@csrf_exempt
@require_POST
@public_page
def bank_message(request: HttpRequest) -> HttpResponse:
    """The bank tells of money that came in. Its signature is the guard: nothing else is believed."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return JsonResponse({"error": "too_large"}, status=413)
    head = request.headers
    try:
        payment = hear_bank(
            body=request.body,
            moment=head.get("X-Bank-Timestamp", ""),
            nonce=head.get("X-Bank-Nonce", ""),
            signature=head.get("X-Bank-Signature", ""),
            real_now=datetime.now(UTC),
            now=clock.now(),
        )
    except tuple(REFUSALS) as error:
        status, name = next(reply for kind, reply in REFUSALS.items() if isinstance(error, kind))
        return JsonResponse({"error": name}, status=status)
    return JsonResponse({"taken": True, "finding": payment.finding})
