import time

from django.http import HttpRequest, JsonResponse

from tinhso.lib.messages.portal_wire import SIGNATURE
from tinhso.lib.messages.signed_message import BadSignature, check_stamp
from tinhso.onestop.messages.client import Settings
from tinhso.onestop.messages.refusal import Refusal


def answer(refusal: Refusal, words: str = "", *, status: int = 200) -> JsonResponse:
    return JsonResponse({"error_code": refusal.value, "message": words or refusal.words}, status=status)


def signed_by(given: Settings | None, request: HttpRequest, content: bytes) -> bool:
    """Whether the other system's signature stands over this content; never where none is connected."""
    if given is None:
        return False
    try:
        check_stamp(given["secret"], content, request.headers.get(SIGNATURE, ""), now=int(time.time()))
    except BadSignature:
        return False
    return True
