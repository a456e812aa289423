"""One administrator makes an account and would read with it what citizens handed in: refused at each step (SECURITY.md)."""

import re
from datetime import date, datetime

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.town import make_officer
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.notices.actions.send_activation_letter import send_activation_letter
from tinhso.kernel.people.accounts.actions.activate import (
    MadeByYou,
    NoPostYet,
    NoWayToOwner,
    give_activation,
    print_activation,
    send_first_links,
)
from tinhso.kernel.people.accounts.actions.remove_second_factor import remove_second_factor
from tinhso.kernel.people.accounts.recovery import OnePersonForBoth
from tinhso.kernel.people.agencies.heads import HeadSeats, NotTheHead
from tinhso.kernel.people.models import Post, PostList, User
from tinhso.kernel.people.posts.actions.appoint import NeedsSecondPerson, appoint
from tinhso.kernel.people.posts.actions.ask_for_post import ask_for_post
from tinhso.kernel.people.posts.actions.decide_posts import NotTheSecondPerson, confirm_posts, refuse_posts
from tinhso.kernel.people.receivers import send_links
from tinhso.kernel.people.roles import ROLES, Administrator, Examiner, Head, decides, reads_personal_data
from tinhso.kernel.site.clock import HANOI

NOW = datetime(2024, 3, 8, 9, tzinfo=HANOI)
DAY = date(2024, 3, 8)
ACCOUNT = {"full_name": "Trần Giả Danh", "username": "gia.danh", "email": "quan@tinh.vn", "phone": ""}
POST = {
    "username": "gia.danh",
    "title": "Chuyên viên",
    "roles": ["examiner"],
    "starts": "8/3/2024",
    "ends": "",
}
SITE = "http://127.0.0.1:8000"
PASSWORD = "con trâu đi trước cái cày"


@pytest.fixture
def outside(shop, settings):
    """A shop with a mail server on 08/03/2024, where letters leave in earnest; Hạnh administers beside Quản."""
    settings.EMAIL_HOST, settings.DEMO = "mail.tinh.vn", False
    town = shop.town
    town.hanh = make_officer("hanh", "Phạm Thị Hạnh", town.committee, "Quản trị", Administrator)
    return town


@pytest.fixture
def attack(outside, client):
    """Quản made the account with an address of his own and asked for the post."""
    outside.sign_in(client, "quan")
    client.post(reverse("new_account", args=["so-a"]), ACCOUNT)
    client.post(reverse("appoint", args=["so-a"]), POST)
    return User.objects.get(username="gia.danh")


def letter_of(user):
    """The link in the last letter, sent as the worker does."""
    assert send_activation_letter(user.pk, channel="email") is None
    return re.search(r"https?://\S+/kich-hoat/(\S+)/", mail.outbox[-1].body)[1]


def test_the_attack_is_refused_at_each_step(attack, outside, client):
    assert not Post.objects.filter(user=attack).exists()  # examiner: it only waits
    waiting = PostList.objects.get()
    page = client.get(reverse("post_list", args=[waiting.pk])).text
    assert "thủ trưởng cơ quan tiếp nhận xác nhận" in page
    client.post(reverse("confirm_posts", args=[waiting.pk]))
    assert PostList.objects.get().state == "waiting"
    answer = client.post(reverse("give_activation", args=[attack.pk]), follow=True)
    assert "chưa có vị trí nào được xác nhận" in answer.text and f"{SITE}/kich-hoat/" not in answer.text
    assert client.post(reverse("print_activation", args=[attack.pk])).status_code == 403
    assert client.post(reverse("reset_factor", args=[attack.pk]), {"seen": "on"}).status_code == 302
    attack.refresh_from_db()
    assert (
        not attack.has_usable_password()
        and not EventRow.objects.filter(name="people.ActivationGiven").exists()
    )


def test_even_with_the_password_the_account_sets_up_no_factor_and_opens_no_dossier(attack, shop, outside):
    """As if the database had been helped along: the account signs in, and is nobody."""
    dossier = shop.dossier("examine")
    file = dossier.attachments.select_related("file").first()
    type(file.file).objects.filter(pk=file.file.pk).update(state="clean")
    addresses = [
        reverse("worklist"),
        reverse("desk_dossier", args=[dossier.case.code]),
        reverse("download_file", args=[dossier.case.code, file.pk]),
    ]
    emi, thief = outside.sign_in(Client(), "emi"), Client()
    answers = [emi.get(one) for one in addresses]
    assert [one.status_code for one in answers] == [200, 200, 200]
    assert b"".join(answers[-1].streaming_content)
    thief.force_login(attack)
    assert not {200} & {thief.get(one).status_code for one in addresses}
    for name in ("mfa_activate_totp", "mfa_add_webauthn"):
        answer = thief.get(reverse(name))
        assert answer.status_code == 403 and "chưa có vị trí nào được xác nhận" in answer.text
    assert not Authenticator.objects.filter(user=attack).exists()


def test_the_head_sees_the_address_and_refuses_or_confirms_and_only_then_a_letter_leaves(
    attack, outside, client
):
    page = reverse("post_list", args=[PostList.objects.get().pk])
    outside.sign_in(client, "chi")
    assert "quan@tinh.vn" in client.get(page).text and "Chuyên viên" in client.get(reverse("post_lists")).text
    User.objects.filter(pk=attack.pk).update(email="that@tinh.vn")
    assert client.post(reverse("confirm_posts", args=[PostList.objects.get().pk])).status_code == 302
    post = Post.objects.get(user=attack)
    assert (post.confirmed_by, post.roles) == (outside.chi, ["examiner"])
    assert client.get(page).status_code == 200
    send_links(EventRow.objects.get(name="people.PostsConfirmed"))
    send_links(EventRow.objects.get(name="people.PostsConfirmed"))
    assert EventRow.objects.filter(name="people.ActivationGiven").count() == 1
    attack.refresh_from_db()
    token = letter_of(attack)
    assert mail.outbox[-1].to == ["that@tinh.vn"]
    owner = Client()
    sent = {"password1": PASSWORD, "password2": PASSWORD}
    assert owner.post(reverse("activate", args=[token]), sent).url == reverse("account_login")


def test_a_second_administrator_is_no_head_where_there_is_one(attack, outside, client):
    waiting = PostList.objects.get()
    for who in ("hanh", "quan", "emi", "sau"):
        with pytest.raises(NotTheHead):
            confirm_posts(waiting, by=outside.actor(who), now=NOW)
        if who != "quan":
            with pytest.raises(NotTheHead):
                refuse_posts(waiting, reason="x", by=outside.actor(who), now=NOW)
    assert client.get(reverse("post_list", args=[waiting.pk])).status_code == 200
    outside.sign_in(client, "hanh")
    assert "thủ trưởng cơ quan tiếp nhận xác nhận" in client.get(reverse("post_list", args=[waiting.pk])).text


def test_a_head_elsewhere_sees_nothing_and_the_nearest_above_confirms_where_none_can(outside, client):
    make_officer("giam", "Lê Văn Giám", outside.agency_b, "Giám đốc", Head)
    outside.giam = User.objects.get(username="giam")
    words = {"title": "x", "roles": ["examiner"], "starts": DAY, "by": outside.actor("quan"), "now": NOW}
    at_desk = ask_for_post(outside.emi, outside.desk_a, **words)
    assert outside.sign_in(client, "giam").get(reverse("post_list", args=[at_desk.pk])).status_code == 404
    confirm_posts(at_desk, by=outside.actor("chi"), now=NOW)
    for_chi = ask_for_post(
        outside.chi, outside.desk_a, **words
    )  # the only head of A is to hold it: none above
    with pytest.raises(NotTheSecondPerson):
        confirm_posts(for_chi, by=outside.actor("quan"), now=NOW)
    confirm_posts(for_chi, by=outside.actor("hanh"), now=NOW)
    for_chi.refresh_from_db()
    assert (
        for_chi.without_head
        and Post.objects.get(user=outside.chi, agency=outside.desk_a).confirmed_by is None
    )
    assert "Phạm Thị Hạnh" in client.get(reverse("audit")).text


def test_a_head_who_cannot_sign_in_is_none(outside):
    outside.chi.set_unusable_password()
    outside.chi.save()
    assert not HeadSeats.read(DAY).nearest(outside.desk_a.pk, [])
    outside.chi.last_login = timezone.now()
    outside.chi.save()
    assert HeadSeats.read(DAY).nearest(outside.desk_a.pk, []) == {(outside.agency_a.pk, outside.chi.pk)}
    User.objects.filter(pk=outside.chi.pk).update(is_active=False)
    assert not HeadSeats.read(DAY).at_or_above(outside.desk_a.pk, [])


@pytest.mark.parametrize("role", ROLES)
def test_one_administrator_alone_gives_no_role_that_reads_personal_data(outside, role):
    words = {"title": "x", "roles": [role], "starts": DAY, "by": outside.actor("quan"), "now": NOW}
    if decides([role]) or reads_personal_data([role]):
        with pytest.raises(NeedsSecondPerson):
            appoint(outside.bao, outside.agency_b, **words)
    else:
        assert appoint(outside.bao, outside.agency_b, **words).confirmed_by is None


def test_what_a_case_shows_somebody_is_shown_to_no_role_that_says_it_reads_nothing():
    reading = {code for code in ROLES if reads_personal_data([code])}
    assert {"desk", "examiner", "head", "clerk", "supervisor", "auditor"} <= reading
    assert reads_personal_data(["support", "examiner"]) and not reads_personal_data(
        ["support", "administrator"]
    )
    assert reads_personal_data(["role-of-tomorrow"])


def test_the_link_leaves_by_mail_and_nobody_else_is_shown_it(outside, client):
    User.objects.filter(pk=outside.emi.pk).update(email="emi@tinh.vn")
    outside.sign_in(client, "quan")
    answer = client.post(reverse("give_activation", args=[outside.emi.pk]), follow=True)
    assert "không ai khác thấy" in answer.text
    outside.emi.refresh_from_db()
    token = letter_of(outside.emi)
    assert token not in answer.text and mail.outbox[-1].to == ["emi@tinh.vn"]


def test_somebody_without_an_address_gets_a_paper_from_the_head_who_did_not_make_the_account(outside, client):
    with pytest.raises(NoWayToOwner):
        give_activation(outside.emi, by=outside.actor("quan"), now=NOW, real_now=timezone.now())
    page = outside.sign_in(client, "quan").post(
        reverse("give_activation", args=[outside.emi.pk]), follow=True
    )
    assert "Thủ trưởng cơ quan in giấy kích hoạt" in page.text
    paper = outside.sign_in(client, "chi").post(reverse("print_activation", args=[outside.emi.pk]))
    assert "/kich-hoat/" in paper.text and "phong bì kín" in paper.text
    assert EventRow.objects.filter(name="people.ActivationPrinted").first().actor_id == outside.chi.pk
    later = {"valid": DateRange(date(2025, 7, 1), None), "title": "x", "roles": ["examiner"]}
    Post.objects.create(
        user=outside.emi, agency=outside.agency_b, **later
    )  # a post to come is no matter today
    second = client.post(reverse("print_activation", args=[outside.emi.pk]))
    assert "/kich-hoat/" in second.text
    refused = client.post(reverse("print_activation", args=[outside.bao.pk]), follow=True)
    assert "Chỉ thủ trưởng" in refused.text
    with pytest.raises(NotTheHead):
        print_activation(outside.emi, by=outside.actor("quan"), now=NOW, real_now=timezone.now())
    User.objects.filter(pk=outside.emi.pk).update(made_by=outside.chi)
    with pytest.raises(MadeByYou):
        print_activation(outside.emi, by=outside.actor("chi"), now=NOW, real_now=timezone.now())


def test_no_link_without_a_post_and_none_by_itself_to_whom_has_a_password_or_no_address(outside):
    nobody = User.objects.create(username="nobody", full_name="Chưa Ai", email="a@tinh.vn")
    with pytest.raises(NoPostYet):
        give_activation(nobody, by=outside.actor("quan"), now=NOW, real_now=timezone.now())
    outside.emi.set_unusable_password()
    outside.emi.save()
    words = {"by_id": None, "now": NOW, "real_now": timezone.now()}
    send_first_links(["nobody", "emi", "binh"], **words)
    assert not EventRow.objects.filter(name="people.ActivationGiven").exists()


def test_recovery_needs_the_head(outside, client):
    emi = outside.emi
    for who in ("quan", "hanh", "binh"):
        with pytest.raises(NotTheHead):
            remove_second_factor(emi, by=outside.actor(who), now=NOW)
    address = reverse("reset_factor", args=[emi.pk])
    assert (
        "Thủ trưởng cơ quan của người này"
        in outside.sign_in(client, "quan").post(address, {"seen": "on"}, follow=True).text
    )
    outside.sign_in(client, "chi")
    assert client.get(address).status_code == 200
    assert client.get(reverse("reset_factor", args=[outside.bao.pk])).status_code == 404
    User.objects.filter(pk=emi.pk).update(factor_removed_by=outside.chi)  # a head does not do both either
    with pytest.raises(OnePersonForBoth):
        print_activation(emi, by=outside.actor("chi"), now=NOW, real_now=timezone.now())


def test_an_agency_is_left_with_another_examiner_only_by_its_heads_word(outside):
    words = {"title": "x", "roles": [Examiner.code], "starts": DAY, "by": outside.actor("quan"), "now": NOW}
    waiting = ask_for_post(outside.bao, outside.agency_a, **words)
    refuse_posts(waiting, reason="Không phải người của Sở", by=outside.actor("chi"), now=NOW)
    assert not Post.objects.filter(user=outside.bao, agency=outside.agency_a).exists()
