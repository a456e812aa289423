"""Who opens a draft in the office suite (whose turn it is), and whose what the suite saved is (whoever saved it)."""

from django.utils.translation import gettext as _

from tinhso.casework.public import can_act
from tinhso.documents.models import EditorSave, OutgoingDocument
from tinhso.documents.outgoing.permissions import can_have_docx, is_inside
from tinhso.documents.outgoing.way import DRAFT
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.kernel.events.public import Actor


def can_open_editor(document: OutgoingDocument, by: Actor) -> bool:
    """Whoever may write the next version now and have its DOCX; the caller has found the draft for this officer."""
    case = document.case
    is_draft = case.step == DRAFT and not case.is_final
    return is_draft and can_have_docx(document, by) and can_act(case, by)


def check_can_open_editor(document: OutgoingDocument, by: Actor) -> None:
    """DocumentsForbidden."""
    if not can_open_editor(document, by):
        raise DocumentsForbidden(_("Dự thảo này không chờ ông/bà sửa."))


def can_store_save(document: OutgoingDocument, by: Actor) -> bool:
    """An officer of the agency whose draft it is, until it is signed: the turn may have gone since the suite opened it."""
    return by.is_officer and is_inside(document, by) and document.signed_at is None


def check_can_store_save(document: OutgoingDocument, by: Actor) -> None:
    """DocumentsForbidden."""
    if not can_store_save(document, by):
        raise DocumentsForbidden(_("Văn bản này không còn nhận bản lưu của bộ soạn thảo."))


def can_open_save(save: EditorSave, by: Actor) -> bool:
    """Who saved it, in the agency whose draft it is."""
    return by.is_officer and by.user_id == save.by_id and is_inside(save.document, by)


def check_can_open_save(save: EditorSave, by: Actor) -> None:
    """DocumentsForbidden."""
    if not can_open_save(save, by):
        raise DocumentsForbidden(_("Bản lưu này của người khác."))
