"""What of the rows of questions about open data follows from their events."""

from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import Derived, from_event, moment

QUESTIONS = Derived(
    model="opendata.DataQuestion",
    label=_("câu hỏi về dữ liệu mở"),
    case="case_id",
    columns={"due_at": "due_at", "answered_at": "answered_at"},
    begins={"opendata.DataAsked": ""},
    sets={
        "opendata.DataAsked": {"due_at": from_event("due_at")},
        "opendata.DataQuestionAnswered": {"answered_at": moment},
        "opendata.DataQuestionRefused": {"answered_at": moment},
    },
    new={"answered_at": None},
    may_lack=lambda held: False,
)
