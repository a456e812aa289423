"""Forms of agreements: the application and the deeds on it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tinhso.exchange.agreements.terms import MOST, MOST_FIELDS, Quota, Terms
from tinhso.exchange.models import Agreement, InformationSystem, MemberGroup, Service, ServiceVersion
from tinhso.exchange.pages.fields import NamedChoiceField
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.forms import VnDateField, WholeNumberField, WordsField
from tinhso.lib.exchange.operations import read_operation

QUOTA = ("per_second", "per_day", "concurrent")


def quota_field(label: Any, most: int) -> WholeNumberField:
    return WholeNumberField(label=label, min_value=1, max_value=most)


class ApplicationForm(forms.Form):
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    consumer = NamedChoiceField(
        label=_("Hệ thống khai thác"), queryset=InformationSystem.objects.none(), required=False
    )
    group = NamedChoiceField(
        label=_("Hoặc một nhóm hệ thống"), queryset=MemberGroup.objects.none(), required=False
    )
    kind = forms.ChoiceField(label=_("Hình thức chia sẻ"), choices=Agreement.Kind.choices)
    operations = forms.MultipleChoiceField(
        label=_("Thao tác cần gọi"), widget=forms.CheckboxSelectMultiple, choices=()
    )
    legal_basis = WordsField(_("Căn cứ pháp lý"), 500, rows=2)
    purpose = WordsField(_("Mục đích dùng dữ liệu"), 1000, rows=3)
    fields_needed = WordsField(
        _("Trường dữ liệu cần dùng"),
        10_000,
        rows=5,
        required=False,
        help_text=_("Mỗi dòng một trường, tối đa 200. Bắt buộc khi dịch vụ có dữ liệu cá nhân."),
    )
    agencies = WordsField(
        _("Chỉ nhận sự kiện của các cơ quan"),
        10_000,
        rows=3,
        required=False,
        help_text=_("Mỗi dòng một mã cơ quan, ví dụ so-tttt; bỏ trống là mọi cơ quan. Tối đa 200."),
    )
    per_second = quota_field(_("Số lần gọi mỗi giây"), MOST["per_second"])
    per_day = quota_field(_("Số lần gọi mỗi ngày"), MOST["per_day"])
    concurrent = quota_field(_("Số lần gọi cùng lúc"), MOST["concurrent"])
    evidence = forms.BooleanField(
        label=_("Cần chứng cứ: giữ chữ ký và mã băm của từng lần gọi"), required=False
    )
    certificate = forms.BooleanField(
        label=_("Chỉ nhận lời gọi có chứng thư máy khách (mTLS)"), required=False
    )
    stores_bodies = forms.BooleanField(
        label=_("Giữ nội dung từng lời gọi, mã hóa, có thời hạn"),
        required=False,
        help_text=_(
            "Chỉ hai bên xem được. Dịch vụ có dữ liệu cá nhân không được giữ; nội dung dài hơn 64 KB không giữ."
        ),
    )
    disclosure = forms.ChoiceField(
        label=_("Người được hỏi có xem được lời gọi không"),
        choices=Agreement.Disclosure.choices,
        initial=Agreement.Disclosure.SHOWN,
        required=False,
        help_text=_("Chỉ bốn trường hợp được không báo; căn cứ pháp lý phải nêu điều luật đó."),
    )
    begins = VnDateField(label=_("Từ ngày"))
    ends = VnDateField(label=_("Đến hết ngày"))

    def __init__(
        self,
        *args: Any,
        service: Service,
        version: ServiceVersion | None,
        by: Actor,
        keeps: bool,
        law: str = "",
        **more: Any,
    ) -> None:
        usual = {"per_second": 5, "per_day": 10_000, "concurrent": 4}
        more.setdefault("initial", usual | {"client_key": uuid4(), "legal_basis": law})
        super().__init__(*args, **more)
        self.service = service
        systems = InformationSystem.objects.select_related("member")
        at_home = systems.filter(member__agency=by.agency_id)
        of_operator = systems.filter(member__agency=None) | at_home
        named = [(f"{m} {path}", f"{m} {path} {words}".strip()) for m, path, words in _operations(version)]
        self.fields["operations"].choices = named  # type: ignore[attr-defined]
        self.fields["consumer"].queryset = of_operator if keeps else at_home  # type: ignore[attr-defined]
        if not service.topic:
            del self.fields["agencies"]
        if keeps:
            self.fields["group"].queryset = MemberGroup.objects.all()  # type: ignore[attr-defined]
        else:
            self.fields["consumer"].required = True
            del self.fields["group"]

    def clean_fields_needed(self) -> tuple[str, ...]:
        lines = dict.fromkeys(filter(None, map(str.strip, self.cleaned_data["fields_needed"].splitlines())))
        if len(lines) > MOST_FIELDS or any(len(one) > 120 for one in lines):
            raise forms.ValidationError(gettext("Tối đa 200 trường, mỗi trường tối đa 120 ký tự."))
        return tuple(lines)

    def clean_agencies(self) -> tuple[str, ...]:
        codes = [line.strip() for line in self.cleaned_data["agencies"].splitlines()]
        return tuple(dict.fromkeys(filter(None, codes)))

    def terms(self) -> Terms:
        """What was typed, as the deed takes it."""
        given = self.cleaned_data
        return Terms(
            kind=given["kind"],
            service=self.service,
            consumer=given["consumer"],
            group=given.get("group"),
            operations=tuple(map(read_operation, given["operations"])),
            legal_basis=given["legal_basis"],
            purpose=given["purpose"],
            fields=given["fields_needed"],
            quota=Quota(**{name: given[name] for name in QUOTA}),
            evidence=given["evidence"],
            stores_bodies=given["stores_bodies"],
            begins=given["begins"],
            ends=given["ends"] + timedelta(days=1),
            certificate=given["certificate"],
            disclosure=given["disclosure"] or Agreement.Disclosure.SHOWN,
            agencies=given.get("agencies", ()),
        )


def _operations(version: ServiceVersion | None) -> list[list[str]]:
    return version.operations if version else []


class VersionForm(forms.Form):
    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)


class ObjectionForm(VersionForm):
    ground = forms.ChoiceField(
        label=_("Lý do từ chối"), choices=Agreement.Objection.choices, widget=forms.RadioSelect
    )
    text = WordsField(_("Nêu rõ"), 1000, rows=4)

    def clean_ground(self) -> Agreement.Objection:
        return Agreement.Objection(self.cleaned_data["ground"])


class TextForm(forms.Form):
    text = WordsField(_("Lý do"), 500, rows=3)


class WithdrawApplicationForm(VersionForm, TextForm):
    pass


class SuspendForm(TextForm):
    ground = forms.ChoiceField(label=_("Căn cứ tạm dừng"), choices=Agreement.Suspension.choices)
    field_order = ("ground", "text")


class QuotaForm(TextForm):
    per_second = quota_field(_("Số lần gọi mỗi giây"), MOST["per_second"])
    per_day = quota_field(_("Số lần gọi mỗi ngày"), MOST["per_day"])
    concurrent = quota_field(_("Số lần gọi cùng lúc"), MOST["concurrent"])
    field_order = (*QUOTA, "text")


class DisputeForm(forms.Form):
    text = WordsField(_("Vì sao không đồng ý với việc từ chối"), 1000, rows=4)


class DecisionForm(VersionForm):
    shared = forms.TypedChoiceField(
        label=_("Quyết định"),
        choices=[("yes", _("Phải chia sẻ dữ liệu")), ("no", _("Việc từ chối là đúng"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    text = WordsField(_("Nội dung giải quyết"), 1000, rows=4)


class ReviewForm(VersionForm):
    goes_on = forms.TypedChoiceField(
        label=_("Kết quả"),
        choices=[("yes", _("Tiếp tục chia sẻ")), ("no", _("Chấm dứt thỏa thuận"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    text = WordsField(_("Đã rà soát những gì"), 500, rows=4)
