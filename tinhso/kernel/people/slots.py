from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.people.account_proof import ACCOUNTS
from tinhso.kernel.people.agencies.probes import emptied_codes
from tinhso.kernel.people.guards.actors import signed_in
from tinhso.kernel.people.own_account import account_data as my_account
from tinhso.kernel.people.own_account.my_data import MyData
from tinhso.kernel.people.passwords.probes import breached
from tinhso.kernel.people.posts.probes import confirmed_by_heads, two_administrators
from tinhso.kernel.people.roles import Administrator, Head
from tinhso.kernel.people.trials import ask_provider
from tinhso.kernel.site.operation import Empty, Export, Probe, Retention
from tinhso.kernel.site.slots import Account, AccountReader, MenuItem
from tinhso.kernel.site.trial import Trial


def read_account(request: HttpRequest) -> Account | None:
    """The header's corner: name and chosen post."""
    signed = signed_in(request)
    if signed is None:
        return None
    post = f"{signed.post.title}, {signed.post.agency.short_name}" if signed.post else ""
    return Account(
        signed.user.full_name or signed.user.username,
        post,
        officer=signed.post is not None,
        roles=signed.actor.roles,
    )


def _has_choice(request: HttpRequest) -> bool:
    signed = signed_in(request)
    return signed is not None and len(signed.posts) > 1


MY_DATA = [
    MyData(
        "tai-khoan",
        _("Tài khoản"),
        _("Họ tên, số định danh, liên hệ, mức độ định danh, các vị trí đã giữ"),
        my_account.tables,
        order=10,
    )
]
COMPARISONS = [ACCOUNTS]
ACCOUNT = [AccountReader(read_account)]
MENU = [
    MenuItem("account", _("Tài khoản"), "account", order=10),
    MenuItem("account", _("Đổi vị trí"), "choose_post", order=20, shown=_has_choice),
    MenuItem(
        "officer", _("Cán bộ"), "accounts", group="administration", order=80, roles=(Administrator.code,)
    ),
    MenuItem(
        "officer", _("Vị trí"), "kept_agencies", group="administration", order=81, roles=(Administrator.code,)
    ),
    MenuItem("officer", _("Ai đọc được gì"), "rights", group="following", order=65, roles=(Head.code,)),
    MenuItem("demo", _("Đổi vai"), "sign_in", order=20),
]
PROBES = [
    Probe("emptied_codes", emptied_codes, order=31),
    Probe("administrators", two_administrators, order=30),
    Probe("rights", confirmed_by_heads, order=33),
    Probe("breached_passwords", breached, database=False, deploy=True),
]
RETENTION = [
    Retention(
        "people.sessions",
        _("Phiên làm việc: mã phiên, tên máy, xóa khi phiên hết 12 giờ"),
        ("people.AccountSession",),
        job="people.forget_sessions",
    ),
    Retention(
        "people.contact_changes",
        _("Nơi nhận thông báo đang đổi: địa chỉ mới và cũ, xóa sau một ngày"),
        ("people.ContactChange",),
        job="people.forget_contact_changes",
    ),
    Retention(
        "people.persons",
        _(
            "Họ tên, số định danh, liên hệ, bí danh của một người: xóa cùng hồ sơ cuối cùng còn nhắc tới người đó"
        ),
        ("people.Person", "people.Pseudonym"),
        rules="retention.",
    ),
]
EXPORTS = [
    Export(
        "people",
        "Cơ quan, vị trí, ủy quyền; người và tài khoản, không có mật khẩu",
        also=("account.EmailAddress", "socialaccount.SocialAccount"),
        without={"people.User": ("password",)},
        stays={
            "people.AccountSession": "whoever is signed in signs in anew",
            "people.ContactChange": "a change that waits for its code is asked for anew",
            "people.Pseudonym": "who sent a report is handed over by a decision of its own, not with everything else",
            "account.EmailConfirmation": "not used",
            "mfa.Authenticator": "a second factor opens accounts here only",
            "socialaccount.SocialApp": "not used",
            "socialaccount.SocialToken": "not used",
            "auth.Group": "not used: roles come from posts",
            "auth.Group_permissions": "not used: roles come from posts",
            "auth.Permission": "not used: roles come from posts",
        },
        order=4,
    )
]
TRIALS = [Trial("oidc", "Nơi định danh điện tử", "TINHSO_OIDC", ask_provider, order=30)]
EMPTY = [
    Empty("Metric", why="who is signed in is nobody's number"),
    Empty(
        "AccountEnd", why="closing an account is a deed of this app: what it holds goes in the deed itself"
    ),
]
