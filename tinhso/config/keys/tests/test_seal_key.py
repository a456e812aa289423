"""The key that signs heads through the life of an installation: set-up, turning, loss, restore, promotion."""

from argparse import Namespace
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction

from tinhso.config.commands import promote, replica, restore, turn_key
from tinhso.config.keys import seal_key
from tinhso.config.refusal import Refusal
from tinhso.kernel.events.models import EventRow, SealKey, SealSignature
from tinhso.kernel.events.public import (
    SYSTEM,
    Event,
    check_signatures,
    fingerprint,
    held_key,
    record,
    sign_heads,
    verify,
)
from tinhso.kernel.events.signatures import probes as checks
from tinhso.kernel.events.tests.makers import busy_neighbour, by_hand, seal_now

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def state(settings, tmp_path, monkeypatch):
    settings.STATE, settings.SEAL_KEY, settings.SEAL_KEYS_BEFORE = tmp_path, "", []
    monkeypatch.setenv("TINHSO_STATE", str(tmp_path))
    return tmp_path


def deed() -> None:
    with transaction.atomic():
        record(Event(), by=SYSTEM, at=datetime(2024, 3, 8, tzinfo=UTC))
    seal_now()


@pytest.fixture
def key_print(state):
    """An installation that was set up and signed; the fingerprint that somebody wrote down."""
    deed()
    assert seal_key.at_set_up() == ""
    seal_now()
    sign_heads(every_head=True)
    return fingerprint(held_key().public)


def names() -> list[str]:
    return list(
        EventRow.objects.filter(name__startswith="events.Seal").order_by("pk").values_list("name", flat=True)
    )


@pytest.mark.long
def test_set_up_makes_one_key_for_its_owner_alone_and_signs_what_is_there(key_print, state):
    assert (state / "seal-key").stat().st_mode & 0o777 == 0o600
    assert seal_key.at_set_up() == "" and SealKey.objects.count() == 1
    assert check_signatures(keys=[key_print]).lines == []


@pytest.mark.long
def test_a_second_machine_without_the_key_makes_none_and_says_what_to_do(key_print, state, settings):
    settings.STATE = state / "other"
    assert "chép tệp seal-key" in seal_key.at_set_up()
    assert SealKey.objects.count() == 1 and not (state / "other" / "seal-key").exists()


@pytest.mark.long
def test_a_short_word_is_no_key(state, settings):
    settings.SEAL_KEY = "abc"
    assert "ngắn quá" in seal_key.at_set_up()


def turn(lost=False) -> int:
    return turn_key.run(Namespace(key="seal-key", forget=False, lost=lost))


@pytest.fixture
def command(monkeypatch):
    monkeypatch.setattr(turn_key, "database", lambda: nullcontext(()))
    monkeypatch.setattr(turn_key, "open_django", lambda: None)
    monkeypatch.setattr(turn_key, "as_owner", dict)


@pytest.mark.long
def test_turning_tells_the_new_fingerprint_and_drops_the_old_key(key_print, state, command, capsys):
    assert turn() == 0
    new = fingerprint(held_key().public)
    assert new != key_print and new in capsys.readouterr().out
    assert not (state / "seal-key-before").exists()
    assert check_signatures(keys=[key_print]).lines == [] == check_signatures(keys=[new]).lines
    with pytest.raises(Refusal, match="không mất"):
        turn(lost=True)


@pytest.mark.long
def test_a_turn_that_was_broken_off_is_finished_by_the_next_one(key_print, state, command):
    word = (state / "seal-key").read_text()
    (state / "seal-key-before").write_text(word)
    (state / "seal-key").write_text("n" * 60)
    assert turn() == 0
    assert (state / "seal-key").read_text() == "n" * 60 and names()[-1] == "events.SealKeyTurned"


@pytest.mark.long
def test_a_lost_key_is_replaced_only_when_somebody_says_so(key_print, state, command):
    (state / "seal-key").unlink()
    with pytest.raises(Refusal, match="thêm --lost"):
        turn()
    assert turn(lost=True) == 0
    assert names()[-1] == "events.SealKeyLost"


@pytest.mark.long
def test_a_key_from_the_environment_is_turned_there(key_print, settings, command, state):
    settings.SEAL_KEY = (state / "seal-key").read_text()
    with pytest.raises(Refusal, match="TINHSO_SEAL_KEYS_BEFORE"):
        turn()
    settings.SEAL_KEYS_BEFORE, settings.SEAL_KEY = [settings.SEAL_KEY], "e" * 60
    assert turn() == 0 and names()[-1] == "events.SealKeyTurned"


@pytest.mark.long
def test_a_restore_with_the_old_key_goes_on_signing(key_print, state):
    (state / "seal-heads").unlink()  # another machine
    assert key_print in restore.new_epoch()
    assert names() == ["events.SealKeyMade"]
    assert verify().ok and check_signatures(keys=[key_print]).lines == []


@pytest.mark.long
def test_a_restore_without_the_key_begins_another_and_the_loss_is_a_sealed_and_signed_event(key_print, state):
    for name in ("seal-key", "seal-heads"):
        (state / name).unlink()
    with busy_neighbour():  # a server of one's own may hold other databases too
        epoch = restore.new_epoch()
    new = fingerprint(held_key().public)
    assert "ghi sự kiện mất khóa" in epoch and new in epoch
    assert names() == ["events.SealKeyMade", "events.SealKeyLost"]
    found = verify()
    assert found.ok and found.waiting == 0
    assert check_signatures(keys=[new]).lines == []


@pytest.mark.long
def test_a_restore_of_a_backup_from_before_there_were_keys(state):
    deed()
    restore.new_epoch()
    assert names() == ["events.SealKeyMade"] and verify().ok


@pytest.mark.long
def test_a_promotion_signs_the_epoch_and_says_which_signed_heads_did_not_come_over(key_print, state):
    (state / "seal-heads").write_text('{"events": [99, "%s"]}' % ("f" * 64))
    number, problem = promote.new_epoch()
    assert (number, problem) == (2, "")
    assert names()[-1] == "events.SealedHeadLost"
    assert SealSignature.objects.latest("pk").number >= 2


@pytest.mark.long
def test_a_promotion_without_the_key_says_so(key_print, state):
    (state / "seal-key").unlink()
    assert "chép tệp seal-key" in promote.new_epoch()[1]


@pytest.mark.long
def test_a_follower_gets_a_key_that_was_turned_and_loses_none(key_print, state, tmp_path_factory):
    folder = tmp_path_factory.mktemp("follower")
    replica.share(folder)
    assert (folder / "seal-key").read_text() == (state / "seal-key").read_text()
    assert (folder / "seal-key").stat().st_mode & 0o777 == 0o600
    (state / "seal-key").write_text("n" * 60)
    replica.share(folder)
    assert (folder / "seal-key").read_text() == "n" * 60
    (state / "seal-key").unlink()  # the first one's disk is gone
    replica.share(folder)
    assert (folder / "seal-key").read_text() == "n" * 60
    assert not [path for path in Path(folder).iterdir() if path.suffix == ".new"]


def levels() -> dict[str, str]:
    return {finding.name: finding.level for finding in checks.signatures()}


@pytest.mark.long
def test_check_tells_the_fingerprint_a_missing_key_and_a_rewritten_chain(state, settings):
    assert levels() == {"chữ ký đầu chuỗi": "wrong"}
    deed()
    seal_key.at_set_up()
    assert levels() == {"chữ ký đầu chuỗi": "good"}
    by_hand("update kernel_seal set hash = repeat('a', 64)")
    (finding,) = checks.signatures()
    assert finding.level == "wrong" and "không còn trong chuỗi" in finding.sentence
    settings.STATE = state / "other"
    (finding,) = checks.signatures()
    assert finding.level == "wrong"


@pytest.mark.long
def test_check_tells_of_authorities_that_stamp_nothing_within_the_grace(key_print, settings):
    settings.TIMESTAMP_URLS = ["http://127.0.0.1:1"]
    assert "dấu thời gian" not in levels()
    by_hand("update kernel_seal_signature set signed_at = signed_at - interval '25 hours'")
    assert levels()["dấu thời gian"] == "wrong"
    settings.TIMESTAMP_GRACE_HOURS = 26
    assert "dấu thời gian" not in levels()


@pytest.mark.long
def test_check_deploy_asks_for_somebody_outside(settings):
    settings.SEAL_POST_DIR, settings.SEAL_POST_MAIL, settings.TIMESTAMP_URLS = "", [], []
    assert [finding.name for finding in checks.proof_outside()] == ["đầu chuỗi ở ngoài", "dấu thời gian"]
    settings.SEAL_POST_DIR, settings.TIMESTAMP_URLS = "/mnt/x", ["http://tsa.example"]
    assert not list(checks.proof_outside())
