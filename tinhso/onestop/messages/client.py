"""The way to the national portal: sign in, call a service, read its answer."""

from typing import Any

import requests
from django.conf import settings

from tinhso.kernel.outbox.public import Answer

SECONDS = 20
OK, NO_SESSION, BUSY = "00", "01", "99"
Settings = dict[str, str]


class PortalAway(Exception):
    """The portal does not answer, is busy or answers nonsense: the same message may pass later."""


def portal_settings() -> Settings | None:
    """`url`, `unit` (madonvi) and `secret` of the portal; None where the instance is not connected."""
    found: Settings | None = settings.NATIONAL_PORTAL
    return found


class PortalClient:
    """One session with the portal; signs in when it has to, and once more when the portal has forgotten it."""

    def __init__(self, given: Settings) -> None:
        self.given = given
        self.http = requests.Session()
        self.http.trust_env = False
        self.session = ""

    def call(self, service: str, body: dict[str, Any]) -> Answer:
        """PortalAway if it cannot be said what became of the message; else the portal's answer."""
        answer = self._call(service, body)
        if answer.code == NO_SESSION:
            self.session = ""
            answer = self._call(service, body)
        if answer.code in {NO_SESSION, BUSY}:
            raise PortalAway(answer.text)
        return answer

    def sign_in(self) -> Answer:
        """What the portal says to unit and secret. PortalAway."""
        words = {"madonvi": self.given["unit"], "matkhau": self.given["secret"]}
        return self._post("DangNhap", words)

    def _call(self, service: str, body: dict[str, Any]) -> Answer:
        if not self.session:
            self.session = str(self.sign_in().data.get("session", ""))
        return self._post(service, body | {"session": self.session, "madonvi": self.given["unit"]})

    def _post(self, service: str, body: dict[str, Any]) -> Answer:
        try:
            url = f"{self.given['url']}/mapi/{service}"
            answer = self.http.post(url, json=body, timeout=SECONDS, allow_redirects=False)
            data = answer.json()
        except (requests.RequestException, ValueError) as error:
            raise PortalAway(type(error).__name__) from error
        if answer.status_code >= 500 or not isinstance(data, dict) or "error_code" not in data:
            raise PortalAway(str(answer.status_code))
        return Answer(str(data["error_code"])[:10], str(data.get("message", ""))[:300], data)
