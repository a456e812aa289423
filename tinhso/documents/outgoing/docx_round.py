"""A draft goes out as DOCX, is edited in a word processor, and comes back as the words of the next version."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tinhso.documents.layout.document_types import type_of
from tinhso.documents.models import DraftVersion, OutgoingDocument
from tinhso.documents.outgoing.drawing import letter
from tinhso.documents.outgoing.text import Text, typed
from tinhso.documents.outgoing.versions import text_of
from tinhso.documents.pages.places import place_name
from tinhso.kernel.people.public import SigningForm
from tinhso.lib.dates import local

MARK = re.compile(r"(\S{1,60}) phiên bản (\d{1,6})")
LETTER_ABOUT = re.compile(r"^V/v\s+")


@dataclass(frozen=True)
class Returned:
    """What the file says: the subject and text of a version to come, from which version it began, what is not read of it."""

    subject: str
    text: Text
    began_with: int | None
    left_out: tuple[str, ...]


def draft_docx(
    document: OutgoingDocument,
    version: DraftVersion,
    authority: SigningForm | None,
    *,
    now: datetime,
    written: datetime | None = None,
) -> bytes:
    """The version as a file for a word processor, which says that it was made now, or when it was `written`.

    Raises: LetterRefused, as its preview does.
    """
    # half a second to load, for who takes a file alone
    from tinhso.documents.layout.letter_docx import letter_docx

    day = local(now).date()
    kind, text = type_of(document.type_code, day), text_of(version)
    agency = document.case.agency
    content = replace(
        letter(document, kind, text, authority, day),
        parent=agency.parent_on_paper,
        place=place_name(agency, day),
    )
    mark = f"{document.case.code} phiên bản {version.number}"
    return letter_docx(content, on=day, at=written or now, lines=text.paragraphs, mark=mark)


def returned_draft(
    content: bytes,
    document: OutgoingDocument,
    version: DraftVersion,
    authority: SigningForm | None,
    *,
    now: datetime,
) -> Returned:
    """What came back against this version. A line that nobody changed is the very line of the draft.

    Raises: LetterUnreadable.
    """
    # as above
    from tinhso.documents.layout.letter_read import read_letter

    found = read_letter(content)
    old = text_of(version)
    sent = read_letter(draft_docx(document, version, authority, now=now))
    subject = found.subject if found.subject != sent.subject else ""
    text = Text(
        legal_basis=_as_before(found.legal_basis, sent.legal_basis, old.legal_basis),
        to=_as_before(found.to, sent.to, old.to),
        paragraphs=_as_before(found.paragraphs, sent.paragraphs, old.paragraphs, marked=False),
        recipients=_as_before(found.recipients, sent.recipients, old.recipients),
        related=old.related,
    )
    known = list(sent.frame)
    left_out = []
    for line in found.frame:
        if line in known:
            known.remove(line)
        else:
            left_out.append(line)
    return Returned(
        subject=LETTER_ABOUT.sub("", subject) or document.subject,
        text=text,
        began_with=_began_with(found.mark, document),
        left_out=(*left_out, *(_("(đã xóa) %(line)s") % {"line": line} for line in known)),
    )


def returned_and_its_version(
    content: bytes,
    document: OutgoingDocument,
    last: DraftVersion,
    authority: SigningForm | None,
    *,
    now: datetime,
) -> tuple[Returned, DraftVersion]:
    """What the file changed is told against the version from which it was made; where it says none, against the last.

    Raises: LetterUnreadable.
    """
    found = returned_draft(content, document, last, authority, now=now)
    began = document.versions.filter(number=found.began_with or 0).first() or last
    if began.number != last.number:
        found = returned_draft(content, document, began, authority, now=now)
    return found, began


def next_version(document: OutgoingDocument, found: Returned, was: int) -> dict[str, Any]:
    """What the form of the next version begins with: the words of the file, the rest as the draft has it."""
    return {key: typed(lines) for key, lines in found.text.stored().items()} | {
        "subject": found.subject,
        "urgency": document.urgency,
        "circulation": document.circulation,
        "unit": document.unit,
        "decider": document.decider,
        "receivers": typed([one.ident_code for one in document.recipients.all()]),
        "ver": document.case.ver,
        "was": was,
    }


def _as_before(
    found: Sequence[str], sent: Sequence[str], old: Sequence[str], *, marked: bool = True
) -> tuple[str, ...]:
    """The lines of the file; one that went out comes back as it was typed. Where the layout ends lines with marks of its
    own (`marked`), these tell nothing."""
    if list(found) == list(sent):
        return tuple(old)
    plain = _plain if marked else str
    typed = {plain(shown): line for shown, line in zip(sent, old, strict=False)}
    return tuple(typed.get(plain(line), plain(line)) for line in found)


def _plain(line: str) -> str:
    return line.strip().rstrip(";.").rstrip()


def _began_with(mark: str, document: OutgoingDocument) -> int | None:
    """The number of the version that the file says; None where it says none, or another document's."""
    match = MARK.fullmatch(mark.strip())
    return int(match[2]) if match and match[1] == document.case.code else None
