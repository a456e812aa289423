"""What an administrator says about posts and delegations; the actions check what may be."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.people.models import Delegation, Post, User
from tinhso.kernel.people.posts.signing_fields import signing_fields
from tinhso.kernel.people.roles import ROLES
from tinhso.kernel.site.forms import VnDateField
from tinhso.lib.language.vietnamese import sort_key

DAY = {"required": _("Nhập ngày."), "invalid": _("Ghi ngày theo dạng ngày/tháng/năm, ví dụ 08/03/2024.")}
MOST_AT_ONCE, LONGEST_NUMBER = 200, 16
CAPACITIES = [(one.value, one.label) for one in Delegation.Capacity if one != Delegation.Capacity.TM]
"""A deputy signs for the head, also what the body decides: "thay mặt" is of no paper that gives a right."""


class AppointForm(forms.Form):
    username = forms.CharField(
        label=_("Tên đăng nhập của cán bộ"),
        max_length=150,
        error_messages={"required": _("Nhập tên đăng nhập.")},
    )
    title = forms.CharField(
        label=_("Chức danh"), max_length=120, error_messages={"required": _("Nhập chức danh.")}
    )
    roles = forms.MultipleChoiceField(
        label=_("Việc được làm"),
        choices=[(role.code, role.label) for role in ROLES.values()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Chọn ít nhất một việc."),
            "invalid_choice": _("Chọn trong danh sách."),
        },
    )
    starts = VnDateField(label=_("Từ ngày"), error_messages=DAY)
    ends = VnDateField(
        label=_("Đến trước ngày"),
        required=False,
        help_text=_("Ngày đầu tiên không còn giữ vị trí. Để trống khi chưa định ngày thôi."),
        error_messages=DAY,
    )

    def clean_username(self) -> User:
        """The account; citizens' accounts hold no posts."""
        found = User.objects.filter(username=self.cleaned_data["username"].strip(), is_active=True).first()
        if found is None or found.person_id is not None:
            raise forms.ValidationError(_("Không có tài khoản cán bộ đang dùng với tên đăng nhập này."))
        return found


class RefusePostsForm(forms.Form):
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=300,
        error_messages={
            "required": _("Ghi lý do không xác nhận."),
            "max_length": _("Lý do dài quá %(limit_value)d ký tự."),
        },
    )


class EndForm(forms.Form):
    ends = VnDateField(
        label=_("Từ ngày nào thì thôi"),
        help_text=_("Ngày đầu tiên không còn hiệu lực, từ hôm nay trở đi."),
        error_messages=DAY,
    )


class PostChoice(forms.ModelChoiceField):
    """A post by its holder, title and agency."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.user.full_name}, {obj.title}, {obj.agency.short_name}"


class DelegateForm(forms.Form):
    """Givers are the heads of one agency, receivers the posts there and right below."""

    giver = PostChoice(label=_("Người giao"), queryset=Post.objects.none())
    receiver = PostChoice(label=_("Người được ký"), queryset=Post.objects.none())
    capacity = forms.ChoiceField(label=_("Thể thức ký"), choices=CAPACITIES)
    field = forms.ChoiceField(
        label=_("Lĩnh vực"),
        required=False,
        help_text=_("Văn bản giao ký một lĩnh vực nào thì chọn lĩnh vực ấy."),
        error_messages={"invalid_choice": _("Không có lĩnh vực này trong danh mục. Chọn trong danh sách.")},
    )
    starts = VnDateField(label=_("Từ ngày"), error_messages=DAY)
    ends = VnDateField(
        label=_("Đến trước ngày"),
        required=False,
        help_text=_("Để trống khi chưa định ngày hết."),
        error_messages=DAY,
    )
    source = forms.CharField(
        label=_("Căn cứ"),
        max_length=300,
        help_text=_("Số, ngày của văn bản giao quyền ký"),
        error_messages={"required": _("Nhập số, ngày của văn bản làm căn cứ.")},
    )

    def __init__(self, *args: Any, givers: Any, receivers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = sorted(signing_fields().items(), key=lambda one: sort_key(one[1]))
        self.fields["field"].choices = [("", _("Mọi lĩnh vực của người giao")), *offered]  # type: ignore[attr-defined]
        for name, posts in (("giver", givers), ("receiver", receivers)):
            choice = self.fields[name]
            assert isinstance(choice, PostChoice)
            choice.queryset, choice.empty_label = posts, _("Chọn…")
            choice.error_messages |= {
                "required": _("Chọn một người."),
                "invalid_choice": _("Chọn trong danh sách."),
            }


class RightsForm(forms.Form):
    """Posts that a head chose in the list, and what is to become of them."""

    posts = forms.TypedMultipleChoiceField(
        coerce=int,
        error_messages={
            "required": _("Chọn ít nhất một dòng."),
            "invalid_choice": _("Danh sách vừa thay đổi."),
        },
    )
    deed = forms.ChoiceField(
        choices=[("confirm", ""), ("end", "")],
        error_messages={"required": _("Chọn việc."), "invalid_choice": _("Chọn việc.")},
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        numbers = data.getlist("posts")[:MOST_AT_ONCE]
        self.fields["posts"].choices = [(n, n) for n in numbers if n.isdecimal() and len(n) < LONGEST_NUMBER]  # type: ignore[attr-defined]
