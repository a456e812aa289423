"""Fetches a file that another system offers, and from nowhere else: signed over its path, as large as an upload at most."""

import time

import requests

from tinhso.kernel.files.public import UploadRules
from tinhso.lib.messages.portal_wire import SIGNATURE
from tinhso.lib.messages.signed_message import stamp
from tinhso.onestop.messages.client import Settings

SECONDS = 20
BLOCK = 64 * 1024


class NotFetched(Exception):
    """A file could not be fetched, or lies outside the system that offers it; the text says which."""


def fetch(url: str, name: str, *, given: Settings | None, where: str) -> bytes:
    """The bytes of the file; `where` is the system in words. NotFetched."""
    if given is None or not url.startswith(given["url"].rstrip("/") + "/"):
        raise NotFetched(f"Tệp “{name[:80]}” không nằm trên {where}.")
    path = url.removeprefix(given["url"].rstrip("/"))
    header = {SIGNATURE: stamp(given["secret"], path.encode(), at=int(time.time()))}
    try:
        with requests.get(url, headers=header, timeout=SECONDS, stream=True, allow_redirects=False) as answer:
            if answer.status_code != 200:
                raise NotFetched(f"Không tải được tệp “{name[:80]}” từ {where}.")
            return _read(answer, name)
    except requests.RequestException as error:
        raise NotFetched(f"Không tải được tệp “{name[:80]}” từ {where}.") from error


def _read(answer: requests.Response, name: str) -> bytes:
    """What is longer than an upload may be is refused and not read on."""
    most, content = UploadRules().max_size, b""
    for block in answer.iter_content(BLOCK):
        content += block
        if len(content) > most:
            raise NotFetched(f"Tệp “{name[:80]}” lớn hơn mức cho phép.")
    return content
