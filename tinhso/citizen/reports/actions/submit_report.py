import secrets
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from tinhso.casework.public import Case, NotYourTurn, open_case, submit_case
from tinhso.citizen.models import ApiKey, Report, Reporter, ReportPhoto
from tinhso.citizen.reports.commune_at import commune_at
from tinhso.citizen.reports.content import MOST_ADDRESS, Contact, ReportContent, check_content
from tinhso.citizen.reports.events import ReportSent
from tinhso.citizen.reports.photos import holder_of
from tinhso.citizen.reports.processes import report_process
from tinhso.citizen.reports.routing import triage_desk
from tinhso.citizen.reports.sender_words import known_person, sender_words
from tinhso.kernel.events.public import SYSTEM, Actor, record
from tinhso.kernel.files.public import Holder, claim_files
from tinhso.kernel.law.public import rule
from tinhso.kernel.moderation.public import flags_of, masked, masked_answers
from tinhso.kernel.people.public import Person, pseudonym_of
from tinhso.kernel.people.roles import DeskOfficer
from tinhso.kernel.site.public import lock_client_key
from tinhso.lib.legal_time.time_limit import TimeLimit, Unit
from tinhso.lib.map_cells import cell_of

KIND = "report"
NOBODY = "Người gửi phản ánh"
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is read as another
SOURCES = {
    Report.Channel.COUNTER: Case.Source.COUNTER,
    Report.Channel.PHONE: Case.Source.COUNTER,
}


@transaction.atomic
def submit_report(
    *,
    content: ReportContent,
    client_key: UUID,
    channel: Report.Channel,
    by: Actor,
    now: datetime,
    person: Person | None = None,
    api_key: ApiKey | None = None,
    reopens: Report | None = None,
    photos_kept: int = 0,
    holder: Holder | None = None,
) -> Report:
    """Hand a report in; the desk has the hours of `citizen.triage_hours` to sort it. Sent twice it is the first one.

    `person` is the signed-in sender's; the case holds a pseudonym of theirs. Only a desk that enters what it was told stands
    in the log, everybody else as the system: the history of a case is read by the handling unit, and must not name who
    reported. `holder` is who holds the pictures of `content`; `photos_kept` are those that the caller adds itself, from a draft.

    Raises: ContentRefused, NotYourFile, NotYourTurn for the key of something else.
    """
    lock_client_key(client_key)
    if earlier := sent_before(client_key):
        return earlier
    check_content(content, on=now.date(), photos_kept=photos_kept)
    content = placed(content, on=now.date())
    teller = by if by.is_officer and channel in SOURCES else SYSTEM
    sender = person or _person_of(content.contact)
    case = _open(
        content, client_key, channel, pseudonym_of(sender) if person else sender, reopens, teller, now
    )
    known = known_person(sender, case.pk, page="submit_report", at=now)
    report = _write(case, content, channel, reopens, known, now)
    photos = _write_photos(report, content, holder or holder_of(client_key), now)
    _write_reporter(report, content, known, api_key)
    record(
        ReportSent(
            case_id=case.pk,
            channel=channel,
            category=content.category.code,
            photos=photos + photos_kept,
            reopens_id=reopens.case_id if reopens else None,
            commune_id=report.commune_id,
        ),
        by=teller,
        at=now,
    )
    return report


def placed(content: ReportContent, *, on: date) -> ReportContent:
    """With the commune that the point lies in, where none was chosen and somebody has imported borders."""
    if content.commune is not None or content.lat is None or content.lon is None:
        return content
    return replace(content, commune=commune_at(content.lat, content.lon, on=on))


def sent_before(client_key: UUID) -> Report | None:
    """The report that this key made. Raises: NotYourTurn where it belongs to something else."""
    case = Case.objects.filter(client_key=client_key).select_related("report").first()
    if case is None:
        return None
    if case.kind != KIND:
        raise NotYourTurn(case.pk)
    found: Report = case.report
    return found


def new_code(now: datetime) -> str:
    """`PA-YYMMDD-XXXXX`, the last part random: neighbours cannot be counted or guessed one by one."""
    return f"PA-{now:%y%m%d}-{''.join(secrets.choice(LETTERS) for _ in range(5))}"


def _open(
    content: ReportContent,
    client_key: UUID,
    channel: Report.Channel,
    person: Person | None,
    reopens: Report | None,
    teller: Actor,
    now: datetime,
) -> Case:
    desk = triage_desk(now.date())
    place = content.commune
    code = new_code(now)
    case = open_case(
        kind=KIND,
        code=code,
        title=content.category.name + (f" – {place.name}" if place else ""),
        agency=desk,
        desk=desk,
        source=SOURCES.get(channel, Case.Source.OWN_PORTAL),
        process=report_process(),
        person=person,
        place=place,
        client_key=client_key,
        parent=reopens.case if reopens else None,
        by=teller,
        now=now,
    )
    hours = Decimal(rule("citizen.triage_hours", on=now.date()))
    limit = TimeLimit(hours, Unit.HOUR, "Phân loại phản ánh hiện trường")
    submit_case(
        case=case, ver=case.ver, code=code, reply=limit, reply_role=DeskOfficer.code, by=teller, now=now
    )
    return case


def _person_of(contact: Contact) -> Person:
    """A person for whoever is known by nothing else: whoever sent it acts as them; erasable. One without any name is no
    pseudonym of an account."""
    return Person.objects.create(full_name=contact.name or NOBODY, phone=contact.phone, email=contact.email)


def _write(
    case: Case,
    content: ReportContent,
    channel: Report.Channel,
    reopens: Report | None,
    known: Person,
    now: datetime,
) -> Report:
    whole = content.lat is not None and content.lon is not None
    text, address = content.description.strip(), content.address.strip()
    typed = [answer for answer in content.attributes.values() if isinstance(answer, str)]
    own_words = sender_words(known, content.contact)
    return Report.objects.create(
        case=case,
        category=content.category,
        channel=channel,
        description=text,
        shown_text=masked(text, own_words),
        address=address,
        shown_address=masked(address, own_words.without_addresses())[:MOST_ADDRESS],
        lat=content.lat if whole else None,
        lon=content.lon if whole else None,
        cell=cell_of(content.lat, content.lon) if whole else None,  # type: ignore[arg-type]
        commune=content.commune,
        attributes=dict(content.attributes),
        shown_attributes=masked_answers(content.attributes, own_words),
        flags=flags_of(text, address, *typed, sender_words=own_words),
        anonymous=content.anonymous,
        sent_at=now,
        reopens=reopens,
    )


def _write_photos(report: Report, content: ReportContent, holder: Holder, now: datetime) -> int:
    """The pictures that were sent for it; how many."""
    photos = claim_files(content.photos, by=holder, now=now)
    ReportPhoto.objects.bulk_create(
        ReportPhoto(report=report, file=file, order=n, added_at=now) for n, file in enumerate(photos)
    )
    return len(photos)


def _write_reporter(report: Report, content: ReportContent, known: Person, api_key: ApiKey | None) -> None:
    """As it was typed; the account's name only where its owner wants a name beside the report."""
    contact = content.contact
    Reporter.objects.create(
        report=report,
        name=contact.name or ("" if content.anonymous else known.full_name),
        phone=contact.phone,
        email=contact.email,
        confirmed=contact.confirmed,
        api_key=api_key,
    )
