from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from tinhso.kernel.events.public import Actor, job, record
from tinhso.kernel.notices.public import Refused, send_letter
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import EntryRefused, instance, lock_client_key
from tinhso.lib.dates import local, vn_datetime
from tinhso.press.mailbox.events import PressCardAsked
from tinhso.press.models import PressMail
from tinhso.press.newsletter.links import sends_letters
from tinhso.press.questions.permissions import check_can_enter_issue

LETTERS = UUID("9e550000-0000-4000-8000-00000000ca2d")
REFUSED = "địa chỉ người gửi không nhận thư hỏi số thẻ nhà báo"


@transaction.atomic
def ask_card(*, mail: PressMail, by: Actor, now: datetime) -> None:
    """Ask the sender, by one letter and no more, for outlet and number of the press card; once more where the letter has not gone.

    Raises: PressForbidden, EntryRefused.
    """
    check_can_enter_issue(by, local(now).date())
    row = PressMail.objects.select_for_update().get(pk=mail.pk)
    if row.outcome or not row.address:
        raise EntryRefused("", "Thư này đã được xử lý.")
    if not sends_letters():
        raise EntryRefused("", "Hệ thống chưa có máy chủ gửi thư; ông/bà trả lời từ hộp thư của cơ quan.")
    if row.card_asked_at is not None and not row.card_may_be_asked(now):
        raise EntryRefused("", "Đã hỏi số thẻ nhà báo trước đó.")
    row.card_asked_at = now
    row.save(update_fields=["card_asked_at"])
    record(PressCardAsked(mail_id=row.pk), by=by, at=now)
    job("press.ask_card").defer(mail_id=row.pk)


def send_card_letter(*, mail_id: int) -> None:
    """The letter; nothing where it went already or the message was decided meanwhile. What the other side refuses stands at the message;
    whether the mail server is busy, the letter says."""
    try:
        with transaction.atomic():
            _send_once(mail_id)
    except Refused:
        _note_refusal(mail_id)


def _send_once(mail_id: int) -> None:
    """A second job for one message waits here and finds that the letter has left; officers wait for neither."""
    lock_client_key(uuid5(LETTERS, str(mail_id)))
    row = PressMail.objects.filter(pk=mail_id, outcome="", card_sent_at=None).exclude(address="").first()
    if row is None:
        return
    text = (
        f"{instance().name} đã nhận thư ông/bà gửi lúc {vn_datetime(row.received_at)}.\n\n"
        "Để trả lời theo Luật Báo chí, đề nghị ông/bà trả lời thư này, ghi tên cơ quan báo chí và số thẻ nhà báo. "
        "Chúng tôi không cần giấy tờ nào khác. Số thẻ được xóa sau khi trả lời theo thời hạn của quy định.\n\n"
        "Nếu ông/bà không gửi thư nào, xin bỏ qua thư này."
    )
    subject = f"Đề nghị cho biết số thẻ nhà báo - {instance().name}"
    send_letter(f"tinhso-press-mail-{row.pk}", row.address, subject, text)
    PressMail.objects.filter(pk=row.pk).update(card_sent_at=clock.now())


@transaction.atomic
def _note_refusal(mail_id: int) -> None:
    row = PressMail.objects.select_for_update().get(pk=mail_id)
    if row.outcome:  # what stood there may have been erased
        return
    row.left_out = [*(words for words in row.left_out if words != REFUSED), REFUSED][:51]
    row.save(update_fields=["left_out"])
