"""What receptions of citizens put on pages of others; `slots.py` hands it on."""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tinhso.citizen.models import ReceptionSchedule, ReceptionVisit
from tinhso.citizen.reception import data
from tinhso.citizen.reception.actions.forget_visitors import forget_own_visits
from tinhso.kernel.notices.public import Topic
from tinhso.kernel.people.public import AccountEnd, MyData, actor_for
from tinhso.kernel.people.roles import DeskOfficer, Examiner, Head
from tinhso.kernel.site import clock
from tinhso.kernel.site.operation import Retention
from tinhso.kernel.site.public import page_answer
from tinhso.kernel.site.slots import MenuItem, MyItem, MyItems, OfficeNote, OfficeNotes
from tinhso.lib.dates import vn_datetime

MOST = 10


def my_bookings(request: HttpRequest) -> Sequence[MyItem]:
    """What is booked from now on; one query."""
    now = clock.now()
    mine = ReceptionVisit.objects.of(actor_for(request).person_id).filter(starts_at__gt=now).open().whole()
    return [
        MyItem(
            title=gettext("Gặp %(post)s lúc %(at)s")
            % {"post": one.day.schedule.post, "at": vn_datetime(one.starts_at)},
            url=reverse("my_receptions"),
            status=one.get_state_display(),
            tone="",
        )
        for one in mine.order_by("starts_at")[:MOST]
    ]


def reception_notes(ids: Sequence[int]) -> Mapping[int, OfficeNote]:
    """Which of these offices receive citizens by a schedule; one query."""
    rows = ReceptionSchedule.objects.on(clock.today()).filter(agency__in=ids)
    codes = dict(rows.order_by("pk").values_list("agency", "agency__code"))
    return {
        pk: OfficeNote(
            gettext("Cơ quan có lịch tiếp công dân."),
            reverse("reception_agency", args=[code]),
            gettext("Ngày tiếp, đăng ký gặp"),
        )
        for pk, code in codes.items()
    }


EVERY = [
    Topic("citizen.reception", _("Giờ gặp tại buổi tiếp công dân"), channels=("email", "sms"), order=15),
    MyItems(_("Đăng ký gặp tại buổi tiếp công dân"), my_bookings, order=22),
    OfficeNotes(reception_notes),
    page_answer(
        "receptions", "tiep cong dan", "lich tiep cong dan", "tiep dan", "gap lanh dao", "gap chu tich"
    ),
    MyData(
        "tiep-cong-dan",
        _("Đăng ký gặp tại buổi tiếp công dân"),
        _("Giờ, cơ quan, họ tên và điện thoại đã khai, tình trạng; không có nội dung trao đổi"),
        data.tables,
        order=35,
    ),
    MenuItem("footer", _("Lịch tiếp công dân"), "receptions", order=7),
    MenuItem(
        "officer",
        _("Tiếp công dân"),
        "reception_desk",
        group="reports",
        order=42,
        roles=(DeskOfficer.code, Examiner.code, Head.code),
    ),
    AccountEnd("citizen_reception", erase=forget_own_visits),
    Retention(
        "citizen.receptions",
        _("Họ tên, điện thoại người đăng ký gặp: xóa sau buổi tiếp theo số ngày của quy định"),
        ("citizen.ReceptionVisit",),
        job="citizen.attend_receptions",
        rules="reception.",
    ),
]
"""All of it in one list, which the declaring module names."""
