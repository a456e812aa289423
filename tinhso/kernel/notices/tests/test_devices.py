import pytest

from tinhso.kernel.events.models import EventRow
from tinhso.kernel.notices.actions.add_device import MOST_DEVICES, TooManyDevices
from tinhso.kernel.notices.models import PushSubscription
from tinhso.kernel.notices.push_key import make_push_key, public_push_key
from tinhso.kernel.notices.tests.makers import trial_notice
from tinhso.kernel.notices.tests.push_makers import Browser
from tinhso.kernel.people.public import device_label

pytestmark = pytest.mark.django_db
SETTINGS = "/thong-bao/cai-dat/"
ENDPOINT = "https://push.example.com/send/1"
PHONE = (
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36"
)


@pytest.fixture(autouse=True)
def with_push():
    make_push_key()


def test_a_browser_is_added_shown_and_removed(client, town, django_assert_max_num_queries):
    town.sign_in(client, "an")
    assert "Thông báo trên máy" not in [f.label for f in client.get(SETTINGS).context["form"]]
    given = {"endpoint": ENDPOINT, **Browser().keys}
    client.post(f"{SETTINGS}may/", given, headers={"User-Agent": PHONE})
    device = PushSubscription.objects.get(user=town.an)
    assert device.label == "Chrome trên Android"
    trial_notice(town.an)
    with django_assert_max_num_queries(14):
        page = client.get(SETTINGS)
    words = page.content.decode()
    assert "Chrome trên Android" in words
    assert public_push_key() in words
    assert "Chờ gửi" in words
    assert ENDPOINT not in words
    assert [f.initial for f in page.context["form"] if f.label == "Thông báo trên máy"]
    client.post(f"{SETTINGS}may/{device.pk}/bo/")
    assert not PushSubscription.objects.exists()
    names = EventRow.objects.filter(name__startswith="notices.PushDevice").order_by("id")
    assert [event.name for event in names] == ["notices.PushDeviceAdded", "notices.PushDeviceRemoved"]


def test_a_stranger_removes_nothing_of_mine(client, town):
    device = Browser().subscribe(town, "an", ENDPOINT)
    town.sign_in(client, "dung")
    assert "Chrome trên Android" not in client.get(SETTINGS).content.decode()
    assert client.post(f"{SETTINGS}may/{device.pk}/bo/").status_code == 404
    assert PushSubscription.objects.get() == device


@pytest.mark.parametrize(
    "wrong",
    [
        {"endpoint": "https://10.0.0.5/x"},
        {"endpoint": "http://push.example.com/x"},
        {"p256dh": "AAAA"},
        {"p256dh": "không phải khóa"},
        {"auth": "AAAA"},
        {"auth": "không phải khóa"},
        {"endpoint": ""},
    ],
)
def test_what_no_browser_says_is_refused(client, town, wrong):
    town.sign_in(client, "an")
    given = {"endpoint": ENDPOINT, **Browser().keys, **wrong}
    page = client.post(f"{SETTINGS}may/", given, follow=True).content.decode()
    assert "dùng trình duyệt khác" in page
    assert not PushSubscription.objects.exists()


def test_a_shared_browser_belongs_to_whoever_asked_last(town):
    Browser().subscribe(town, "an", ENDPOINT)
    Browser().subscribe(town, "dung", ENDPOINT)
    assert PushSubscription.objects.get().user == town.dung


def test_there_is_an_end_to_the_list(client, town):
    for n in range(MOST_DEVICES):
        Browser().subscribe(town, "an", f"{ENDPOINT}{n}")
    Browser().subscribe(town, "an", f"{ENDPOINT}0")
    with pytest.raises(TooManyDevices):
        Browser().subscribe(town, "an", ENDPOINT)
    given = {"endpoint": ENDPOINT, **Browser().keys}
    page = town.sign_in(client, "an").post(f"{SETTINGS}may/", given, follow=True).content.decode()
    assert "bỏ một máy trong danh sách" in page


def test_the_worker_is_served_from_the_root_and_never_kept(client):
    answer = client.get("/sw-thong-bao.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
    assert "notificationclick" in answer.content.decode()


@pytest.mark.parametrize(
    ("says", "label"),
    [
        (PHONE, "Chrome trên Android"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0", "Edge trên Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari trên iPhone",
        ),
        ("", "Trình duyệt"),
    ],
)
def test_a_browser_has_a_name_that_its_owner_knows(says, label):
    assert device_label(says) == label
