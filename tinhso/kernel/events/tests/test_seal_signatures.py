"""Signatures of heads: what a superuser of the database rewrites is caught by whoever knows the key from outside."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from tinhso.kernel.events.bodies.canonical import utc_text
from tinhso.kernel.events.models import EventRow, Seal, SealKey, SealSignature
from tinhso.kernel.events.public import (
    SYSTEM,
    ChainRewritten,
    Change,
    Event,
    SealKeyMissing,
    SealKeyUnknown,
    begin_epoch,
    check_signatures,
    fingerprint,
    give_up_heads,
    held_key,
    line_of,
    posted_heads,
    record,
    sign_heads,
    take_up_seal_key,
    verify,
)
from tinhso.kernel.events.sealing import NOTHING, seal_hash
from tinhso.kernel.events.signatures.noted_heads import noted_heads
from tinhso.kernel.events.tasks import seal_events
from tinhso.kernel.events.tests.makers import by_hand, seal_now
from tinhso.lib import merkle

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2024, 3, 8, 2, 30, tzinfo=UTC)


def deed() -> int:
    with transaction.atomic():
        return record(Event(case_id=7), by=SYSTEM, at=AT)


@pytest.fixture
def state(settings, tmp_path):
    settings.STATE, settings.SEAL_KEY, settings.SEAL_KEYS_BEFORE = tmp_path, "", []
    (tmp_path / "seal-key").write_text("k" * 60)
    return tmp_path


@pytest.fixture
def signed(state):
    """Three sealed events under a signed head; gives the fingerprint that somebody outside wrote down."""
    assert take_up_seal_key(now=AT) == Change.FIRST
    for _ in range(3):
        deed()
    seal_now()
    assert sign_heads() == 1
    return fingerprint(held_key().public)


def rewrite(event_id: int) -> None:
    """What a superuser can do in a second: change an event, and compute leaf, root and every seal anew."""
    by_hand("update kernel_event set actor_id = 66, body = replace(body, '\"actor\":null', '\"actor\":66')"
            " where id = %s", event_id)  # fmt: skip
    before = NOTHING
    for seal in Seal.objects.filter(log="events").order_by("number"):
        bodies = {row.pk: row.body for row in EventRow.objects.filter(pk__in=seal.row_ids)}
        leaves = [merkle.leaf(bodies[pk].encode()) for pk in seal.row_ids]
        root = merkle.root(leaves).hex()
        hash_ = seal_hash(before, root, seal.count)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("set local session_replication_role = replica")
            cursor.execute(
                "update kernel_seal set previous = %s, root = %s, hash = %s, leaves = %s where id = %s",
                [before, root, hash_, b"".join(leaves), seal.pk],
            )
        before = hash_


def words(lines) -> str:
    return "\n".join(lines)


def test_a_signed_chain_holds_for_whoever_knows_the_fingerprint(signed):
    found = check_signatures(keys=[signed])
    assert found.lines == [] and "đã ký tới niêm phong số 1" in words(found.proven)


def test_a_superuser_who_recomputes_every_seal_is_caught_by_the_fingerprint_from_outside(signed):
    rewrite(EventRow.objects.order_by("pk")[1].pk)
    assert verify().ok  # the chain alone fits again
    assert "bị viết lại" in words(check_signatures(keys=[signed]).lines)
    by_hand("delete from kernel_seal_signature")
    by_hand("delete from kernel_seal_key")
    assert "Không có chữ ký nào của khóa có vân tay" in words(check_signatures(keys=[signed]).lines)


def test_a_key_that_the_superuser_put_into_the_tables_is_not_believed(signed, state, settings):
    rewrite(EventRow.objects.order_by("pk")[1].pk)
    by_hand("delete from kernel_seal_signature")
    by_hand("delete from kernel_seal_key")
    settings.STATE = state / "elsewhere"  # he has a key of his own, and signs all of it
    settings.STATE.mkdir()
    (settings.STATE / "seal-key").write_text("x" * 60)
    take_up_seal_key(now=AT)
    settings.STATE = state / "nowhere"
    assert check_signatures().lines == []  # asked without a fingerprint, the tables agree with each other
    assert signed in words(check_signatures(keys=[signed]).lines)


def test_without_a_fingerprint_it_says_what_it_cannot_prove(signed, state, settings):
    assert "không chứng minh được" in words(check_signatures().unproven)
    assert "khóa của chính máy này" in words(check_signatures().unproven)
    assert "không chứng minh được" not in words(check_signatures(keys=[signed]).unproven)
    settings.STATE = state / "another machine"
    assert "khóa của chính máy này" not in words(check_signatures().unproven)


def test_the_machine_that_signed_finds_it_by_its_own_key_and_memory(signed):
    rewrite(EventRow.objects.order_by("pk")[1].pk)
    by_hand("delete from kernel_seal_signature")
    by_hand("delete from kernel_seal_key")
    assert "mà máy này đã ký không còn trong chuỗi" in words(check_signatures().lines)
    by_hand("update kernel_event set recorded_at = recorded_at - interval '11 minutes'")
    assert "không có chữ ký nào của khóa đã biết" in words(check_signatures().lines)


def test_a_young_chain_may_wait_for_its_first_signature(state):
    take_up_seal_key(now=AT)
    seal_now()
    assert check_signatures().lines == []
    assert check_signatures(keys=[fingerprint(held_key().public)]).lines  # who knows a key wants to see it


@pytest.mark.parametrize("and_the_signatures", [False, True])
def test_the_worker_does_not_sign_what_was_rewritten(signed, and_the_signatures, caplog):
    rewrite(EventRow.objects.order_by("pk")[1].pk)
    if and_the_signatures:
        by_hand("delete from kernel_seal_signature")
    before = SealSignature.objects.count()
    with pytest.raises(ChainRewritten):
        sign_heads(every_head=True)
    seal_events(0)
    assert SealSignature.objects.count() == before
    assert "heads are not signed" in caplog.text


def test_a_key_that_vanished_from_the_tables_does_not_end_signing_silently(signed):
    by_hand("delete from kernel_seal_signature")
    by_hand("delete from kernel_seal_key")
    with pytest.raises(ChainRewritten):
        sign_heads()


def test_the_end_cut_off_is_found_by_the_machine(signed):
    by_hand("delete from kernel_seal")
    by_hand("delete from kernel_event")
    by_hand("delete from kernel_seal_signature")
    with pytest.raises(ChainRewritten):
        sign_heads(every_head=True)
    assert "không còn trong chuỗi" in words(check_signatures().lines)


def test_a_head_is_signed_at_most_once_a_minute_and_at_each_epoch(signed):
    last = SealSignature.objects.latest("pk")
    deed()
    seal_now()
    by_hand("update kernel_seal_signature set signed_at = now()")
    assert sign_heads() == 0
    number = begin_epoch()
    assert number == 2 and SealSignature.objects.latest("pk").number == last.number + 1
    deed()
    seal_now()
    by_hand("update kernel_seal_signature set signed_at = now() - interval '2 minutes'")
    assert sign_heads() == 1


def test_rows_that_wait_too_long_for_a_signature_are_told(signed):
    deed()
    seal_now()
    assert check_signatures(keys=[signed]).lines == []
    by_hand("update kernel_event set recorded_at = recorded_at - interval '11 minutes'")
    assert "1 dòng sau niêm phong số 1 đã quá hạn" in words(check_signatures(keys=[signed]).lines)


def test_a_wrong_signature_and_one_over_no_seal_are_named(signed):
    row = SealSignature.objects.get()
    by_hand("update kernel_seal_signature set signature = repeat('ab', 64)")
    found = words(check_signatures(keys=[signed]).lines)
    assert "chữ ký của niêm phong số 1 không đúng" in found
    SealSignature.objects.create(log="events", number=9, hash="f" * 64, public=row.public,
                                 signature="ab" * 64, signed_at=row.signed_at)  # fmt: skip
    assert "niêm phong số 9 không có trong chuỗi" in words(check_signatures(keys=[signed]).lines)


def test_a_turned_key_is_vouched_for_by_the_one_before_it(signed, state):
    (state / "seal-key-before").write_text("k" * 60)
    (state / "seal-key").write_text("n" * 60)
    with pytest.raises(SealKeyUnknown):
        sign_heads(every_head=True)
    assert take_up_seal_key(now=AT) == Change.TURNED
    new = SealSignature.objects.latest("pk")
    assert (new.number, new.public) == (1, held_key().public)  # it signed the old one's last head
    assert EventRow.objects.filter(name="events.SealKeyTurned").count() == 1
    for known in (signed, fingerprint(new.public)):
        assert check_signatures(keys=[known]).lines == []
    by_hand("update kernel_seal_key set vouched = repeat('ab', 64) where previous <> ''")
    seal_now()
    sign_heads(every_head=True)
    by_hand("update kernel_event set recorded_at = recorded_at - interval '11 minutes'")
    assert "quá hạn mà chưa được ký" in words(check_signatures(keys=[signed]).lines)


def test_a_lost_key_is_an_event_and_the_old_fingerprint_says_where_it_ends(signed, state):
    (state / "seal-key").unlink()
    with pytest.raises(SealKeyMissing):
        sign_heads()
    with pytest.raises(SealKeyMissing):
        take_up_seal_key(now=AT)
    (state / "seal-key").write_text("n" * 60)
    with pytest.raises(SealKeyUnknown):
        take_up_seal_key(now=AT)
    assert take_up_seal_key(lost=True, now=AT) == Change.LOST
    event = EventRow.objects.get(name="events.SealKeyLost")
    assert event.payload == {"fingerprint": fingerprint(held_key().public), "previous": signed}
    seal_now()
    sign_heads(every_head=True)
    assert check_signatures(keys=[fingerprint(held_key().public)]).lines == []
    by_hand("update kernel_event set recorded_at = recorded_at - interval '11 minutes'")
    assert "sau niêm phong số 1 đã quá hạn" in words(check_signatures(keys=[signed]).lines)


def test_taking_the_same_key_up_again_changes_nothing(signed):
    assert take_up_seal_key(now=AT) == Change.NONE
    assert SealKey.objects.count() == 1


def test_a_database_taken_back_on_purpose_is_an_event_and_signing_goes_on(signed, state):
    lost = noted_heads()["events"]
    by_hand("delete from kernel_seal_signature")
    by_hand("delete from kernel_seal")
    by_hand("delete from kernel_event where id > (select min(id) from kernel_event)")
    give_up_heads(state)
    seal_now()
    assert sign_heads(every_head=True) == 1
    event = EventRow.objects.get(name="events.SealedHeadLost")
    assert event.payload == {"log": "events", "number": lost.number, "head": lost.hash}


def test_a_posted_line_holds_by_itself_and_breaks_with_any_change(signed):
    line = line_of(SealSignature.objects.get())
    (head,) = posted_heads(f"<p>Kính gửi,\n{line}</p>")
    assert head.holds and fingerprint(head.public) == signed
    (other,) = posted_heads(line.replace(f" {head.hash} ", f" {'0' * 64} "))
    assert not other.holds
    assert utc_text(SealSignature.objects.get().signed_at) == head.signed_at


def test_an_installation_without_a_key_signs_nothing_and_says_nothing(settings, tmp_path):
    settings.STATE, settings.SEAL_KEY = tmp_path, ""
    deed()
    seal_now()
    assert sign_heads() == 0
    assert check_signatures().lines == []


def test_a_key_from_the_environment_serves_as_well(state, settings):
    settings.SEAL_KEY = "e" * 50
    take_up_seal_key(now=AT)
    settings.SEAL_KEY, settings.SEAL_KEYS_BEFORE = "f" * 50, ["e" * 50]
    assert take_up_seal_key(now=AT + timedelta(days=1)) == Change.TURNED
