"""The signing service that the server may ask is asked whether it runs; nothing is signed."""

from collections.abc import Mapping

import requests
from django.conf import settings

from tinhso.kernel.site.trial import SECONDS, Deed, NotSetUp, Recipient, TrialFailed, not_reached

VARIABLE = "TINHSO_SIGNING_SERVICE"
NOBODY = "tinhso-check"


def ask_signing_service(_recipient: Recipient) -> Mapping[str, Deed]:
    url = settings.SIGNING_SERVICE_URL
    if not url:
        raise NotSetUp("máy chủ không gọi dịch vụ ký nào: chữ ký được tạo trên máy của người ký, thử ở đó")
    return {"": lambda: _ask(url)}


def _ask(url: str) -> str:
    """For the certificate of somebody that it does not know: 200 and 404 are both answers of a signing service."""
    try:
        answer = requests.get(
            f"{url}/v1/certificate", params={"holder": NOBODY}, timeout=SECONDS, allow_redirects=False
        )
        answer.json()
    except (requests.RequestException, ValueError) as error:
        raise not_reached(error, VARIABLE) from error
    if answer.status_code not in (200, 404):
        raise TrialFailed(f"dịch vụ ký trả lời HTTP {answer.status_code}: xem địa chỉ ở {VARIABLE}")
    return "trả lời"
