from datetime import date, datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.press.models import FieldLicence, LicenceProposal
from tinhso.press.registers.actions.enter_licence import enter_licence, note_licence
from tinhso.press.registers.events import LicenceProposalDecided
from tinhso.press.registers.permissions import check_can_enter_registers

Deed, Outcome = LicenceProposal.Deed, LicenceProposal.Outcome


@transaction.atomic
def confirm_grant(
    *,
    proposal: LicenceProposal,
    number: str,
    holder: str,
    title: str,
    address: str,
    starts: date,
    ends: date,
    by: Actor,
    now: datetime,
) -> FieldLicence:
    """Write what was granted into the register as the officer read and mended it.

    Raises: PressForbidden, EntryRefused.
    """
    row = _open(proposal, by, now)
    if row.deed != Deed.GRANT:
        raise EntryRefused("", "Đề xuất này không phải là cấp mới.")
    words = {"number": number, "holder": holder, "title": title, "address": address}
    licence = enter_licence(
        kind=row.kind, dossier=row.dossier, starts=starts, ends=ends, by=by, now=now, **words
    )
    _decide(row, Outcome.CONFIRMED, licence, "", by, now)
    return licence


@transaction.atomic
def confirm_note(
    *,
    proposal: LicenceProposal,
    licence: FieldLicence,
    on: date,
    number: str,
    result: str,
    by: Actor,
    now: datetime,
    until: date | None = None,
    holder: str = "",
    title: str = "",
    address: str = "",
    without_address: bool = False,
) -> FieldLicence:
    """Write a renewal, an amendment, a revocation, or that one of the first two is reversed, at the line of its licence.

    Raises: PressForbidden, EntryRefused.
    """
    row = _open(proposal, by, now)
    if row.deed == Deed.GRANT or licence.kind != row.kind:
        raise EntryRefused("licence", "Chọn giấy phép cùng loại trong sổ.")
    if row.licence_id not in (None, licence.pk):
        raise EntryRefused("licence", "Đề xuất này là của giấy phép khác.")
    words = {"number": number, "result": result, "holder": holder, "title": title, "address": address}
    note_licence(
        licence=licence,
        kind=row.deed,
        on=on,
        until=until,
        without_address=without_address,
        by=by,
        now=now,
        **words,
    )
    _decide(row, Outcome.CONFIRMED, licence, "", by, now)
    return licence


@transaction.atomic
def dismiss_proposal(*, proposal: LicenceProposal, reason: str, by: Actor, now: datetime) -> None:
    """Nothing is written; what the dossier said goes, the reason stays.

    Raises: PressForbidden, EntryRefused.
    """
    row = _open(proposal, by, now)
    if not 5 <= len(reason.strip()) <= 500:
        raise EntryRefused("reason", "Ghi lý do từ 5 đến 500 ký tự.")
    dismiss_row(row, reason.strip(), by=by, now=now)


def dismiss_row(row: LicenceProposal, reason: str, *, by: Actor, now: datetime) -> None:
    """Of a locked, undecided proposal: what it says of the holder goes."""
    row.holder = row.title = row.address = ""
    _decide(row, Outcome.DISMISSED, row.licence, reason, by, now)


def _open(proposal: LicenceProposal, by: Actor, now: datetime) -> LicenceProposal:
    """Locked and undecided. Raises: PressForbidden, EntryRefused."""
    check_can_enter_registers(by, local(now).date())
    row = LicenceProposal.objects.select_for_update().get(pk=proposal.pk)
    if row.outcome:
        raise EntryRefused("", "Đề xuất này đã được xử lý.")
    return row


def _decide(
    row: LicenceProposal, outcome: str, licence: FieldLicence | None, reason: str, by: Actor, now: datetime
) -> None:
    row.outcome, row.licence, row.reason = outcome, licence, reason
    row.decided_by_id, row.decided_at = by.user_id, now
    row.save()
    event = LicenceProposalDecided(
        proposal_id=row.pk, outcome=Code(outcome), licence_id=licence.pk if licence else None
    )
    record(event, by=by, at=now)
