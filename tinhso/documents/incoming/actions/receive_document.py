from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tinhso.casework.public import Case, open_case, submit_case
from tinhso.documents.incoming.events import DocumentArrived
from tinhso.documents.incoming.letter import ArrivingLetter, check_letter, words_to_find
from tinhso.documents.incoming.notices import notify_clerks
from tinhso.documents.incoming.permissions import check_can_receive
from tinhso.documents.incoming.statuses import write_status
from tinhso.documents.incoming.way import KIND, REGISTER_ACT, process, register_limit, seat
from tinhso.documents.models import ArrivingDocument, ArrivingFile, HandlingStatus
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.kernel.events.public import Actor, Code, next_number, record
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.people.public import Agency
from tinhso.kernel.people.roles import Clerk
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local

MOST_FILES = 100


@dataclass(frozen=True)
class CameFile:
    """A file that came along. Whoever calls has claimed it in the same transaction (`claim_files`, `store_made`)."""

    file: StoredFile
    description: str = ""


@transaction.atomic
def receive_document(
    *,
    agency: Agency,
    letter: ArrivingLetter,
    channel: ArrivingDocument.Channel,
    by: Actor,
    now: datetime,
    files: Sequence[CameFile] = (),
    secrecy: str = NONE,
    origin_id: str = "",
    client_key: UUID | None = None,
) -> ArrivingDocument:
    """A document reaches an agency by any channel; it waits for the clerk, who registers it or turns it away.

    The same `origin_id` (the message), or `client_key` (the form), comes once: whoever is second gets the one that stands.
    A second copy of the same paper in another message comes in and is told of when it is registered.
    Raises: DocumentsForbidden, SecretDocument, EntryRefused.
    """
    check_can_receive(agency.pk, by)
    check_not_secret(secrecy, [*letter.every_text, *(word for one in files for word in _words(one))])
    check_letter(letter, arrived=local(now).date())
    if len(origin_id) > 200 or len(files) > MOST_FILES:
        raise EntryRefused("", f"Mã bản tin tối đa 200 ký tự, mỗi văn bản tối đa {MOST_FILES} tệp.")
    if earlier := _earlier(agency, origin_id, client_key):
        return earlier
    # whoever brings the same message at this moment waits here, and finds what stands
    year = local(now).year
    number = next_number(f"arriving:{agency.pk}:{year}")
    if earlier := _earlier(agency, origin_id, client_key):
        return earlier
    case = _open(agency, f"VBD-{agency.pk}-{year}-{number:05d}", client_key, by=by, now=now)
    document = _write(case, letter, channel, origin_id, files, by=by, now=now)
    _wait_for_clerk(document, by=by, now=now)
    return document


def _words(one: CameFile) -> list[str]:
    return [one.file.name, one.description]


def _earlier(agency: Agency, origin_id: str, client_key: UUID | None) -> ArrivingDocument | None:
    rows = ArrivingDocument.objects.whole().filter(agency=agency)
    found = rows.filter(origin_id=origin_id).first() if origin_id else None
    return found or (rows.filter(case__client_key=client_key).first() if client_key else None)


def _write(
    case: Case,
    letter: ArrivingLetter,
    channel: ArrivingDocument.Channel,
    origin_id: str,
    files: Sequence[CameFile],
    *,
    by: Actor,
    now: datetime,
) -> ArrivingDocument:
    document = ArrivingDocument(
        case=case,
        agency=case.agency,
        channel=channel,
        origin_id=origin_id,
        received_at=now,
        received_by_id=by.user_id,
        **letter.columns(),
    )
    names = " ".join(word for one in files for word in _words(one))
    document.folded = words_to_find(document, f"{names} {letter.content}")
    document.save(force_insert=True)
    ArrivingFile.objects.bulk_create(
        ArrivingFile(document=document, file=one.file, position=n, description=one.description[:200])
        for n, one in enumerate(files, 1)
    )
    return document


def _open(agency: Agency, code: str, client_key: UUID | None, *, by: Actor, now: datetime) -> Case:
    """Its title says nothing of the document: who has the role at the agency finds cases, and no more."""
    return open_case(
        kind=KIND,
        code=code,
        title=f"Văn bản đến {code}",
        agency=agency,
        desk=agency,
        source=Case.Source.INTERNAL,
        process=process(),
        client_key=client_key,
        by=by,
        now=now,
    )


def _wait_for_clerk(document: ArrivingDocument, *, by: Actor, now: datetime) -> None:
    case, agency = document.case, document.agency
    submit_case(
        case=case,
        ver=case.ver,
        code=case.code,
        reply=register_limit(document, local(now).date()),
        reply_role=Clerk.code,
        act=REGISTER_ACT,
        by=by,
        now=now,
    )
    seat(document, agency, Clerk.code)
    event = DocumentArrived(
        case_id=case.pk,
        agency_id=agency.pk,
        channel=Code(document.channel),
        files=document.files.count(),
    )
    record(event, by=by, at=now)
    write_status(document, HandlingStatus.Code.ARRIVED, by=by, now=now)
    if by.system:
        notify_clerks(document, now=now)
