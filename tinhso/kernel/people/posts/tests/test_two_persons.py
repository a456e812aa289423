"""A post that decides takes two persons: one asks, another administrator confirms; lists once; alone only on the machine."""

from datetime import date, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone

from tests.town import make_agency, make_officer
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.people.agencies.administered_agencies import NotAnAdministrator, NotYourAgency
from tinhso.kernel.people.agencies.heads import NotTheHead
from tinhso.kernel.people.models import AgencySuccession, Post, PostList, User
from tinhso.kernel.people.posts.actions.appoint import NeedsSecondPerson, appoint, relieve
from tinhso.kernel.people.posts.actions.appoint_alone import NoReason, appoint_alone
from tinhso.kernel.people.posts.actions.ask_for_list import PostRequest, ask_for_list
from tinhso.kernel.people.posts.actions.ask_for_post import AskedBefore, ask_for_post
from tinhso.kernel.people.posts.actions.decide_posts import (
    DecidedAlready,
    NoSuchOfficer,
    NotTheSecondPerson,
    confirm_posts,
    refuse_posts,
)
from tinhso.kernel.people.public import administrators
from tinhso.kernel.people.roles import Administrator
from tinhso.kernel.site.clock import HANOI
from tinhso.kernel.site.models import Instance

NOW = datetime(2024, 3, 8, 9, tzinfo=HANOI)
DAY = date(2024, 3, 8)
FORM = {"username": "bao", "title": "Giám đốc", "roles": ["head"], "starts": "11/3/2024", "ends": ""}


@pytest.fixture
def two(town, db):
    """Hạnh administers at the province's committee beside Quản, Kim at agency A alone; it is 08/03/2024."""
    names = {"name": "Tỉnh Số", "owner": "UBND tỉnh", "province_code": "38", "ident_code": "H56"}
    Instance.objects.create(pk=1, demo=True, clock_offset=NOW - timezone.now(), **names)
    town.hanh = make_officer("hanh", "Đinh Thị Hạnh", town.committee, "Quản trị", Administrator)
    town.kim = make_officer("kim", "Đào Thị Kim", town.agency_a, "Quản trị", Administrator)
    return town


def requested_post(town, by="quan", user=None, agency=None, **changes):
    words = {"title": "Giám đốc", "roles": ["head"], "starts": DAY, "by": town.actor(by), "now": NOW}
    return ask_for_post(user or town.bao, agency or town.agency_b, **(words | changes))


def heads_of(agency):
    return list(
        Post.objects.filter(agency=agency, roles__contains=["head"]).values_list("user__username", flat=True)
    )


@pytest.mark.parametrize("roles", [["head"], ["clerk"], ["data"], ["administrator"], ["examiner", "head"]])
def test_one_administrator_alone_gives_no_post_that_decides(two, roles):
    with pytest.raises(NeedsSecondPerson):
        appoint(two.bao, two.agency_b, title="x", roles=roles, starts=DAY, by=two.actor("quan"), now=NOW)


def test_nobody_gives_oneself_a_post_alone_not_even_one_that_decides_nothing(two):
    with pytest.raises(NeedsSecondPerson):
        appoint(
            two.quan, two.agency_a, title="x", roles=["support"], starts=DAY, by=two.actor("quan"), now=NOW
        )
    appoint(two.bao, two.agency_b, title="x", roles=["support"], starts=DAY, by=two.actor("quan"), now=NOW)


def test_another_administrator_confirms_and_the_log_names_both(two):
    waiting = requested_post(two)
    assert heads_of(two.agency_b) == []
    confirm_posts(waiting, by=two.actor("hanh"), now=NOW)
    assert heads_of(two.agency_b) == ["bao"]
    rows = {row.name: row for row in EventRow.objects.filter(name__startswith="people.Post")}
    assert rows["people.PostsAsked"].actor_id == two.quan.pk
    assert rows["people.PostsConfirmed"].actor_id == two.hanh.pk
    assert rows["people.PostsConfirmed"].payload["asked_by"] == two.quan.pk
    with pytest.raises(DecidedAlready):
        confirm_posts(waiting, by=two.actor("hanh"), now=NOW)


def test_who_asked_who_is_to_hold_it_and_who_is_no_administrator_confirm_nothing(two):
    waiting = requested_post(two)
    with pytest.raises(NotTheSecondPerson):
        confirm_posts(waiting, by=two.actor("quan"), now=NOW)
    with pytest.raises(NotAnAdministrator):
        confirm_posts(waiting, by=two.actor("chi"), now=NOW)
    with pytest.raises(NotYourAgency):
        confirm_posts(waiting, by=two.actor("kim"), now=NOW)
    for_hanh = requested_post(two, user=two.hanh)
    with pytest.raises(NotTheSecondPerson):
        confirm_posts(for_hanh, by=two.actor("hanh"), now=NOW)
    assert heads_of(two.agency_b) == []


def test_a_small_agency_with_one_administrator_goes_to_the_province(two):
    words = {"title": "Quản trị", "roles": ["administrator"]}
    waiting = requested_post(two, by="kim", user=two.emi, agency=two.desk_a, **words)
    confirm_posts(waiting, by=two.actor("quan"), now=NOW)
    assert Post.objects.get(agency=two.desk_a, user=two.emi).roles == ["administrator"]


def test_the_same_is_asked_once_and_what_waited_begins_today(two):
    waiting = requested_post(two)
    with pytest.raises(AskedBefore):
        requested_post(two)
    confirm_posts(waiting, by=two.actor("hanh"), now=NOW.replace(day=20))
    assert Post.objects.get(agency=two.agency_b, user=two.bao).valid.lower == date(2024, 3, 20)


def test_an_account_that_was_locked_meanwhile_gets_no_post(two):
    waiting = requested_post(two)
    User.objects.filter(pk=two.bao.pk).update(is_active=False)
    with pytest.raises(NoSuchOfficer):
        confirm_posts(waiting, by=two.actor("hanh"), now=NOW)


def test_it_is_refused_with_a_reason_or_taken_back(two):
    waiting = requested_post(two)
    refuse_posts(waiting, reason="Chưa có quyết định", by=two.actor("hanh"), now=NOW)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.reason) == ("refused", "Chưa có quyết định")
    refuse_posts(requested_post(two), reason="Nhầm người", by=two.actor("quan"), now=NOW)
    with pytest.raises(NotAnAdministrator):
        refuse_posts(requested_post(two), reason="x", by=two.actor("chi"), now=NOW)
    assert heads_of(two.agency_b) == []


def test_ending_a_post_takes_one_person(two):
    relieve(two.posts["chi"], ends=DAY, by=two.actor("quan"), now=NOW)
    assert not Post.objects.on(DAY).filter(user=two.chi).exists()


def test_the_pages_ask_and_confirm(two, client):
    two.sign_in(client, "quan")
    answer = client.post(reverse("appoint", args=["so-b"]), FORM, follow=True)
    assert "chờ người thứ hai xác nhận" in answer.content.decode()
    waiting = PostList.objects.get()
    page = reverse("post_list", args=[waiting.pk])
    assert "Người đề nghị và người được bổ nhiệm không tự xác nhận được" in client.get(page).content.decode()
    client.post(reverse("confirm_posts", args=[waiting.pk]))
    assert heads_of(two.agency_b) == []
    two.sign_in(client, "kim")
    assert client.get(page).status_code == 404
    two.sign_in(client, "hanh")
    assert "Giám đốc" in client.get(reverse("post_lists")).content.decode()
    assert "Đỗ Văn Bảo" in client.get(page).content.decode()
    too_long = client.post(reverse("refuse_posts", args=[waiting.pk]), {"reason": "x" * 301})
    assert too_long.status_code == 422 and "quá 300 ký tự" in too_long.content.decode()
    assert client.post(reverse("confirm_posts", args=[waiting.pk])).status_code == 302
    assert heads_of(two.agency_b) == ["bao"]
    assert client.get(page).status_code == 200


HEADING = "Tên đăng nhập,Họ và tên,Mã cơ quan,Chức danh,Việc được làm\n"


def list_of(tmp_path, *lines):
    path = tmp_path / "list.csv"
    path.write_text(HEADING + "\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def test_an_imported_list_is_confirmed_once_and_then_carried_out(two, tmp_path, capsys):
    path = list_of(tmp_path, "lan,Vũ Thị Lan,so-b,Giám đốc,head", "moc,Lê Văn Mộc,so-b,Văn thư,clerk")
    call_command("import_accounts", path, "--apply")
    assert "cần một quản trị xác nhận" in capsys.readouterr().out
    assert not User.objects.filter(username="lan").exists()
    call_command("import_accounts", path, "--apply")
    waiting = PostList.objects.get()
    assert (waiting.kind, waiting.lines.count()) == ("import", 2)
    confirm_posts(waiting, by=two.actor("quan"), now=NOW)
    call_command("import_accounts", path, "--apply")
    assert heads_of(two.agency_b) == ["lan"]
    waiting.refresh_from_db()
    assert waiting.state == "done"
    other = list_of(tmp_path, "nam,Vũ Văn Nam,so-b,Giám đốc,head")
    call_command("import_accounts", other, "--apply")
    assert heads_of(two.agency_b) == ["lan"]


def test_a_list_that_reads_is_confirmed_by_the_head_over_all_of_it_and_one_without_needs_nobody(
    two, tmp_path
):
    path = list_of(tmp_path, "moc,Lê Văn Mộc,so-a,Chuyên viên,examiner")
    call_command("import_accounts", path, "--apply")
    with pytest.raises(NotTheHead):
        confirm_posts(PostList.objects.get(), by=two.actor("quan"), now=NOW)
    confirm_posts(PostList.objects.get(), by=two.actor("chi"), now=NOW)
    call_command("import_accounts", path, "--apply")
    assert Post.objects.filter(user__username="moc").exists()
    PostList.objects.update(state="refused")
    call_command("import_accounts", list_of(tmp_path, "lan,Vũ Thị Lan,so-b,Chuyên viên,support"), "--apply")
    assert Post.objects.filter(user__username="lan").exists() and PostList.objects.count() == 1


def test_the_first_list_of_an_instance_makes_two_administrators(two, tmp_path):
    Post.objects.filter(roles__contains=["administrator"]).update(valid=DateRange(date(2020, 1, 1), DAY))
    assert administrators(DAY) == 0
    one = "lan,Vũ Thị Lan,ubnd-tinh,Quản trị,administrator"
    with pytest.raises(CommandError, match="ít nhất hai"):
        call_command("import_accounts", list_of(tmp_path, one), "--apply", "--administrators")
    both = list_of(tmp_path, one, "moc,Lê Văn Mộc,ubnd-tinh,Quản trị,administrator")
    call_command("import_accounts", both, "--apply", "--administrators")
    assert administrators(DAY) == 2


def test_a_succession_is_confirmed_once_before_it_moves_posts(two, capsys):
    new = make_agency("so-moi", "Sở Mới", parent=two.committee)
    AgencySuccession.objects.create(old=two.agency_b, new=new, on=DAY, source="thử")
    make_officer("ba", "Lê Bá", two.agency_b, "Giám đốc", Administrator)
    call_command("succeed", "08/03/2024", "--yes")
    assert "cần một quản trị xác nhận" in capsys.readouterr().out
    assert not Post.objects.filter(agency=new).exists()
    confirm_posts(PostList.objects.get(), by=two.actor("quan"), now=NOW)
    call_command("succeed", "08/03/2024", "--yes")
    assert Post.objects.filter(agency=new, user__username="ba").exists()


def test_one_person_alone_on_the_machine_says_why_is_told_of_and_shown(two, client, capsys):
    words = ["appoint", "bao", "so-a", "--title", "Phó Giám đốc", "--role", "head", "--alone"]
    with pytest.raises(CommandError, match="--reason"):
        call_command(*words)
    call_command(*words, "--reason", "Quản trị thứ hai nghỉ ốm dài ngày")
    assert "bao" in heads_of(two.agency_a)
    row = EventRow.objects.get(name="people.PostConfirmationSkipped")
    assert row.payload["user"] == two.bao.pk
    two.sign_in(client, "emi")
    page = client.get(reverse("audit")).content.decode()
    assert "Quản trị thứ hai nghỉ ốm dài ngày" in page and "Phó Giám đốc" in page


def test_alone_without_a_reason_gives_nothing(two):
    words = {"title": "x", "roles": ["head"], "starts": DAY, "now": NOW}
    for reason in ("", "ngắn", "x" * 301):
        with pytest.raises(NoReason):
            appoint_alone(two.bao, two.agency_b, reason=reason, **words)


def test_without_alone_the_command_only_asks(two, capsys):
    call_command("appoint", "bao", "so-b", "--title", "Giám đốc", "--role", "head")
    assert heads_of(two.agency_b) == []
    confirm_posts(PostList.objects.get(), by=two.actor("quan"), now=NOW)
    assert heads_of(two.agency_b) == ["bao"]


def test_the_lines_of_a_list_are_stored_when_it_is_asked_for_and_the_same_list_waits_once(two):
    line = PostRequest("bao", two.agency_b, "Giám đốc", ("head",), DAY, None)
    asked = ask_for_list(PostList.Kind.IMPORT, [line], now=NOW)
    assert [one.title for one in asked.lines.all()] == ["Giám đốc"]
    assert ask_for_list(PostList.Kind.IMPORT, [line], now=NOW) == asked
    assert asked.lines.count() == 1
    assert EventRow.objects.filter(name="people.PostsAsked").count() == 1


def test_only_who_asked_is_offered_to_take_it_back_and_nobody_what_the_machine_asked(two, client):
    page = reverse("post_list", args=[requested_post(two).pk])
    for who, words in (("quan", "Rút đề nghị"), ("hanh", "Không xác nhận")):
        answer = two.sign_in(client, who).get(page)
        assert answer.context["is_requester"] is (who == "quan")
        assert f'<h2 id="khong">{words}</h2>' in answer.content.decode()
    line = PostRequest("bao", two.agency_b, "Giám đốc", ("head",), DAY, None)
    asked = ask_for_list(PostList.Kind.IMPORT, [line], now=NOW)
    assert client.get(reverse("post_list", args=[asked.pk])).context["is_requester"] is False
