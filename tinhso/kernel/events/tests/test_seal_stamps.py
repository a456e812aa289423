"""Time stamps of signed heads, with a pretended authority that also refuses, delays and fails; heads posted outside."""

import shutil
import socket
import subprocess
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import transaction

from sandbox.timestamp_authority.server import Server
from tinhso.kernel.events.models import SealSignature, SealStamp
from tinhso.kernel.events.public import (
    SYSTEM,
    Event,
    check_signatures,
    fingerprint,
    held_key,
    posted_heads,
    record,
    sign_heads,
    take_up_seal_key,
)
from tinhso.kernel.events.signatures import timestamps
from tinhso.kernel.events.signatures.metrics import stamp_wait, waits_for_stamp
from tinhso.kernel.events.signatures.post_heads import post_stamps, post_to_folder
from tinhso.kernel.events.signatures.stamp_heads import stamp_heads
from tinhso.kernel.events.tasks import mail_heads, post_heads
from tinhso.kernel.events.tests.makers import by_hand, seal_now

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2024, 3, 8, 2, 30, tzinfo=UTC)


@pytest.fixture
def key_print(settings, tmp_path):
    """A signed head; the fingerprint of its key."""
    settings.STATE, settings.SEAL_KEY, settings.SEAL_KEYS_BEFORE = tmp_path, "k" * 50, []
    with transaction.atomic():
        record(Event(), by=SYSTEM, at=AT)
    take_up_seal_key(now=AT)
    seal_now()
    sign_heads(every_head=True)
    return fingerprint(held_key().public)


@pytest.fixture
def authority(settings, tmp_path):
    server = Server(tmp_path / "authority")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.TIMESTAMP_URLS = [server.url]
    settings.TIMESTAMP_ROOTS = [str(tmp_path / "authority" / "root.crt")]
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.long
def test_a_head_is_stamped_once_and_verify_tells_of_it(key_print, authority):
    assert stamp_heads() == 1
    assert stamp_heads() == 0
    found = check_signatures(keys=[key_print])
    assert found.lines == [] and any(line.startswith("1 dấu thời gian") for line in found.proven)


@pytest.mark.long
def test_an_authority_that_nobody_trusts_is_told_apart(key_print, authority, settings):
    stamp_heads()
    settings.TIMESTAMP_ROOTS = []
    found = check_signatures(keys=[key_print])
    assert found.lines == [] and any("chưa được tin cậy" in line for line in found.proven)


@pytest.mark.long
def test_a_stamp_of_something_else_is_named(key_print, authority):
    stamp_heads()
    other = timestamps.ask_for_stamp("ab" * 64, authority.url)[0]
    stamp = SealStamp.objects.get()
    by_hand("delete from kernel_seal_stamp")
    SealStamp.objects.create(
        signature=stamp.signature, authority="x", reply=other, stamped_at=stamp.stamped_at
    )
    SealStamp.objects.create(
        signature=stamp.signature, authority="y", reply=b"0", stamped_at=stamp.stamped_at
    )
    assert sum("dấu thời gian" in line for line in check_signatures(keys=[key_print]).lines) == 2


@pytest.mark.long
def test_a_stamp_from_a_time_that_has_not_come_is_named(key_print, authority, monkeypatch):
    stamp_heads()
    assert check_signatures(keys=[key_print]).lines == []
    monkeypatch.setattr("tinhso.kernel.events.signatures.check_stamps.LEEWAY", timedelta(hours=-1))
    [line] = [one for one in check_signatures(keys=[key_print]).lines if "dấu thời gian" in one]
    assert "không đúng" in line


@pytest.mark.long
@pytest.mark.parametrize("fault", ["busy", "refuse", "garbage", "other_digest"])
def test_an_authority_that_fails_stamps_nothing_and_is_asked_again(key_print, authority, fault, caplog):
    setattr(authority.faults, fault, 1.0)
    post_heads(0)
    assert not SealStamp.objects.exists() and "gave none" in caplog.text
    setattr(authority.faults, fault, 0.0)
    post_heads(0)
    assert SealStamp.objects.count() == 1


@pytest.mark.long
def test_an_authority_that_is_away_or_too_slow_holds_nothing_up(key_print, authority, monkeypatch, caplog):
    authority.faults.down = True
    assert stamp_heads() == 0
    authority.faults.down, authority.faults.delay = False, 1.0
    monkeypatch.setattr(timestamps, "SECONDS", 0.2)
    assert stamp_heads() == 0 and "gave none" in caplog.text


@pytest.mark.long
def test_the_next_authority_is_asked_where_one_is_away_and_one_stamp_is_enough(
    key_print, authority, settings
):
    settings.TIMESTAMP_URLS = ["http://127.0.0.1:1/", authority.url]
    assert waits_for_stamp() > 0
    assert (stamp_heads(), stamp_heads()) == (1, 0)
    assert SealStamp.objects.get().authority == authority.url
    assert waits_for_stamp() == 0 and next(stamp_wait()).value == 0


@pytest.mark.long
def test_the_next_authority_is_asked_where_one_stops_in_its_answer(
    key_print, authority, settings, monkeypatch
):
    monkeypatch.setattr(timestamps, "SECONDS", 0.5)
    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as stopping:
        settings.TIMESTAMP_URLS = [f"http://127.0.0.1:{stopping.getsockname()[1]}/", authority.url]

        def answer() -> None:
            line, _address = stopping.accept()
            with line:
                line.recv(4096)
                line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n0")
                done.wait(20)

        thread = threading.Thread(target=answer)
        thread.start()
        assert stamp_heads() == 1 and SealStamp.objects.get().authority == authority.url
        done.set()
        thread.join()


def test_without_an_authority_nobody_is_asked(key_print, settings):
    settings.TIMESTAMP_URLS = []
    assert stamp_heads() == 0


def test_heads_are_posted_into_a_folder_once(key_print, settings, tmp_path):
    settings.SEAL_POST_DIR = str(tmp_path)
    assert (post_to_folder(), post_to_folder()) == (1, 0)
    (file,) = tmp_path.glob("dau-chuoi-*.txt")
    (head,) = posted_heads(file.read_text())
    assert head.holds and head.hash == SealSignature.objects.latest("pk").hash
    settings.SEAL_POST_DIR = str(tmp_path / "gone")
    assert post_to_folder() == 0


@pytest.mark.long
def test_a_stamp_is_posted_beside_and_anybody_reads_it(key_print, authority, settings, tmp_path):
    settings.SEAL_POST_DIR = str(tmp_path / "outside")
    (tmp_path / "outside").mkdir()
    post_heads(0)
    row = SealSignature.objects.latest("pk")
    token = tmp_path / "outside" / "dau-thoi-gian" / f"events-{row.number}.tst"
    assert token.read_bytes() == bytes(SealStamp.objects.get().reply)
    assert post_stamps() == 0
    if openssl := shutil.which("openssl"):
        digest = timestamps.digest_of(row.signature).hex()
        words = ["-digest", digest, "-token_in", "-in", token, "-CAfile", settings.TIMESTAMP_ROOTS[0]]
        done = subprocess.run([openssl, "ts", "-verify", *words], capture_output=True, text=True, check=False)
        assert "Verification: OK" in done.stdout + done.stderr


def test_heads_are_mailed_to_whoever_should_note_them(key_print, settings):
    settings.SEAL_POST_MAIL = []
    mail_heads(0)
    assert not mail.outbox
    settings.SEAL_POST_MAIL = ["kiem-toan@example.vn"]
    mail_heads(0)
    (letter,) = mail.outbox
    assert next(posted_heads(letter.body)).holds and key_print in letter.body
    assert "đầu chuỗi niêm phong" in letter.subject.lower()
