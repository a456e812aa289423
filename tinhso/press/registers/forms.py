"""Forms of the registers: shapes and limits."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.forms import VnDateField, WordsField
from tinhso.press.models import FieldLicence, LicenceNote, LicenceProposal, OutletOffice


class OfficeForm(forms.Form):
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Loại"), choices=OutletOffice.Kind.choices)
    outlet = WordsField(_("Cơ quan báo chí"), 120)
    name = WordsField(_("Tên văn phòng"), 160, required=False)
    address = WordsField(_("Địa chỉ"), 300)
    full_name = WordsField(_("Người đứng đầu, phóng viên thường trú"), 120)
    card = WordsField(
        _("Số thẻ nhà báo"), 20, required=False, help_text=_("Của phóng viên thường trú, không công khai.")
    )
    starts = VnDateField(label=_("Từ ngày"))

    def __init__(self, *args: Any, **more: Any) -> None:
        more["initial"] = {"client_key": uuid4()} | more.get("initial", {})
        super().__init__(*args, **more)


class OfficeEndForm(forms.Form):
    ends = VnDateField(label=_("Thôi từ ngày"))


class LicenceForm(forms.Form):
    kind = forms.ChoiceField(label=_("Loại"), choices=FieldLicence.Kind.choices)
    number = WordsField(_("Số giấy phép"), 60)
    holder = WordsField(_("Tổ chức được cấp"), 200)
    title = WordsField(_("Tên bản tin, trang, mạng"), 200)
    address = WordsField(_("Địa chỉ trên mạng"), 300, required=False)
    dossier = WordsField(_("Mã hồ sơ một cửa"), 40, required=False)
    starts = VnDateField(label=_("Từ ngày"))
    ends = VnDateField(label=_("Hết hạn ngày"))


NO_ADDRESS = _("Bỏ địa chỉ trên mạng đang ghi")
UNCHANGED = _("Chỉ khi sửa đổi, bổ sung; để trống là giữ nguyên.")


class LicenceNoteForm(forms.Form):
    kind = forms.ChoiceField(label=_("Việc"), choices=LicenceNote.Kind.choices)
    on = VnDateField(label=_("Ngày văn bản"))
    number = WordsField(_("Số văn bản"), 60)
    result = WordsField(_("Nội dung, kết quả"), 500, rows=3)
    until = VnDateField(
        label=_("Gia hạn đến ngày"), required=False, help_text=_("Trở lại như trước: hạn trước khi gia hạn.")
    )
    holder = WordsField(_("Tổ chức được cấp"), 200, required=False, help_text=UNCHANGED)
    title = WordsField(_("Tên bản tin, trang, mạng"), 200, required=False, help_text=UNCHANGED)
    address = WordsField(_("Địa chỉ trên mạng"), 300, required=False, help_text=UNCHANGED)
    without_address = forms.BooleanField(label=NO_ADDRESS, required=False)


class LicenceField(forms.ModelChoiceField):
    def label_from_instance(self, licence: FieldLicence) -> str:
        return f"{licence.number} · {licence.title} · {licence.holder}"


class GrantForm(LicenceForm):
    """What the result says, for the officer to read and mend; kind and dossier are the proposal's."""

    def __init__(self, *args: Any, proposal: LicenceProposal, **more: Any) -> None:
        names = ("number", "holder", "title", "address", "starts", "ends")
        more["initial"] = {name: getattr(proposal, name) for name in names}
        super().__init__(*args, **more)
        del self.fields["kind"], self.fields["dossier"]


FIELDS_OF: dict[str, set[str]] = {
    LicenceProposal.Deed.RENEWAL: {"until"},
    LicenceProposal.Deed.AMENDMENT: {"holder", "title", "address", "without_address"},
    LicenceProposal.Deed.REVERSAL: {"until", "holder", "title", "address", "without_address"},
}


class ProposedNoteForm(forms.Form):
    """A renewal, an amendment, a revocation or a reversal at the line of a licence of that kind."""

    licence = LicenceField(label=_("Giấy phép trong sổ"), queryset=FieldLicence.objects.none())
    on = VnDateField(label=_("Ngày văn bản"))
    number = WordsField(_("Số văn bản"), 60)
    result = WordsField(_("Nội dung, kết quả"), 500, rows=3)
    until = VnDateField(label=_("Gia hạn đến ngày"), required=False)
    holder = WordsField(_("Tổ chức được cấp"), 200, required=False, help_text=UNCHANGED)
    title = WordsField(_("Tên bản tin, trang, mạng"), 200, required=False, help_text=UNCHANGED)
    address = WordsField(_("Địa chỉ trên mạng"), 300, required=False, help_text=UNCHANGED)
    without_address = forms.BooleanField(label=NO_ADDRESS, required=False)

    def __init__(self, *args: Any, proposal: LicenceProposal, **more: Any) -> None:
        reversal = proposal.deed == LicenceProposal.Deed.REVERSAL
        amendment = LicenceProposal.objects.amending(proposal.dossier).first() if reversal else None
        had_none = amendment is not None and amendment.former_line().get("address") == ""
        more["initial"] = {
            "on": proposal.starts,
            "number": proposal.number,
            "until": proposal.ends,
            "licence": proposal.licence_id,
            "holder": proposal.holder,
            "title": proposal.title,
            "address": proposal.address,
            "without_address": had_none,
        }
        super().__init__(*args, **more)
        standing = FieldLicence.objects.filter(kind=proposal.kind, revoked_on=None)
        chosen = standing.filter(pk=proposal.licence_id) if proposal.licence_id else standing
        self.fields["licence"].queryset = chosen.order_by("title", "pk")  # type: ignore[attr-defined]
        for name in {"until", "holder", "title", "address", "without_address"} - FIELDS_OF.get(
            proposal.deed, set()
        ):
            del self.fields[name]
        if reversal:
            self.fields["until"].label = _("Trở lại hạn cũ, đến ngày")


class DismissForm(forms.Form):
    reason = WordsField(_("Vì sao không ghi sổ"), 500, rows=3)
