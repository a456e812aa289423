from datetime import datetime

from django.db import transaction

from tinhso.casework.public import refuse_case
from tinhso.exchange.agreements.changes import notify_both_sides
from tinhso.exchange.agreements.events import AgreementObjected
from tinhso.exchange.models import Agreement
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused


class ObjectionTooLate(EntryRefused):
    """The time in which the provider may object is over: sharing is a duty."""

    def __init__(self) -> None:
        super().__init__("", "Đã hết hạn từ chối; bên cung cấp có nghĩa vụ chia sẻ theo đề nghị này.")


@transaction.atomic
def object_to_agreement(
    *, agreement: Agreement, ver: int, ground: Agreement.Objection, text: str, by: Actor, now: datetime
) -> None:
    """The provider does not share, for scope or safety, in time and in words; the consumer may dispute it.

    Raises: NotYourTurn, Stale, Unlawful, EntryRefused, ObjectionTooLate.
    """
    if now > agreement.objection_until:
        raise ObjectionTooLate
    if not text.strip():
        raise EntryRefused("text", "Ghi rõ nội dung vượt phạm vi hoặc điểm chưa an toàn.")
    case = agreement.case
    refuse_case(case=case, ver=ver, text=f"{ground.label}. {text.strip()}", by=by, now=now)
    agreement.objection, agreement.objection_text = ground, text.strip()
    agreement.save(update_fields=["objection", "objection_text"])
    record(AgreementObjected(case_id=case.pk, ground=Code(ground.value)), by=by, at=now)
    notify_both_sides(agreement, "agreement_objected", f"objected:{case.pk}", by=by, now=now)
