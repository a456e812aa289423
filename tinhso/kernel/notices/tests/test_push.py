import base64
import json
import socket
import stat

import pytest
from django.utils import timezone
from py_vapid import Vapid02

from tinhso.kernel.events.models import EventRow
from tinhso.kernel.notices.actions.choose_channels import choose_channels
from tinhso.kernel.notices.actions.send_delivery import MOST_ATTEMPTS, send_delivery
from tinhso.kernel.notices.models import Delivery, Notice, PushSubscription
from tinhso.kernel.notices.push import Busy, SubscriptionGone, push
from tinhso.kernel.notices.push_endpoint import UnsafeEndpoint, check_endpoint
from tinhso.kernel.notices.push_key import has_push_key, make_push_key, public_push_key, push_key
from tinhso.kernel.notices.tests.makers import NOW, trial_notice
from tinhso.kernel.notices.tests.push_makers import Browser, base64url, push_service

pytestmark = pytest.mark.django_db
State = Delivery.State


@pytest.fixture(autouse=True)
def with_push(settings):
    settings.EMAIL_HOST = ""
    settings.PUSH_LOCAL = True
    make_push_key()


@pytest.fixture
def browser():
    return Browser()


def claims_of(authorization: str) -> dict[str, object]:
    """What the signed token of VAPID says: "vapid t=HEAD.CLAIMS.SIGNATURE,k=KEY"."""
    claims = authorization.partition("t=")[2].split(".")[1]
    return json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))


def sent(town) -> Delivery:
    """An is told; the message has been tried once."""
    delivery = trial_notice(town.an).deliveries.get()
    send_delivery(delivery.pk)
    delivery.refresh_from_db()
    return delivery


@pytest.mark.long
def test_only_the_browser_can_read_what_it_gets(town, browser):
    with push_service() as service:
        browser.subscribe(town, "an", service.url)
        delivery = sent(town)
    assert (delivery.channel, delivery.state) == ("push", State.SENT)
    headers, body = service.received[0]
    told_to_browser = json.loads(browser.read(body))
    assert (told_to_browser["title"], told_to_browser["path"]) == ("Thông báo thử", "/ho-so/")
    assert "Thông báo".encode() not in body
    assert headers["content-encoding"] == "aes128gcm"
    assert headers["topic"] == told_to_browser["tag"]
    assert Vapid02.verify(headers["authorization"])
    assert claims_of(headers["authorization"])["aud"] == service.url.removesuffix(
        "/push/1"
    )  # no other may use it
    assert f"k={public_push_key()}" in headers["authorization"]


@pytest.mark.long
def test_a_browser_that_is_gone_is_forgotten(town, browser):
    with push_service(410) as service:
        browser.subscribe(town, "an", service.url)
        assert sent(town).state == State.FAILED
    assert not PushSubscription.objects.exists()
    assert EventRow.objects.filter(name="notices.PushDeviceRemoved").count() == 1
    assert not trial_notice(town.an, key="next").deliveries.exists()


@pytest.mark.long
def test_whoever_owned_a_browser_that_is_gone_is_told_once_and_where_to_go(town, browser):
    with push_service(404) as service:
        browser.subscribe(town, "an", service.url)
        assert sent(town).state == State.FAILED
    notice = Notice.objects.get(template="notices.device_gone")
    assert (notice.user, notice.path) == (town.an, "/thong-bao/cai-dat/")


@pytest.mark.long
def test_what_failed_and_when_it_last_worked_stands_at_the_machine(client, town, browser):
    with push_service(500) as service:
        browser.subscribe(town, "an", service.url)
        delivery = sent(town)
        page = town.sign_in(client, "an").get("/thong-bao/cai-dat/").content.decode()
        assert "1 lần liền không gửi được" in page
        assert "dịch vụ thông báo của trình duyệt không trả lời" in page
        service.status = 201
        Delivery.objects.update(next_try=timezone.now())
        send_delivery(delivery.pk)
    page = client.get("/thong-bao/cai-dat/").content.decode()
    assert "lần gần nhất gửi tới lúc" in page
    assert "lần liền không gửi được" not in page


@pytest.mark.long
@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_service_that_is_busy_is_tried_later_and_given_up_in_the_end(town, browser, status):
    with push_service(status) as service:
        browser.subscribe(town, "an", service.url)
        delivery = sent(town)
        assert (delivery.state, delivery.attempts) == (State.QUEUED, 1)
        for _ in range(MOST_ATTEMPTS - 1):
            Delivery.objects.update(next_try=timezone.now())
            send_delivery(delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.state, len(service.received)) == (State.GAVE_UP, MOST_ATTEMPTS)
    assert PushSubscription.objects.get().failed == MOST_ATTEMPTS


@pytest.mark.long
def test_a_service_that_comes_back_gets_it_at_the_second_try(town, browser):
    with push_service(503) as service:
        browser.subscribe(town, "an", service.url)
        delivery = sent(town)
        service.status = 201
        Delivery.objects.update(next_try=timezone.now())
        send_delivery(delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.state, PushSubscription.objects.get().failed) == (State.SENT, 0)


@pytest.mark.long
@pytest.mark.parametrize("status", [307, 400, 403])
def test_a_refusal_is_final_but_the_browser_stays_and_no_redirect_is_followed(town, browser, status):
    with push_service(status) as service:
        browser.subscribe(town, "an", service.url)
        assert sent(town).state == State.FAILED
    assert len(service.received) == 1
    assert PushSubscription.objects.get().failed == 1


@pytest.mark.long
def test_one_dead_browser_does_not_keep_it_from_the_other(town):
    with push_service(410) as dead, push_service() as alive:
        Browser().subscribe(town, "an", dead.url)
        Browser().subscribe(town, "an", alive.url)
        assert sent(town).state == State.SENT
    assert PushSubscription.objects.get().endpoint == alive.url


def test_whoever_chose_against_it_gets_none(town, browser):
    browser.subscribe(town, "an", "https://push.example.com/1")
    choices = {("notices.account", "push"): False}
    choose_channels(user=town.an, choices=choices, by=town.actor("an"), now=NOW)
    assert not trial_notice(town.an).deliveries.exists()


def test_somebody_without_a_browser_gets_none(town, browser):
    browser.subscribe(town, "dung", "https://push.example.com/1")
    assert not trial_notice(town.an).deliveries.exists()


def test_without_a_key_there_is_no_push(town, browser, settings, tmp_path):
    browser.subscribe(town, "an", "https://push.example.com/1")
    settings.STATE = tmp_path / "before-set-up"
    assert not trial_notice(town.an).deliveries.exists()


@pytest.mark.long
def test_the_demo_writes_a_file_and_calls_nobody(town, browser, settings, tmp_path):
    settings.DEMO = True
    with push_service() as service:
        browser.subscribe(town, "an", service.url)
        delivery = trial_notice(town.an).deliveries.get(channel="push")
        send_delivery(delivery.pk)
    assert not service.received
    text = (tmp_path / "outbox" / f"{delivery.pk:08}-push.txt").read_text(encoding="utf-8")
    assert "Tới: Chrome trên Android" in text
    assert service.url not in text


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://push.example.com/1",
        "https://127.0.0.1/1",
        "https://10.1.2.3/1",
        "https://[::1]/1",
        "https://[fd00::1]/1",
        "https://169.254.169.254/latest",
        "https://localhost/1",
        "https://db.internal/1",
        "https://push.example.com:5432/1",
        "https://user@push.example.com/1",
        "https://[broken/1",
        "https:///1",
        "ftp://push.example.com/1",
    ],
)
def test_only_https_to_public_addresses_is_ever_called(settings, endpoint):
    settings.PUSH_LOCAL = False
    with pytest.raises(UnsafeEndpoint):
        check_endpoint(endpoint)


def test_an_address_of_a_push_service_is_right(settings):
    settings.PUSH_LOCAL = False
    check_endpoint("https://push.example.com/send/abc-123")


def test_a_name_that_points_inside_is_seen_on_the_way(town, browser, settings, monkeypatch):
    settings.PUSH_LOCAL = False
    device = browser.subscribe(town, "an", "https://push.example.com/1")
    with socket.create_server(("127.0.0.1", 0)) as inside:
        here = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", inside.getsockname())]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: here)
        with pytest.raises(SubscriptionGone):
            push(device, {"title": "x"}, tag="t")


def test_a_service_that_nobody_reaches_is_busy(town, browser):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    device = browser.subscribe(town, "an", f"http://127.0.0.1:{port}/1")
    with pytest.raises(Busy):
        push(device, {"title": "x"}, tag="t")


def test_the_key_is_made_once_and_for_our_eyes_only(tmp_path):
    file = tmp_path / "push-key"
    first = file.read_bytes()
    make_push_key()
    assert file.read_bytes() == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["push-key"]


def test_the_environment_may_give_the_key_as_a_number_or_pem(settings, tmp_path):
    pem, public = (tmp_path / "push-key").read_text(), public_push_key()
    number = push_key().private_numbers().private_value.to_bytes(32, "big")
    settings.STATE = tmp_path / "elsewhere"
    assert not has_push_key()
    for written in (pem, base64url(number)):
        settings.TINHSO_PUSH_KEY = written
        assert public_push_key() == public
