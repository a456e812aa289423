"""The port of signing: a prepared paper goes out, a signature (CMS, PKCS#7) comes back.

Officials sign on their own machine: the page takes digest and token from `prepare_signature`, the browser asks the
local service and posts the signature to `complete_signature`. The two classes here are for the server: the first
speaks to that local service on the official's behalf (demo and tests), the second holds a key and works in a demo only.
"""

import asyncio
import base64
import time
from collections.abc import Mapping
from typing import Any, Protocol

import requests
from django.conf import settings
from pyhanko.sign.signers import SimpleSigner

from tinhso.kernel.papers.render import is_demo
from tinhso.kernel.papers.signing.pdf_signing import PreparedPdf
from tinhso.kernel.site.models import Instance


class Signer(Protocol):
    def sign(self, prepared: PreparedPdf) -> bytes:
        """A detached CMS signature in DER over `prepared.digest`. Raises SigningRefused, SigningUnavailable."""


class SigningRefused(Exception):
    """The signer, the token or the service said no. `code` is a word; `message` is Vietnamese, for the screen."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


class SigningUnavailable(SigningRefused):
    """The service cannot be reached, did not answer in time or answered nonsense; trying again may help."""

    def __init__(self, code: str = "unavailable") -> None:
        super().__init__(code, "Không kết nối được dịch vụ ký số trên máy. Hãy mở phần mềm ký số rồi ký lại.")


class KeyFileOnlyInDemo(RuntimeError):
    """Outside a demo a server never holds an official's key."""


class ServerMayNotSign(SigningRefused):
    """Outside a demo no server asks for a signature on an official's behalf: the browser of their machine does."""

    def __init__(self) -> None:
        super().__init__(
            "server_may_not_sign",
            "Chữ ký được tạo trên máy của người ký. Hãy ký bằng trình duyệt có bật JavaScript, trên máy có phần mềm ký số.",
        )


_CODES = frozenset({"wrong_pin", "token_unplugged", "certificate_expired", "cancelled"})


class LocalServiceSigner:
    """Asks a local signing service and waits for the holder's decision, at most `patience` seconds.

    In a demo and in tests only: ServerMayNotSign elsewhere.
    """

    def __init__(
        self,
        holder: str,
        *,
        url: str = "",
        approval: str = "auto",
        patience: float = 60,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        if not is_demo():
            raise ServerMayNotSign
        self.holder = holder
        self.url = url or settings.SIGNING_SERVICE_URL
        self.approval = approval
        self.patience = patience
        self.headers = dict(headers or {})

    def sign(self, prepared: PreparedPdf) -> bytes:
        end = time.monotonic() + self.patience
        answer = self._ask("POST", "/v1/requests", self._wish(prepared))
        while answer.get("status") == "waiting":
            if time.monotonic() > end:
                raise SigningUnavailable("timeout")
            time.sleep(min(0.2, self.patience))
            answer = self._ask("GET", f"/v1/requests/{answer['request_id']}", None)
        if answer.get("status") == "refused":
            code = str(answer.get("code"))
            raise SigningRefused(code if code in _CODES else "refused", str(answer.get("message", ""))[:300])
        return _decoded(answer)

    def _wish(self, prepared: PreparedPdf) -> dict[str, str]:
        return {
            "holder": self.holder,
            "document_id": prepared.document_id,
            "digest": prepared.digest.hex(),
            "digest_algorithm": "sha256",
            "approval": self.approval,
        }

    def _ask(self, method: str, path: str, body: dict[str, str] | None) -> dict[str, Any]:
        try:
            answer = requests.request(
                method, self.url + path, json=body, headers=self.headers, timeout=10, allow_redirects=False
            )
            if answer.status_code >= 300:
                raise SigningUnavailable
            content = answer.json()
        except (requests.RequestException, ValueError) as error:
            raise SigningUnavailable from error
        if not isinstance(content, dict):
            raise SigningUnavailable
        return content


def _decoded(answer: dict[str, Any]) -> bytes:
    try:
        return base64.b64decode(answer["cms"], validate=True)
    except (KeyError, TypeError, ValueError) as error:
        raise SigningUnavailable from error


class Pkcs12Signer:
    """Signs with a key file. Only in a demo: both the setting and the instance must say so."""

    def __init__(self, key_file: str, passphrase: bytes) -> None:
        if not (settings.DEMO and Instance.objects.filter(demo=True).exists()):
            raise KeyFileOnlyInDemo("PKCS#12 signing is for demos; officials sign on their own machine")
        loaded = SimpleSigner.load_pkcs12(key_file, passphrase=passphrase)
        if loaded is None:
            raise SigningRefused("wrong_pin", "Mật khẩu của tệp khóa không đúng hoặc tệp khóa bị hỏng.")
        self._signer = loaded

    def sign(self, prepared: PreparedPdf) -> bytes:
        signed = asyncio.run(self._signer.async_sign(prepared.digest, "sha256", use_pades=True))
        return bytes(signed.dump())
