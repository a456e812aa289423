"""Who keeps a file (its holder), who lists and archives (the clerk), who approves, reopens and holds still (a head)."""

from datetime import date

from django.utils.translation import gettext as _

from tinhso.documents.models import WorkFile
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Clerk, Head


def can_list_files(agency_id: int, by: Actor) -> bool:
    """The agency's clerk (văn thư), in the post of that day."""
    return by.is_officer and by.agency_id == agency_id and by.holds(Clerk)


def check_can_list_files(agency_id: int, by: Actor) -> None:
    """DocumentsForbidden."""
    if not can_list_files(agency_id, by):
        raise DocumentsForbidden(_("Danh mục hồ sơ do văn thư của cơ quan lập."))


def can_lead_files(agency_id: int, by: Actor) -> bool:
    """A head of the agency: approves its list, reopens a file, holds one still."""
    return by.is_officer and by.agency_id == agency_id and by.holds(Head)


def check_can_lead_files(agency_id: int, by: Actor) -> None:
    """DocumentsForbidden."""
    if not can_lead_files(agency_id, by):
        raise DocumentsForbidden(_("Việc này của lãnh đạo cơ quan có hồ sơ."))


def can_fill(file: WorkFile, by: Actor, on: date) -> bool:
    """The holder, whoever stands in for an absent one, and the agency's clerk."""
    if can_list_files(file.agency_id, by):
        return True
    holds = file.holder_id == by.user_id or file.holder_id in by.covers
    return holds and WorkFile.objects.visible_to(by, on=on).filter(pk=file.pk).exists()


def check_can_fill(file: WorkFile, by: Actor, on: date) -> None:
    """DocumentsForbidden."""
    if not can_fill(file, by, on):
        raise DocumentsForbidden(_("Việc này của người lập hồ sơ hoặc văn thư cơ quan."))


def can_receive_file(file: WorkFile, by: Actor) -> bool:
    """The agency's clerk, who keeps its archive, but not whoever kept the file: nobody receives from themselves."""
    return can_list_files(file.agency_id, by) and file.holder_id != by.user_id


def check_can_receive_file(file: WorkFile, by: Actor) -> None:
    """DocumentsForbidden."""
    if not can_receive_file(file, by):
        raise DocumentsForbidden(
            _("Hồ sơ nộp lưu do văn thư, lưu trữ cơ quan nhận, không phải người đã lập hồ sơ.")
        )
