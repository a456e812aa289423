"""A list of officers becomes accounts, posts and delegations; the owner sets the first password by a link."""

from datetime import date, datetime
from time import monotonic

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from tests.town import make_agency
from tinhso.kernel.events.public import SYSTEM, EventRow
from tinhso.kernel.people.account_import.actions.take_accounts import take_accounts
from tinhso.kernel.people.account_import.list import COLUMNS, template
from tinhso.kernel.people.account_import.plan import NO_FIELD, agencies_by_code, lockable, plan_accounts
from tinhso.kernel.people.accounts.actions.activate import UsedMeanwhile, activate
from tinhso.kernel.people.accounts.activation import account_of, activation_link
from tinhso.kernel.people.agencies.administered_agencies import NotAnAdministrator
from tinhso.kernel.people.models import Delegation, Post, User
from tinhso.kernel.site.clock import HANOI
from tinhso.lib.files.spreadsheets import read_sheets, write_csv, write_xlsx

NOW = datetime(2024, 3, 8, 9, tzinfo=HANOI)
GOOD = {
    "username": "Moi1",
    "full_name": "Lê Thị Mới",
    "agency": "so-a",
    "title": "Chuyên viên",
    "roles": "examiner; Văn thư",
    "email": "moi1@vi-du.vn",
    "phone": "0900000001",
}
PASSWORD = "con trâu đi trước cái cày"


def content(*rows, write=write_csv):
    table = [[row.get(key, "") for key in COLUMNS] for row in rows]
    return write([*COLUMNS.values()], table)


def planned(*rows, **words):
    return plan_accounts(content(*rows), on=NOW.date(), **words)


def take(*rows):
    return take_accounts(plan=planned(*rows), by=SYSTEM, now=NOW)


def test_the_template_is_read_as_a_list():
    sheets = read_sheets(template(), most_bytes=10**6)
    assert sheets["Tài khoản"][0] == [*COLUMNS.values()]


def test_a_new_officer_gets_account_post_and_events_and_no_password(town):
    assert take(GOOD) == []
    user = User.objects.get(username="moi1")
    post = user.posts.get()
    assert (user.email, user.has_usable_password()) == ("moi1@vi-du.vn", False)
    assert (post.agency, post.roles, post.valid.lower) == (
        town.agency_a,
        ["clerk", "examiner"],
        date(2024, 3, 8),
    )
    names = list(EventRow.objects.order_by("pk").values_list("name", flat=True))
    assert names == ["people.AccountMade", "people.PostGiven", "people.AccountsTaken"]


def test_of_an_account_in_use_the_list_changes_the_name_alone(town):
    take(GOOD)
    User.objects.filter(username="moi1").update(last_login=NOW)
    changed = planned(GOOD | {"phone": "0911111111", "full_name": "Nguyễn Văn Mới"})
    assert ["có mã xác nhận" in fault.reason for fault in changed.faults] == [True]
    take_accounts(plan=changed, by=SYSTEM, now=NOW)
    user = User.objects.get(username="moi1")
    assert (user.full_name, user.phone) == ("Nguyễn Văn Mới", GOOD["phone"])


def test_a_second_run_changes_nothing_and_a_changed_line_only_itself(town):
    take(GOOD)
    second = planned(GOOD)
    assert (second.unchanged, second.accounts, second.posts, second.details) == (1, [], [], [])
    Post.objects.filter(user__username="moi1").update(valid=(date(2024, 1, 1), None))
    changed = planned(GOOD | {"phone": "0911111111", "title": "Chuyên viên chính"})
    assert (len(changed.details), len(changed.moved)) == (1, 1)
    take_accounts(plan=changed, by=SYSTEM, now=NOW)
    assert [p.title for p in Post.objects.filter(user__username="moi1").order_by("pk")] == [
        "Chuyên viên",
        "Chuyên viên chính",
    ]


BAD = [
    ({"username": "ab"}, "Tên đăng nhập", "từ 3 ký tự"),
    ({"username": "dung"}, "Tên đăng nhập", "tài khoản của người dân"),
    ({"username": "x-agency", "agency": "lạ"}, "Mã cơ quan", "không có cơ quan mã “lạ”"),
    ({"username": "x-role", "roles": "vua"}, "Việc được làm", "“vua” không có"),
    ({"username": "x-admin", "roles": "administrator"}, "Việc được làm", "không giao bằng danh sách"),
    ({"username": "x-desk", "roles": "desk"}, "Việc được làm", "chỉ giao ở nơi tiếp nhận, trả kết quả"),
    ({"username": "x-date", "starts": "31/02/2024"}, "Từ ngày", "không phải ngày"),
    ({"username": "x-end", "ends": "01/01/2024"}, "Đến trước ngày", "không sau ngày bắt đầu"),
    ({"username": "x-mail", "email": "không"}, "Thư điện tử", "không phải địa chỉ"),
    ({"username": "x-twice", "email": "moi1@vi-du.vn"}, "Thư điện tử", "đã dùng cho tài khoản moi1"),
    (
        {"username": "moi1", "full_name": "Tên Khác", "agency": "so-b"},
        "Họ và tên",
        "khác tên của tài khoản này ở dòng 2",
    ),
    ({"username": "moi1"}, "Mã cơ quan", "đã có ở dòng 2"),
    (
        {"username": "x-sign", "giver": "emi", "capacity": "KT.", "sign_from": "01/03/2024", "paper": "QĐ 1"},
        "Người giao ký",
        "không giữ vị trí thủ trưởng",
    ),
    (
        {"username": "x-kind", "giver": "chi", "capacity": "Q.", "sign_from": "01/03/2024", "paper": "QĐ 1"},
        "Hình thức ký",
        "không nhận",
    ),
]


def test_each_bad_line_is_told_with_row_column_and_reason(town):
    rows = [{**GOOD, "email": "", "phone": ""} | changes for changes, _, _ in BAD]
    found = planned(GOOD, *rows)
    for number, (_, column, reason) in enumerate(BAD, 3):
        faults = [(f.column, f.reason) for f in found.faults if f.row == number]
        if column in {"Tên đăng nhập", "Họ và tên"} and len(faults) > 1:
            faults = [one for one in faults if one[0] == column]
        assert [c for c, r in faults if reason in r] == [column], (number, faults)
    assert [e.username for e in found.accounts] == ["moi1", "x-sign"]


def test_an_identity_code_names_an_agency_but_no_desk(town):
    assert agencies_by_code(NOW.date())["H56.14"] == town.agency_a
    assert [one.agency for one in planned(GOOD | {"agency": "H56.14"}).accounts] == [town.agency_a]
    make_agency("quay-le", "Quầy lẻ", kind="desk", ident_code="H56.77")
    found = agencies_by_code(NOW.date())
    assert "H56.77" not in found and found["quay-le"].ident_code == "H56.77"


def test_a_delegation_comes_with_its_line_once(town):
    signs = {"giver": "chi", "capacity": "KT.", "sign_from": "01/03/2024", "paper": "QĐ 5/QĐ-SA"}
    row = GOOD | signs | {"starts": "01/02/2024"}
    assert take(row) == []
    given = Delegation.objects.get()
    assert (given.giver.user, given.receiver.user.username, given.capacity) == (town.chi, "moi1", "KT.")
    assert planned(row).delegations == []


def test_a_delegation_of_the_list_names_a_field_of_the_catalogue(town, catalogue_fields):
    signs = {"giver": "chi", "capacity": "KT.", "sign_from": "01/03/2024", "paper": "QĐ 5/QĐ-SA"}
    row = GOOD | signs | {"starts": "01/02/2024"}
    found = planned(row | {"field": "ABC"})
    assert [(f.column, f.reason) for f in found.faults] == [
        ("Lĩnh vực ký", NO_FIELD)
    ] and not found.delegations
    good = planned(row | {"field": "buu-chinh"})
    assert not good.faults
    catalogue_fields.clear()  # the catalogue lost it between the plan and the deed
    written = take_accounts(plan=good, by=SYSTEM, now=NOW)
    assert [(f.column, f.reason) for f in written] == [
        ("Lĩnh vực ký", NO_FIELD)
    ] and not Delegation.objects.exists()


def test_officers_whom_the_list_does_not_name_are_told_and_locked_only_when_asked(town, tmp_path, capsys):
    (tmp_path / "a.csv").write_bytes(content(GOOD | {"roles": "support"}))  # waits for no second person
    call_command("import_accounts", str(tmp_path / "a.csv"))
    assert "Không có trong danh sách: emi" in capsys.readouterr().out
    assert not User.objects.filter(username="moi1").exists()
    users, keepers = lockable(planned(GOOD).missing, NOW.date())
    assert (town.emi in users, [k.username for k in keepers]) == (True, ["quan"])
    words = ["--apply", "--links", str(tmp_path / "l.csv")]
    call_command("import_accounts", str(tmp_path / "a.csv"), "--lock-missing", "--apply")
    User.objects.filter(pk=town.chi.pk).update(is_active=True)
    call_command("import_accounts", str(tmp_path / "a.csv"), *words)
    town.emi.refresh_from_db()
    assert not town.emi.is_active
    assert (tmp_path / "l.csv").stat().st_mode & 0o777 == 0o600
    assert "/kich-hoat/" not in (tmp_path / "l.csv").read_text()  # a head can act: it is sent to its owner
    assert EventRow.objects.get(name="people.ActivationGiven").actor_id is None
    User.objects.update(last_login=None, link_given_at=None)
    Post.objects.filter(roles__contains=["head"]).delete()
    call_command("import_accounts", str(tmp_path / "a.csv"), *words)
    assert "/kich-hoat/" in (tmp_path / "l.csv").read_text()
    assert EventRow.objects.get(name="people.ActivationsExported").payload["accounts"] == 1


@pytest.mark.parametrize("words", [(), ("--apply",)])
def test_a_list_of_which_no_line_can_be_used_fails_and_names_every_cell(town, tmp_path, capsys, words):
    (tmp_path / "a.csv").write_bytes(content(GOOD | {"roles": "khong-co"}))
    report = tmp_path / "faults.csv"
    with pytest.raises(CommandError, match="Mọi dòng đều bị loại, chưa ghi gì"):
        call_command("import_accounts", str(tmp_path / "a.csv"), "--report", str(report), *words)
    assert "Dòng 2 · Việc được làm" in capsys.readouterr().out
    assert (
        "Việc được làm" in report.read_text("utf-8-sig") and not User.objects.filter(username="moi1").exists()
    )


def test_a_stranger_takes_no_list(town):
    with pytest.raises(NotAnAdministrator):
        take_accounts(plan=planned(GOOD), by=town.actor("emi"), now=NOW)


def test_the_link_sets_the_first_password_once(town, client):
    take(GOOD)
    user = User.objects.get(username="moi1")
    address = reverse("activate", args=[activation_link(user).rstrip("/").rpartition("/")[2]])
    assert "Lê Thị Mới" in client.get(address).text
    weak = client.post(address, {"password1": "ngan", "password2": "ngan"})
    assert (weak.status_code, "ít nhất 12 ký tự" in weak.text) == (422, True)
    other = client.post(address, {"password1": PASSWORD, "password2": "khác"})
    assert "chưa giống nhau" in other.text
    assert client.post(address, {"password1": PASSWORD, "password2": PASSWORD}).url == reverse(
        "account_login"
    )
    assert client.post(address, {"password1": "x" * 12, "password2": "x" * 12}).status_code == 410
    assert client.get(reverse("activate", args=["sai"])).status_code == 410
    assert EventRow.objects.filter(name="people.PasswordSet").count() == 1
    with pytest.raises(UsedMeanwhile):
        activate(user, PASSWORD, now=NOW)
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_a_link_of_a_locked_account_opens_nothing(town):
    token = activation_link(town.emi).rstrip("/").rpartition("/")[2]
    assert account_of(token, on=NOW.date()) == town.emi
    User.objects.filter(pk=town.emi.pk).update(is_active=False)
    assert account_of(token, on=NOW.date()) is None


def test_an_administrator_hands_out_a_new_link_and_nobody_else(town, client, django_assert_max_num_queries):
    address = reverse("give_activation", args=[town.emi.pk])
    assert town.sign_in(client, "emi").post(address).status_code == 403
    town.sign_in(client, "quan")
    User.objects.filter(pk=town.emi.pk).update(email="emi@tinh.vn")
    with django_assert_max_num_queries(25):
        answer = client.post(address)
    assert (answer.status_code, "/kich-hoat/" in answer.text) == (302, False)
    assert EventRow.objects.filter(name="people.ActivationGiven").count() == 1


@pytest.mark.long
def test_seven_thousand_lines_take_less_than_a_minute(town):
    rows = [
        GOOD | {"username": f"cb{n}", "full_name": f"Cán bộ {n}", "email": f"cb{n}@vi-du.vn"}
        for n in range(7000)
    ]
    table = [[row.get(key, "") for key in COLUMNS] for row in rows]
    start = monotonic()
    plan = plan_accounts(write_xlsx({"a": [[*COLUMNS.values()], *table]}), on=NOW.date())
    take_accounts(plan=plan, by=SYSTEM, now=NOW)
    assert monotonic() - start < 60
    assert User.objects.filter(username__startswith="cb").count() == 7000
    assert plan_accounts(content(*rows), on=NOW.date()).unchanged == 7000
