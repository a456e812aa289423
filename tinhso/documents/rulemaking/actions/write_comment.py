from datetime import date, datetime
from secrets import token_hex
from uuid import UUID

from django.db import transaction

from tinhso.documents.models import Consultation, PublicComment
from tinhso.documents.rulemaking.events import PublicCommentWritten
from tinhso.documents.rulemaking.paragraphs import paragraphs_of, plain
from tinhso.documents.rulemaking.text_limits import MOST_COMMENT, MOST_ORGANISATION, MOST_QUOTE
from tinhso.documents.rulemaking.way import is_account_needed
from tinhso.kernel.events.public import SYSTEM, Actor, record
from tinhso.kernel.moderation.public import flags_of, masked
from tinhso.kernel.people.public import User
from tinhso.kernel.site.public import EntryRefused, lock_client_key
from tinhso.lib.dates import local
from tinhso.lib.language.identifying_words import OwnWords


class NoLongerOpen(EntryRefused):
    """The time for comments is over, or the draft was not opened."""

    def __init__(self) -> None:
        super().__init__("", "Dự thảo này không còn nhận góp ý: thời hạn lấy ý kiến đã hết.")


class AccountNeeded(EntryRefused):
    """The rule of this day asks for an account."""

    def __init__(self) -> None:
        super().__init__("", "Đăng nhập rồi gửi góp ý.")


@transaction.atomic
def write_comment(
    *,
    consultation: Consultation,
    paragraph: int,
    quote: str,
    text: str,
    organisation: str = "",
    client_key: UUID | None = None,
    by: Actor,
    now: datetime,
) -> PublicComment:
    """Somebody, with or without an account, comments on a paragraph (0: the whole), or on words quoted from it.

    Who they are is masked in the text; it waits for a moderator. The same `client_key` makes one comment.

    Raises: NoLongerOpen, AccountNeeded, EntryRefused.
    """
    _check_open(consultation, by, local(now).date())
    lock_client_key(client_key)
    if client_key and (earlier := PublicComment.objects.filter(client_key=client_key).first()):
        return earlier
    text, organisation = text.strip(), organisation.strip()
    _check_lengths(text, organisation)
    quote = _quoted(consultation, paragraph, quote)
    words = _author_words(by)
    comment = PublicComment.objects.create(
        consultation=consultation,
        paragraph=paragraph,
        quote=quote,
        text=masked(text, words),
        organisation=masked(organisation, words),
        author_id=by.user_id,
        receipt=token_hex(16),
        client_key=client_key,
        flags=flags_of(text, organisation, sender_words=words),
        written_at=now,
    )
    record(PublicCommentWritten(case_id=consultation.pk, comment_id=comment.pk), by=SYSTEM, at=now)
    return comment


def _check_open(consultation: Consultation, by: Actor, day: date) -> None:
    if not consultation.takes_comments(day):
        raise NoLongerOpen
    if by.user_id is None and is_account_needed(day):
        raise AccountNeeded


def _check_lengths(text: str, organisation: str) -> None:
    if not text:
        raise EntryRefused("text", "Viết nội dung góp ý.")
    if len(text) > MOST_COMMENT:
        raise EntryRefused("text", f"Góp ý dài {len(text)} ký tự; rút gọn còn tối đa {MOST_COMMENT} ký tự.")
    if len(organisation) > MOST_ORGANISATION:
        raise EntryRefused("organisation", f"Tên cơ quan, tổ chức dài tối đa {MOST_ORGANISATION} ký tự.")


def _quoted(consultation: Consultation, paragraph: int, quote: str) -> str:
    """The words as they stand in the paragraph. EntryRefused where the version has no such paragraph or words."""
    quote, found = plain(quote), paragraphs_of(consultation.version)
    if not 0 <= paragraph <= len(found):
        raise EntryRefused("", "Dự thảo không có đoạn đó.")
    if not quote:
        return ""
    if paragraph == 0 or quote not in found[paragraph - 1].text:
        raise EntryRefused("quote", "Những chữ này không có trong đoạn. Chép đúng từ dự thảo, hoặc để trống.")
    if len(quote) > MOST_QUOTE:
        raise EntryRefused("quote", f"Trích tối đa {MOST_QUOTE} ký tự; để trống là góp ý cả đoạn.")
    return quote


def _author_words(by: Actor) -> OwnWords:
    """What would tell who the author is. One query at most."""
    author = User.objects.select_related("person").filter(pk=by.user_id or 0).first()
    if author is None:
        return OwnWords()
    person = author.person
    names, values = [author.full_name], [author.phone, author.email]
    if person is None:
        return OwnWords(tuple(names), tuple(values))
    names.append(person.full_name)
    values += [person.phone, person.email, person.id_number]
    return OwnWords(tuple(names), tuple(values), (person.address,))
