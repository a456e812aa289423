"""Who read a document: the same table on the page of an outgoing and of an arriving one."""

from django.utils.translation import gettext as _

from tinhso.kernel.events.public import who_read
from tinhso.kernel.people.public import User
from tinhso.kernel.site.shapes import Column, Table
from tinhso.lib.dates import vn_datetime

MOST_READINGS = 100


def readings_table(case_id: int) -> Table:
    """Who opened the document and when, newest first, at most a hundred of them. Two queries."""
    lines = who_read(case_id, limit=MOST_READINGS)
    names = dict(User.objects.filter(pk__in={one.actor_id for one in lines}).values_list("pk", "full_name"))
    return Table(
        _("Lượt đọc"),
        [Column(_("Người đọc")), Column(_("Lúc"))],
        [[names.get(one.actor_id or 0, "–"), vn_datetime(one.at)] for one in lines],
    )
