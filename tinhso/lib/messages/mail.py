"""One message of mail (RFC 5322) from its bytes, as somebody unknown wrote it: limits first, nothing of it is trusted or run.

Words are text without controls, invisible and turning signs; of HTML the words that a reader sees. Character sets that cost time or
are none of text are read as UTF-8. What is left out is said, so that whoever reads knows that there was more.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.utils import parseaddr
from html import unescape

MOST_OCTETS = 30_000_000
MOST_HEAD = 200_000
MOST_PARTS = 100
MOST_ATTACHMENTS = 10
LONGEST_TEXT = 20_000
LONGEST_HTML = 1_000_000
LONGEST_SUBJECT = 300
MOST_HOPS = 30
CHARSETS = frozenset(
    [
        "utf-8",
        "us-ascii",
        "iso-8859-1",
        "iso-8859-15",
        "windows-1252",
        "windows-1258",
        "cp1252",
        "cp1258",
        "utf-16",
        "utf-16le",
        "utf-16be",
    ]
)
AUTOMATIC_SENDERS = ("mailer-daemon", "postmaster", "no-reply", "noreply", "donotreply", "do-not-reply")
AUTOMATIC_HEADERS = ("X-Autoreply", "X-Autorespond", "X-Loop", "List-Id", "List-Unsubscribe")
NOISY = frozenset({"bulk", "junk", "list", "auto_reply"})


class MailUnreadable(ValueError):
    """The bytes are no message that can be read; `str()` is a whole sentence in Vietnamese."""


@dataclass(frozen=True)
class Attachment:
    """A part with a name, or one that is no text; `media` is what the sender says of it."""

    name: str
    media: str
    octets: bytes


@dataclass(frozen=True)
class Mail:
    """`identity` is the Message-ID, "" without one; `answers` are the ids that it refers to. `automatic` says in words why no
    person wrote it, "" where nothing speaks against one. `left_out` names what is not here."""

    identity: str
    address: str
    date: str
    subject: str
    text: str
    attachments: tuple[Attachment, ...]
    left_out: tuple[str, ...]
    answers: tuple[str, ...]
    automatic: str


def read_mail(octets: bytes) -> Mail:
    """Raises: MailUnreadable."""
    if len(octets) > MOST_OCTETS:
        raise MailUnreadable(f"Thư lớn hơn {MOST_OCTETS // 1_000_000} MB.")
    ends = [at for at in (octets.find(b"\n\n"), octets.find(b"\r\n\r\n")) if at >= 0]
    if min(ends, default=len(octets)) > MOST_HEAD:
        raise MailUnreadable("Phần đầu thư dài quá mức.")
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(octets)
        parts = list(_leaves(message))
        return _mail(message, parts)
    except (MessageError, LookupError, UnicodeError, ValueError, RecursionError, TypeError) as error:
        raise MailUnreadable("Không đọc được thư này.") from error


def _leaves(message: "Message[str, str]") -> "Iterator[Message[str, str]]":
    """Parts that hold something themselves, without recursion; messages inside are not opened. One more than the most at most."""
    waiting, seen = [message], 0
    while waiting and seen <= MOST_PARTS:
        part = waiting.pop()
        inner = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inner, list):
            waiting.extend(reversed(inner[: MOST_PARTS + 1]))  # type: ignore[arg-type]
        else:
            seen += 1
            yield part


def _mail(message: "Message[str, str]", parts: "list[Message[str, str]]") -> Mail:
    left_out = [f"chỉ đọc {MOST_PARTS} phần đầu của thư"] if len(parts) > MOST_PARTS else []
    text, rest = _body(parts[:MOST_PARTS])
    if len(text) > LONGEST_TEXT:
        text = text[:LONGEST_TEXT]
        left_out.append(f"nội dung dài hơn {LONGEST_TEXT} ký tự, chỉ giữ phần đầu")
    attachments = [one for one in map(_attachment, rest) if one.octets or one.name]
    if len(attachments) > MOST_ATTACHMENTS:
        left_out.append(f"có hơn {MOST_ATTACHMENTS} tệp, chỉ xét {MOST_ATTACHMENTS} tệp đầu")
    if any(one.get_content_maintype() == "message" for one in parts):
        left_out.append("thư nằm trong thư không được mở")
    address = plain(parseaddr(_raw(message, "From", 1000))[1])[:254].lower()
    references = f"{_header(message, 'In-Reply-To', 1000)} {_header(message, 'References', 10_000)}"
    return Mail(
        identity=_header(message, "Message-ID", 1000),
        address=address,
        date=_header(message, "Date", 100),
        subject=" ".join(_header(message, "Subject", 4000).split())[:LONGEST_SUBJECT],
        text=text,
        attachments=tuple(attachments[:MOST_ATTACHMENTS]),
        left_out=tuple(left_out),
        answers=tuple(references.replace("<", " ").replace(">", " ").split()[:100]),
        automatic=_automatic(message, address),
    )


def _raw(message: "Message[str, str]", name: str, most: int) -> str:
    """As it was sent; bytes beyond ASCII are read as UTF-8."""
    found = (value for key, value in message.raw_items() if key.lower() == name.lower())
    raw = str(next(found, ""))[:most]
    return raw.encode("utf-8", errors="surrogateescape").decode("utf-8", errors="replace")


def _header(message: "Message[str, str]", name: str, most: int) -> str:
    """Decoded and plain; the first where there are several."""
    raw = _raw(message, name, most)
    try:
        found = decode_header(raw)
    except (MessageError, ValueError):
        return plain(raw).strip()
    words = (
        _decoded(part, charset or "utf-8") if isinstance(part, bytes) else part for part, charset in found
    )
    return plain("".join(words)).strip()


def _decoded(octets: bytes, charset: str) -> str:
    known = charset.strip().lower()
    return octets.decode(known if known in CHARSETS else "utf-8", errors="replace")


def plain(text: str) -> str:
    """Without controls (but line ends), invisible signs and those that turn the direction of what follows; composed (NFC)."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return unicodedata.normalize(
        "NFC", "".join(sign for sign in text if sign == "\n" or unicodedata.category(sign) not in UNSEEN)
    )


UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def _body(parts: "list[Message[str, str]]") -> "tuple[str, list[Message[str, str]]]":
    """The plain texts; where they say nothing, what a reader sees of the HTML, or what calls itself several parts and has none. And
    the parts that are no form of these words."""
    texts = [one for one in parts if one.get_content_maintype() == "text" and not _is_file(one)]
    whole = [one for one in parts if one.get_content_maintype() == "multipart"]
    plain_ones = [one for one in texts if one.get_content_subtype() != "html"]
    pages = [one for one in texts if one.get_content_subtype() == "html"]
    found = next(filter(None, map(_words_of, (plain_ones, pages, whole))), "")
    return found, [one for one in parts if one not in texts and one not in whole]


def _is_file(part: "Message[str, str]") -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _words_of(parts: "list[Message[str, str]]") -> str:
    """One after the other, until there is more than anybody reads."""
    found, so_far = list[str](), 0
    for part in parts:
        octets = part.get_payload(decode=True)
        octets = octets if isinstance(octets, bytes) else str(part.get_payload()).encode()
        words = _decoded(octets, part.get_content_charset() or "utf-8")
        if part.get_content_subtype() == "html":
            words = words_of_html(words)
        found.append(plain(words).strip())
        so_far += len(found[-1])
        if so_far > LONGEST_TEXT:
            break
    return "\n\n".join(filter(None, found))


def _attachment(part: "Message[str, str]") -> Attachment:
    octets = part.get_payload(decode=True)
    name = plain(" ".join(str(part.get_filename() or "").split()))[:200]
    return Attachment(name, part.get_content_type(), octets if isinstance(octets, bytes) else b"")


def _automatic(message: "Message[str, str]", address: str) -> str:
    """Why no person wrote it, in words."""
    submitted = _raw(message, "Auto-Submitted", 100).split(";")[0].strip().lower()
    if submitted not in ("", "no"):
        return "thư trả lời hoặc gửi tự động"
    if (
        "Return-Path" in message
        and _raw(message, "Return-Path", 100).strip() in ("", "<>")
        or message.get_content_type()
        in (
            "multipart/report",
            "message/delivery-status",
        )
    ):
        return "thư báo không gửi được"
    if address.partition("@")[0] in AUTOMATIC_SENDERS:
        return "thư của hệ thống gửi thư"
    noisy = _raw(message, "Precedence", 100).strip().lower() in NOISY
    if noisy or any(name in message for name in AUTOMATIC_HEADERS):
        return "thư gửi hàng loạt hoặc qua danh sách"
    return "thư đi vòng" if len(message.get_all("Received", [])) > MOST_HOPS else ""


TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
LONG_REFERENCE = re.compile(r"&#[xX]?[0-9a-fA-F]{8,}")
HIDDEN = frozenset({"script", "style", "head", "title", "template", "svg"})
LINES = frozenset({"p", "div", "br", "tr", "li"})


def words_of_html(html: str) -> str:
    """What a reader sees, line by line, blanks run together: neither style nor script nor head. Each character is read once or twice,
    whatever was written (the standard library's parser takes hours for some megabytes)."""
    reader = _Words(html[:LONGEST_HTML])
    words = unescape(LONG_REFERENCE.sub(" ", "".join(reader.read())))
    lines = (" ".join(line.split()) for line in words.splitlines())
    return "\n".join(line for line in lines if line)


class _Words:
    """`unclosed` are names of elements that nothing after here closes: they are looked for once."""

    def __init__(self, html: str) -> None:
        self.html, self.low, self.unclosed = html, html.lower(), set[str]()
        if len(self.low) != len(html):
            self.low = html

    def read(self) -> Iterator[str]:
        here = 0
        while (at := self.html.find("<", here)) >= 0:
            yield self.html[here:at]
            tag = TAG.match(self.html, at)
            if self.html.startswith(("<!", "<?"), at):
                here = self._after("-->" if self.html.startswith("<!--", at) else ">", at)
            elif tag is None:
                yield "<"
                here = at + 1
            else:
                yield "\n" if tag[2].lower() in LINES else ""
                here = self._after(">", tag.end())
                if not tag[1]:
                    here = self._behind(tag[2].lower(), here)
        yield self.html[here:]

    def _after(self, sign: str, at: int) -> int:
        """Behind the next of these signs, the end where there is none."""
        found = self.html.find(sign, at)
        return found + len(sign) if found >= 0 else len(self.html)

    def _behind(self, name: str, at: int) -> int:
        """Behind a hidden element that is closed somewhere, else here."""
        if name not in HIDDEN or name in self.unclosed:
            return at
        found = self.low.find(f"</{name}", at)
        if found < 0:
            self.unclosed.add(name)
            return at
        return self._after(">", found)
