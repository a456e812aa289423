"""Fetches the files that the national portal offers with a message, and from nowhere else."""

import time
from dataclasses import dataclass

import requests

from tinhso.kernel.files.public import UploadRules
from tinhso.lib.portal_wire import SIGNATURE
from tinhso.lib.signed_message import stamp
from tinhso.onestop.portal_client import portal_settings
from tinhso.onestop.portal_letter import Letter, LetterFile

SECONDS = 20
BLOCK = 64 * 1024


class NotFetched(Exception):
    """A file could not be fetched, or lies outside the portal; the text says which."""


@dataclass(frozen=True)
class Fetched:
    offered: LetterFile
    content: bytes


def fetch_files(letter: Letter) -> list[Fetched]:
    """All files of the message, in order; NotFetched if any of them does not come."""
    return [Fetched(offered, _fetch(offered)) for offered in letter.files]


def _fetch(offered: LetterFile) -> bytes:
    given = portal_settings()
    if given is None or not offered.url.startswith(given["url"].rstrip("/") + "/"):
        raise NotFetched(f"Tệp “{offered.name[:80]}” không nằm trên Cổng Dịch vụ công quốc gia.")
    path = offered.url.removeprefix(given["url"].rstrip("/"))
    header = {SIGNATURE: stamp(given["secret"], path.encode(), at=int(time.time()))}
    try:
        with requests.get(
            offered.url, headers=header, timeout=SECONDS, stream=True, allow_redirects=False
        ) as answer:
            if answer.status_code != 200:
                raise NotFetched(f"Không tải được tệp “{offered.name[:80]}” từ Cổng.")
            return _read(answer, offered)
    except requests.RequestException as error:
        raise NotFetched(f"Không tải được tệp “{offered.name[:80]}” từ Cổng.") from error


def _read(answer: requests.Response, offered: LetterFile) -> bytes:
    """At most what an upload may have; what is longer is refused and not read on."""
    most, content = UploadRules().max_size, b""
    for block in answer.iter_content(BLOCK):
        content += block
        if len(content) > most:
            raise NotFetched(f"Tệp “{offered.name[:80]}” lớn hơn mức cho phép.")
    return content
