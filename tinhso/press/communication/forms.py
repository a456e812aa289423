"""Forms of communication plans, tasks, the agenda, guidance and reach: shapes and limits."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.forms import VnDateField, WholeNumberField, WordsField
from tinhso.press.communication.groups import GROUPS
from tinhso.press.communication.task_process import task_receivers
from tinhso.press.models import AgendaEntry, Channel, CommunicationPlan, PlanTopic, ReachFigure


class AgencyField(forms.ModelChoiceField):
    def label_from_instance(self, agency: Agency) -> str:
        return str(agency.name)


class TopicField(forms.ModelChoiceField):
    def label_from_instance(self, topic: PlanTopic) -> str:
        return f"{topic.month:%m/%Y}: {topic.name}"


class MonthField(forms.DateField):
    """A month typed as 03/2024: its first day. A text box, as for every day."""

    def __init__(self, label: Any) -> None:
        wrong = {"invalid": _("Ghi tháng như 03/2024.")}
        widget = forms.DateInput(format="%m/%Y", attrs={"class": "short", "inputmode": "numeric"})
        super().__init__(
            label=label,
            input_formats=("%m/%Y",),
            error_messages=wrong,
            widget=widget,
            help_text=_("Tháng/năm, ví dụ 03/2024"),
        )

    def to_python(self, value: Any) -> date | None:
        month = super().to_python(value)
        if month is not None and not 2000 <= month.year <= 2100:
            raise forms.ValidationError(_("Năm phải từ 2000 đến 2100."), code="year")
        return month


class KeyedForm(forms.Form):
    """Sent twice it is one: with a key of the browser's page."""

    client_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **more: Any) -> None:
        more["initial"] = {"client_key": uuid4()} | more.get("initial", {})
        super().__init__(*args, **more)


class PlanForm(KeyedForm):
    kind = forms.ChoiceField(label=_("Loại kế hoạch"), choices=CommunicationPlan.Kind.choices)
    title = WordsField(_("Tên kế hoạch"), 200)
    aim = WordsField(_("Mục đích, yêu cầu"), 2000, rows=4)
    starts = VnDateField(label=_("Từ ngày"))
    ends = VnDateField(label=_("Đến ngày"))
    draft_code = WordsField(
        _("Mã dự thảo chính sách"),
        60,
        required=False,
        help_text=_("Với truyền thông dự thảo chính sách: mã của dự thảo đang lấy ý kiến công khai."),
    )


class PressForm(forms.Form):
    """A press on a button, on a page that says what it means."""


class PlanTopicForm(forms.Form):
    month = MonthField(_("Tháng"))
    name = WordsField(_("Nội dung trọng tâm"), 200)
    messages = WordsField(_("Thông điệp"), 2000, rows=4)
    audience = WordsField(_("Đối tượng"), 200)
    channels = forms.MultipleChoiceField(
        label=_("Kênh"), choices=Channel.Kind.choices, widget=forms.CheckboxSelectMultiple
    )


class TaskForm(KeyedForm):
    topic = TopicField(
        label=_("Nội dung trọng tâm"),
        queryset=PlanTopic.objects.none(),
        required=False,
        empty_label=_("(cả kế hoạch)"),
    )
    agency = AgencyField(label=_("Giao cho"), queryset=Agency.objects.none(), empty_label=None)
    content = WordsField(_("Việc phải làm"), 500, rows=3)
    due = VnDateField(label=_("Hạn"))

    def __init__(self, *args: Any, plan: CommunicationPlan, day: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["topic"].queryset = plan.topics.all()  # type: ignore[attr-defined]
        self.fields["agency"].queryset = task_receivers(day)  # type: ignore[attr-defined]


class TurnForm(forms.Form):
    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)


class ReportForm(TurnForm):
    result = WordsField(_("Đã làm được gì"), 2000, rows=5)
    result_url = WordsField(_("Đường dẫn"), 300, required=False, help_text=_("Bắt đầu bằng / hoặc https://."))


class ReturnForm(TurnForm):
    reason = WordsField(_("Còn thiếu gì"), 2000, rows=3)


class AgendaForm(forms.Form):
    day = VnDateField(label=_("Ngày"))
    kind = forms.ChoiceField(label=_("Loại việc"), choices=AgendaEntry.Kind.choices)
    title = WordsField(_("Việc cần đưa tin"), 200)
    place = WordsField(_("Địa điểm"), 200, required=False)
    covered_by = AgencyField(
        label=_("Cơ quan đưa tin"),
        queryset=Agency.objects.none(),
        required=False,
        empty_label=_("(cơ quan của tôi)"),
    )

    def __init__(self, *args: Any, day: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["covered_by"].queryset = task_receivers(day)  # type: ignore[attr-defined]


class GuidanceForm(KeyedForm):
    number = WordsField(_("Số, ký hiệu văn bản"), 60, required=False)
    title = WordsField(_("Về việc"), 200)
    text = WordsField(_("Nội dung hướng dẫn"), 8000, rows=10)
    groups = forms.MultipleChoiceField(
        label=_("Nơi nhận"), choices=list(GROUPS.items()), widget=forms.CheckboxSelectMultiple
    )
    answer_by = VnDateField(label=_("Xác nhận trước hết ngày"))


class ReachForm(forms.Form):
    month = MonthField(_("Tháng"))
    kind = forms.ChoiceField(label=_("Số"), choices=ReachFigure.Kind.choices)
    value = WholeNumberField(label=_("Giá trị"), min_value=0)
    evidence = forms.FileField(
        label=_("Ảnh chụp màn hình"), required=False, help_text=_("Ảnh hoặc PDF, nhiều nhất 10 MB.")
    )
    evidence_url = WordsField(
        _("Đường dẫn minh chứng"), 300, required=False, help_text=_("Bắt đầu bằng https://.")
    )
    reason = WordsField(
        _("Lý do sửa"), 300, required=False, help_text=_("Chỉ khi thay số đã ghi của tháng ấy.")
    )
