import pytest

from tinhso.kernel.notices.models import Notice, NoticeChoice
from tinhso.kernel.notices.tests.makers import trial_notice

pytestmark = pytest.mark.django_db
INBOX = "/thong-bao/"
SETTINGS = "/thong-bao/cai-dat/"


def test_the_inbox_shows_what_is_mine_in_words(client, town, django_assert_max_num_queries):
    trial_notice(town.an)
    town.sign_in(client, "an")
    client.get(INBOX)
    with django_assert_max_num_queries(14):
        page = client.get(INBOX).content.decode()
    assert "Thông báo thử" in page
    assert "1 thông báo chưa đọc" in page


def test_opening_marks_as_read_and_leads_on(client, town):
    notice = trial_notice(town.an)
    answer = town.sign_in(client, "an").post(f"{INBOX}{notice.pk}/mo/")
    assert answer["Location"] == "/ho-so/"
    assert not Notice.objects.unread().exists()


def test_all_are_marked_as_read(client, town):
    trial_notice(town.an, key="a")
    trial_notice(town.dung, key="b")
    town.sign_in(client, "an").post(f"{INBOX}da-doc/")
    assert Notice.objects.unread().get().user == town.dung


def test_a_stranger_sees_and_opens_nothing(client, town):
    notice = trial_notice(town.an)
    town.sign_in(client, "dung")
    assert "Thông báo thử" not in client.get(INBOX).content.decode()
    assert client.post(f"{INBOX}{notice.pk}/mo/").status_code == 404
    assert Notice.objects.unread().count() == 1


@pytest.mark.parametrize(
    ("method", "path"),
    [("get", INBOX), ("post", INBOX + "da-doc/"), ("get", SETTINGS), ("post", SETTINGS + "gui-thu/")],
)
def test_a_visitor_is_asked_to_sign_in(client, method, path):
    answer = getattr(client, method)(path)
    assert answer.status_code != 200 or "đăng nhập" in answer.content.decode().lower()
    assert not Notice.objects.exists()


def test_choices_are_shown_and_kept(client, town):
    town.sign_in(client, "an")
    page = client.get(SETTINGS).content.decode()
    assert "Tài khoản của tôi" in page
    assert "Tin nhắn SMS" not in page
    assert client.post(SETTINGS, {}).status_code == 302
    choices = NoticeChoice.objects.filter(user=town.an).values_list("topic", "channel", "on")
    assert ("notices.account", "email", False) in choices


def test_a_trial_reaches_only_oneself_and_once_a_minute(client, town):
    town.sign_in(client, "an")
    for _ in range(2):
        assert client.post(SETTINGS + "gui-thu/").status_code == 302
    assert set(Notice.objects.values_list("user", flat=True)) == {town.an.pk}
    assert Notice.objects.count() <= 2


def test_who_has_no_address_is_told_why_nothing_arrives(client, town):
    town.sign_in(client, "an")
    told_why = "chưa có thư điện tử của ông/bà"
    town.an.email, town.an.person.email = "", ""
    town.an.save()
    town.an.person.save()
    assert told_why in client.get(SETTINGS).content.decode()
    town.an.email = "an@example.vn"
    town.an.save()
    assert told_why not in client.get(SETTINGS).content.decode()
