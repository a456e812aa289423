"""Where the office suite opens a DOCX for editing: read from its discovery (WOPI), remembered for some minutes."""

import re
import time
from dataclasses import dataclass
from urllib.parse import quote, urlsplit
from xml.parsers import expat

import requests
from django.conf import settings
from urllib3.exceptions import HTTPError

TIMEOUT, MOST, FRESH = 5, 1_000_000, 300
PLACEHOLDER = re.compile(r"<([a-z]+)=([A-Z0-9_]+)(&?)>")
FILLED = {"UI_LLCC": "vi-VN", "DC_LLCC": "vi-VN"}
_found: dict[str, tuple[float, str]] = {}


class EditorAway(Exception):
    """The suite does not answer, or says nothing of use; the words are for the screen."""


@dataclass(frozen=True)
class Action:
    name: str
    ext: str
    urlsrc: str


def editor_address() -> str:
    """The office suite of this instance, "" where there is none."""
    return str(settings.OFFICE_EDITOR).rstrip("/")


def editing_url(wopi_src: str) -> str:
    """The address to which the browser sends the token. Raises: EditorAway."""
    base = editor_address()
    known = _found.get(base)
    if known is None or time.monotonic() - known[0] > FRESH:
        known = (time.monotonic(), docx_action(ask_discovery(base), base))
        _found.clear()
        _found[base] = known
    join = "" if known[1].endswith(("?", "&")) else "&" if "?" in known[1] else "?"
    return f"{known[1]}{join}WOPISrc={quote(wopi_src, safe='')}&lang=vi"


def ask_discovery(base: str) -> bytes:
    """Raises: EditorAway."""
    with requests.Session() as session:
        session.trust_env = False
        try:
            with session.get(
                f"{base}/hosting/discovery", timeout=TIMEOUT, allow_redirects=False, stream=True
            ) as answer:
                if answer.status_code != 200:
                    raise EditorAway(f"trả lời {answer.status_code} ở /hosting/discovery")
                content = answer.raw.read(MOST + 1, decode_content=True)
        except (requests.RequestException, HTTPError) as error:
            raise EditorAway("không trả lời") from error
    if len(content) > MOST:
        raise EditorAway("trả lời quá dài ở /hosting/discovery")
    return bytes(content)


def docx_action(content: bytes, base: str) -> str:
    """Where it edits a DOCX, without what it would like to be told besides; at its own address, for nothing else may be framed.

    Raises: EditorAway.
    """
    found = next((one for one in actions_of(content) if (one.name, one.ext) == ("edit", "docx")), None)
    if found is None:
        raise EditorAway("không sửa được tệp DOCX (discovery không có action edit, ext docx)")
    address = PLACEHOLDER.sub(_filled, found.urlsrc)
    try:
        there = origin_of(address)
    except ValueError as error:
        raise EditorAway("chỉ tới một địa chỉ không đọc được") from error
    if there != origin_of(base):
        raise EditorAway(f"chỉ tới nơi khác ({there[:80]}), không phải địa chỉ đã đặt")
    return address


def _filled(match: re.Match[str]) -> str:
    value = FILLED.get(match[2])
    return f"{match[1]}={value}&" if value else ""


def origin_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}".lower()


def actions_of(content: bytes) -> list[Action]:
    """Each thing that the suite can do. No entity is expanded: a document type is refused. Raises: EditorAway."""
    found: list[Action] = []

    def started(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "action":
            found.append(Action(*(attributes.get(key, "") for key in ("name", "ext", "urlsrc"))))

    def refused(*_words: object) -> None:
        raise EditorAway("discovery có khai báo DOCTYPE")

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.StartDoctypeDeclHandler = started, refused
    try:
        parser.Parse(content, True)
    except (
        expat.ExpatError,
        LookupError,
        ValueError,
    ) as error:  # the last two for a code of letters that nobody knows
        raise EditorAway("discovery không phải XML") from error
    return found
