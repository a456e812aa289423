"""Who packs a file for the historical archive: the agency's clerk, who keeps its archive and reads every paper in it."""

from datetime import date

from django.utils.translation import gettext as _

from tinhso.documents.models import WorkFile
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.documents.work_files.contents import lines_of
from tinhso.documents.work_files.permissions import can_list_files
from tinhso.kernel.events.public import Actor


def can_pack_file(file: WorkFile, by: Actor) -> bool:
    """The clerk of the file's agency, in the post of that day."""
    return can_list_files(file.agency_id, by)


def check_can_pack_file(file: WorkFile, by: Actor) -> None:
    """DocumentsForbidden."""
    if not can_pack_file(file, by):
        raise DocumentsForbidden(_("Gói nộp lưu trữ lịch sử do văn thư, lưu trữ của cơ quan lập."))


def check_can_take_package(file: WorkFile, by: Actor, on: date) -> None:
    """The clerk who may open every paper in it, for a file gives nobody a right to a document. DocumentsForbidden."""
    check_can_pack_file(file, by)
    closed = [
        one.entry.position for one in lines_of(file, by, on) if not one.opens and not one.entry.removed_at
    ]
    if closed:
        places = ", ".join(map(str, closed[:10]))
        raise DocumentsForbidden(
            _("Ông/bà không có quyền đọc tài liệu số %(places)s trong hồ sơ.") % {"places": places}
        )
