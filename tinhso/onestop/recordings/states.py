"""What the keeper is told of a recording."""

from datetime import date

from django.utils.translation import gettext as _

from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.site.shapes import Cell
from tinhso.lib.dates import vn_date
from tinhso.onestop.catalogue.procedure_page.recordings import length_words
from tinhso.onestop.models import Recording


def state_cell(one: Recording, version_in_force: int | None, on: date) -> Cell:
    """Whether it is played, and if not why."""
    if one.file is None:
        return Cell(_("đã gỡ"), small=str(one.get_withdrawn_because_display()))
    length = length_words(one.seconds)
    if not one.consent_lasts(on):
        return Cell(_("đã ngừng phát"), tone="late", small=_("hết thời hạn đồng ý"))
    if one.version_id != version_in_force:
        text_on = _("theo bản ngày %(day)s, nội dung đã đổi") % {"day": vn_date(one.text_on)}
        return Cell(_("đã ngừng phát"), tone="late", small=text_on)
    if one.file.state == StoredFile.State.INFECTED:
        return Cell(_("không phát"), tone="late", small=_("tệp có mã độc"))
    if one.file.state != StoredFile.State.CLEAN:
        return Cell(_("chờ kiểm tra tệp"), tone="soon", small=length)
    return Cell(_("đang phát"), tone="ok", small=length)
