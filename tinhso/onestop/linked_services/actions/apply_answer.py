"""Applies what another system answered: the result of its part with number and copy, or its refusal in words."""

from datetime import datetime
from hashlib import sha256

from django.db import transaction

from tinhso.casework.public import State as CaseState
from tinhso.kernel.events.public import SYSTEM, record
from tinhso.kernel.files.public import FileRefused, StoredFile, store_made
from tinhso.kernel.outbox.public import CONFIRMED, SENDING, STUCK, WAITING
from tinhso.lib.files.kinds import Kind
from tinhso.onestop.linked_services.actions.ask_part import AskedAlready, ask_part
from tinhso.onestop.linked_services.events import LinkedPartRefused, LinkedPartSettled
from tinhso.onestop.linked_services.letter import LinkedLetter, Result, read_linked_letter
from tinhso.onestop.messages.fetch import NotFetched, fetch
from tinhso.onestop.messages.refusal import CannotApply, Refusal
from tinhso.onestop.models import Dossier, LinkedAnswer, LinkedMessage, LinkedPart
from tinhso.onestop.registration.records import parts_after
from tinhso.onestop.registration.settings import linked_settings
from tinhso.onestop.store.actions.keep_result import keep_linked_result

State = LinkedAnswer.State
OPEN = [State.WAITING, State.HELD]
PDF = b"%PDF-"
SOFTWARE = "phần mềm hộ tịch"


def apply_answer(answer: LinkedAnswer, *, now: datetime) -> bool:
    """True if it is in the dossier now, or can change nothing any more; False if it is held.

    The copy is fetched while no transaction is open. Called again, what was held is tried again.
    """
    letter = read_linked_letter(answer.body)
    try:
        copy = (
            fetch_copy(letter.result)
            if letter.result and LinkedAnswer.objects.filter(pk=answer.pk, state__in=OPEN).exists()
            else b""
        )
        with transaction.atomic():
            part = lock_part(letter)
            if not LinkedAnswer.objects.filter(pk=answer.pk, state__in=OPEN).exists():
                return True
            used = (
                settle_part(part, letter.result, copy, now=now)
                if letter.result
                else refuse_part(part, letter, now=now)
            )
            LinkedAnswer.objects.filter(pk=answer.pk).update(
                state=State.APPLIED if used else State.SKIPPED,
                settled_at=now,
                part=part,
                error_code="",
                error_text="",
            )
    except CannotApply as error:
        hold(answer, error)
        return False
    return True


def fetch_copy(result: Result) -> bytes:
    """The copy, whole and unchanged. Raises: CannotApply if it does not come or is another."""
    if not result.url:
        return b""
    try:
        content = fetch(result.url, result.name or "bản sao", given=linked_settings(), where=SOFTWARE)
    except NotFetched as error:
        raise CannotApply(Refusal.FILE, str(error)) from error
    if sha256(content).hexdigest() != result.digest or not content.startswith(PDF):
        raise CannotApply(Refusal.FILE, "Bản sao điện tử không đúng mã băm đã báo.")
    return content


def lock_part(letter: LinkedLetter) -> LinkedPart:
    """The part that was asked for under this key, and its dossier, for the rest of the transaction.

    Raises: CannotApply.
    """
    message = LinkedMessage.objects.filter(key=letter.request_key).select_related("part").first()
    if message is None:
        raise CannotApply(Refusal.NO_DOSSIER, "Không có yêu cầu mang mã này.")
    Dossier.objects.select_for_update(of=("self",)).get(pk=message.part.dossier_id)
    LinkedMessage.objects.filter(pk=message.pk, state__in=[WAITING, SENDING, STUCK]).update(state=CONFIRMED)
    return LinkedPart.objects.select_related("dossier__case", "dossier__version__procedure").get(
        pk=message.part_id
    )


def settle_part(part: LinkedPart, result: Result, copy: bytes, *, now: datetime) -> bool:
    """What was registered is registered, whatever was said before; a second number for the same part is held."""
    if part.state == LinkedPart.State.SETTLED:
        if part.number != result.number:
            raise CannotApply(Refusal.CONTENT, f"Phần việc này đã có kết quả số {part.number}.")
        return False
    file = stored_copy(part, result, copy, now=now)
    LinkedPart.objects.filter(pk=part.pk).update(
        state=LinkedPart.State.SETTLED,
        number=result.number,
        details=result.details,
        reason="",
        answered_at=now,
        file=file,
    )
    keep_linked_result(part=part, number=result.number, file=file, by=SYSTEM, now=now)
    set_others_aside(part)
    record(LinkedPartSettled(case_id=part.dossier_id, part_id=part.pk, part=part.kind), by=SYSTEM, at=now)
    if part.kind == LinkedPart.Kind.CIVIL_STATUS:
        pass_on(part.dossier, now=now)
    return True


def stored_copy(part: LinkedPart, result: Result, copy: bytes, *, now: datetime) -> StoredFile | None:
    if not copy:
        return None
    try:
        return store_made(
            copy, name=f"{part.dossier.case.code}-{part.kind}.pdf", kind=Kind.PDF, by=SYSTEM, now=now
        )
    except FileRefused as error:
        raise CannotApply(Refusal.FILE, str(error)) from error


def set_others_aside(part: LinkedPart) -> None:
    """A newer request of a part that an older one settled has nothing left to ask."""
    LinkedMessage.objects.filter(part=part, state__in=[WAITING, STUCK]).update(
        state=LinkedMessage.State.SKIPPED, skip_reason="Đã có kết quả của yêu cầu trước."
    )


def pass_on(dossier: Dossier, *, now: datetime) -> None:
    """What the law lets follow a birth: residence and insurance, each with its own time; none of them undoes the birth."""
    if dossier.case.state in {CaseState.REFUSED, CaseState.WITHDRAWN}:
        return
    for rule in parts_after(dossier, now.date()):
        try:
            ask_part(dossier=dossier, kind=rule.kind, limit=rule.limit, by=SYSTEM, now=now)
        except AskedAlready:
            continue


def refuse_part(part: LinkedPart, letter: LinkedLetter, *, now: datetime) -> bool:
    """Turned down in words; a refusal of an older request than the last, or of a settled part, changes nothing."""
    last = LinkedMessage.objects.filter(part=part).order_by("-number").values_list("key", flat=True).first()
    if part.state != LinkedPart.State.ASKED or last != letter.request_key:
        return False
    LinkedPart.objects.filter(pk=part.pk).update(
        state=LinkedPart.State.REFUSED, reason=letter.reason, answered_at=now
    )
    record(LinkedPartRefused(case_id=part.dossier_id, part_id=part.pk, part=part.kind), by=SYSTEM, at=now)
    return True


def hold(answer: LinkedAnswer, error: CannotApply) -> None:
    """Keep it for somebody to see, on the page of the exchange. No event: nothing has happened to a dossier."""
    LinkedAnswer.objects.filter(pk=answer.pk, state__in=OPEN).update(
        state=State.HELD, error_code=error.refusal.value, error_text=str(error)[:300]
    )
