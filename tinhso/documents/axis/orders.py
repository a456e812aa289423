"""What carries out an order about an issued document (NĐ 30/2020/NĐ-CP, Điều 18): which other document, and that it is done once."""

from datetime import datetime

from tinhso.documents.models import ChangeOrder, OutgoingDocument
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.public import EntryRefused

Kind = ChangeOrder.Kind
NOTICES, CORRECTING = ("TB", "CV"), ("CV",)


def check_stands(document: OutgoingDocument) -> None:
    """EntryRefused for what is not issued, recalled, or replaced by another."""
    check_issued(document)
    if OutgoingDocument.objects.filter(replacements__replaced=document).exists():
        raise EntryRefused("", "Văn bản đã được thay thế bằng văn bản khác.")


def check_issued(document: OutgoingDocument) -> None:
    """EntryRefused for what is not issued, or recalled."""
    if document.issued_at is None:
        raise EntryRefused("", "Chỉ làm việc này với văn bản đã phát hành.")
    if document.recalled_at is not None:
        raise EntryRefused("", "Văn bản đã thu hồi, bị đóng băng.")


def carry_out(
    order: ChangeOrder, kind: ChangeOrder.Kind, letter: OutgoingDocument, *, by: Actor, now: datetime
) -> None:
    """Note by which document the order is carried out; the caller holds the document that it is about.

    EntryRefused for another kind of order, one that is done or taken back, and a document that cannot carry it out.
    """
    held = ChangeOrder.objects.select_for_update().open().filter(pk=order.pk, kind=kind).first()
    if held is None:
        raise EntryRefused("", "Chỉ đạo này đã được thực hiện, đã rút, hoặc là việc khác.")
    _check_letter(held, letter)
    held.letter, held.done_by_id, held.done_at = letter, by.user_id, now
    held.save(update_fields=["letter", "done_by", "done_at"])


def _check_letter(order: ChangeOrder, letter: OutgoingDocument) -> None:
    document = order.document
    if letter.pk == document.pk:
        raise EntryRefused(
            "letter", "Ghi văn bản khác: văn bản này không tự thu hồi, thay thế, đính chính nó."
        )
    if letter.case.agency_id != document.case.agency_id:
        raise EntryRefused("letter", "Chỉ dùng văn bản của chính cơ quan đã ban hành.")
    try:
        check_stands(letter)
    except EntryRefused as refused:
        raise EntryRefused("letter", f"Văn bản được ghi: {refused}") from refused
    if document.number and letter.number and letter.number.dated < document.number.dated:
        raise EntryRefused("letter", "Văn bản được ghi ban hành trước văn bản này.")
    if words := _wrong_form(Kind(order.kind), document, letter):
        raise EntryRefused("letter", words)


def _wrong_form(kind: ChangeOrder.Kind, document: OutgoingDocument, letter: OutgoingDocument) -> str:
    if kind == Kind.RECALL and letter.type_code not in NOTICES:
        return "Thu hồi bằng thông báo hoặc công văn có số (NĐ 30/2020/NĐ-CP, Điều 18 khoản 4)."
    if kind == Kind.CORRECT and letter.type_code not in CORRECTING:
        return "Đính chính bằng công văn (NĐ 30/2020/NĐ-CP, Điều 18 khoản 3)."
    if kind == Kind.REPLACE and letter.type_code != document.type_code:
        return "Thay thế bằng văn bản cùng hình thức (NĐ 30/2020/NĐ-CP, Điều 18 khoản 3)."
    return ""
