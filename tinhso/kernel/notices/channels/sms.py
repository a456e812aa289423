import requests
from django.conf import settings

from tinhso.kernel.notices.channels.errors import Refused, TryLater

SECONDS = 20


def send_sms(reference: str, phone: str, text: str) -> str:
    """One POST of JSON `{id, to, text}` to the province's gateway (TINHSO_SMS_URL, bearer TINHSO_SMS_TOKEN).

    Any 2xx is taken; `id` of its JSON answer, if there is one, is the gateway's reference.
    """
    try:
        answer = requests.post(
            settings.TINHSO_SMS_URL,
            json={"id": reference, "to": phone, "text": text},
            headers={"Authorization": f"Bearer {settings.TINHSO_SMS_TOKEN}"},
            timeout=SECONDS,
        )
    except requests.RequestException as error:
        raise TryLater from error
    if answer.status_code >= 500 or answer.status_code == 429:
        raise TryLater(answer.status_code)
    if not answer.ok:
        raise Refused(answer.status_code)
    return _reference(answer) or reference


def _reference(answer: requests.Response) -> str:
    try:
        data = answer.json()
    except ValueError:
        return ""
    return str(data.get("id", "")) if isinstance(data, dict) else ""
