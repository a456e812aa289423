"""Mail through a real connection to a mail server that is busy, refuses, hangs up, dawdles or takes it."""

import socketserver
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from tinhso.kernel.notices.actions.send_delivery import FIRST_WAIT, MOST_ATTEMPTS, send_delivery
from tinhso.kernel.notices.models import Delivery
from tinhso.kernel.notices.tests.makers import delivery_of, trial_notice

pytestmark = pytest.mark.django_db
State = Delivery.State
GREETING, TAKEN = b"220 thu", b"250 duoc"


class MailServer(socketserver.ThreadingTCPServer):
    """Does to each caller what `plan` says next; the last word of it goes on for ever."""

    daemon_threads, allow_reuse_address = True, True

    def __init__(self, *plan: str) -> None:
        super().__init__(("127.0.0.1", 0), Caller)
        self.plan, self.mails, self.over = [*plan], [], threading.Event()


class Caller(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        plan = self.server.plan
        what = plan.pop(0) if len(plan) > 1 else plan[0]
        if what == "dawdle":
            self.server.over.wait(10)
            return
        self.say(b"421 ban viec" if what == "busy" else GREETING)
        if what == "busy":
            return
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"RCPT" and what in ("450", "550"):
                self.say(what.encode() + b" chua nhan")
            elif word == b"DATA" and what == "hang up":
                return
            elif word == b"DATA":
                self.say(b"354 gui di")
                self.server.mails.append(b"".join(iter(self.rfile.readline, b".\r\n")))
                if what == "hang up after":
                    return
                self.say(TAKEN)
            else:
                self.say(b"221 chao" if word == b"QUIT" else TAKEN)

    def say(self, words: bytes) -> None:
        self.wfile.write(words + b"\r\n")


@pytest.fixture
def server(settings) -> Iterator[object]:
    started: list[MailServer] = []

    def start(*plan: str) -> MailServer:
        made = MailServer(*plan)
        started.append(made)
        threading.Thread(target=made.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = made.server_address
        settings.EMAIL_USE_TLS, settings.EMAIL_TIMEOUT = False, 0.5
        return made

    yield start
    for one in started:
        one.over.set()
        one.shutdown()
        one.server_close()


@pytest.fixture
def delivery(town) -> Delivery:
    town.an.email = "an@example.invalid"
    town.an.save()
    return delivery_of(trial_notice(town.an))


def retried_state(delivery: Delivery) -> str:
    Delivery.objects.update(next_try=timezone.now())
    send_delivery(delivery.pk)
    delivery.refresh_from_db()
    return str(delivery.state)


@pytest.mark.long
@pytest.mark.parametrize("trouble", ["450", "busy", "hang up", "dawdle"])
def test_a_server_that_does_not_take_it_now_gets_it_later(server, delivery, trouble):
    mails = server(trouble, "take").mails
    assert send_delivery(delivery.pk) > timezone.now()
    delivery.refresh_from_db()
    assert (delivery.state, mails) == (State.QUEUED, [])
    assert retried_state(delivery) == State.SENT and len(mails) == 1


@pytest.mark.long
def test_what_was_taken_before_the_line_broke_comes_again_under_the_same_name(server, delivery):
    mails = server("hang up after", "take").mails
    send_delivery(delivery.pk)
    assert retried_state(delivery) == State.SENT
    names = {line for one in mails for line in one.splitlines() if line.startswith(b"Message-ID")}
    assert (len(mails), len(names)) == (2, 1)


def test_an_address_that_is_not_there_is_not_tried_again(server, delivery):
    server("550")
    assert send_delivery(delivery.pk) is None
    delivery.refresh_from_db()
    assert delivery.state == State.FAILED


@pytest.mark.long
def test_a_server_that_is_away_for_a_night_still_gets_it(server, delivery):
    waits = [FIRST_WAIT * 4**n for n in range(MOST_ATTEMPTS - 1)]
    assert timedelta(hours=22) < sum(waits, timedelta()) < timedelta(hours=25)
    mails = server(*["busy"] * (MOST_ATTEMPTS - 1), "take").mails
    states = [retried_state(delivery) for _ in range(MOST_ATTEMPTS)]
    assert states == [State.QUEUED] * (MOST_ATTEMPTS - 1) + [State.SENT] and len(mails) == 1
