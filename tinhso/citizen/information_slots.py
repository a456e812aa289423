"""What access to information puts on pages of others; `slots.py` hands it on."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import RowDetails, WorklistRow
from tinhso.citizen.information_access import person_export
from tinhso.citizen.information_access.lookup import public_answer_paths
from tinhso.citizen.models import InformationRequest
from tinhso.kernel.notices.public import Topic
from tinhso.kernel.people.public import MyData
from tinhso.kernel.people.roles import Clerk, Examiner, Head
from tinhso.kernel.site.public import page_answer
from tinhso.kernel.site.slots import CaseKind, HomeTask, MenuItem, PublicPages, SearchKind


def request_rows(case_ids: Sequence[int]) -> dict[int, RowDetails]:
    """What each is about, and nobody's name. One query."""
    rows = InformationRequest.objects.filter(case__in=case_ids).values_list("case_id", "subject")
    return {pk: RowDetails(hint=subject) for pk, subject in rows}


EVERY = [
    page_answer("information_access", "tiep can thong tin", "yeu cau cung cap thong tin", "xin thong tin"),
    SearchKind("information_answer", _("Câu hỏi đã được trả lời"), order=50),
    CaseKind(
        "information_request",
        _("Yêu cầu cung cấp thông tin"),
        "desk_information_request",
        citizen_url_name="my_information_request",
        owner_url_name="my_information_request",
    ),
    WorklistRow("information_request", request_rows),
    Topic(
        "citizen.information",
        _("Yêu cầu cung cấp thông tin của tôi"),
        channels=("email", "sms"),
        order=14,
    ),
    MyData(
        "tiep-can-thong-tin",
        _("Yêu cầu cung cấp thông tin"),
        _("Nội dung đã gửi, liên hệ đã khai, trả lời của cơ quan"),
        person_export.tables,
        order=35,
    ),
    MenuItem(
        "officer",
        _("Tiếp cận thông tin"),
        "information_register",
        group="reports",
        order=42,
        roles=(Examiner.code, Clerk.code, Head.code),
    ),
    MenuItem("footer", _("Tiếp cận thông tin"), "information_access", order=7),
    HomeTask(
        _("Tiếp cận thông tin"),
        _("Hỏi cơ quan nhà nước thông tin chưa công khai; xem thông tin phải công khai"),
        "information_access",
        "search",
        order=47,
    ),
    PublicPages("tiep-can-thong-tin", public_answer_paths),
]
