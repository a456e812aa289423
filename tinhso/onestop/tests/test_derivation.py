"""Money, papers, trips and messages of a dossier follow from its events, and whatever is changed by hand is named."""

import pytest
from django.db import connection
from django.utils import timezone

from tinhso.casework.proof.compare import compare
from tinhso.casework.proof.comparison_runs import compare_changed, compare_whole
from tinhso.casework.proof.lines import lines_of
from tinhso.casework.proof.scope import every_case
from tinhso.casework.tests.derived import differing
from tinhso.kernel.events.public import EventRow, note_older_rows
from tinhso.onestop.handling.actions.hand_over_result import hand_over_result
from tinhso.onestop.handling.tests.test_hand_over import APPLICANT
from tinhso.onestop.intake.actions.discard_dossier import discard_dossier
from tinhso.onestop.models import Attachment, FeeCharge, Payment, PortalMessage, StoreEntry, Trip
from tinhso.onestop.money.actions.match_payment import match_payment
from tinhso.onestop.money.actions.refund_payment import ask_refund, complete_refund, decide_refund
from tinhso.onestop.money.actions.waive_fee import waive_fee
from tinhso.onestop.money.tests.money_makers import SECRET, charge_of, collecting, message, post_message
from tinhso.onestop.retention.tests.test_retention import (
    accepted,
    dossier_with_stored_paper,
    erase,
    refused,
    ruled_shop,
)
from tinhso.onestop.store.tests.test_store import use
from tinhso.onestop.tests.makers import NOW, let_sign

__all__ = ["ruled_shop"]


def by_hand(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        assert cursor.rowcount


def named(dossier, word):
    """Whether a line tells of that dossier and that column."""
    return any(dossier.case.code in line and word in line for line in lines_of(compare(every_case())))


def changed(dossier, table, column, value, where="true"):
    """The whole comparison and that of what changed since both name it."""
    assert not differing()
    compare_whole(now=NOW)
    by_hand(f"update {table} set {column} = %s where {where}", value)  # noqa: S608
    assert named(dossier, table) and named(dossier, column.rpartition(" ")[2].removesuffix("_id"))
    assert dossier.pk in compare_changed(now=NOW).ids


@pytest.fixture
def paying(shop, settings):
    settings.BANK_SECRET = SECRET
    return collecting(shop)


@pytest.fixture
def paid(paying):
    """A dossier whose fee came by transfer, and once more, which waits."""
    dossier = paying.dossier("receive")
    for _ in range(2):
        assert post_message(message(charge_of(dossier).pay_code, 102_000)).status_code == 200
    return dossier


@pytest.fixture
def settled(shop):
    """Drafted, signed, issued, its result collected at the desk."""
    let_sign(shop.town)
    dossier = shop.dossier("hand_over")
    hand_over_result(dossier=dossier, **APPLICANT, **shop.words("binh", dossier))
    return shop.fresh(dossier)


@pytest.mark.long
@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("onestop_feecharge", "due", "hand_over"),
        ("onestop_feecharge", "total", 50_000),
        ("onestop_payment", "channel", "cash"),
        ("onestop_payment", "state", "refunded"),
    ],
)
def test_each_column_of_the_money(paid, table, column, value):
    changed(paid, table, column, value)


def test_whose_a_dossier_is(paid, shop):
    assert not differing()
    by_hand("update casework_case set person_id = %s", shop.town.dung.person.pk)
    assert named(paid, "onestop_dossier.person")


@pytest.mark.long
def test_a_charge_said_to_be_free_by_hand(paying):
    dossier = paying.dossier("receive")
    changed(dossier, "onestop_feecharge", "exempt_reason = 'Nghèo', state", "exempt")


@pytest.mark.long
def test_money_that_goes_to_another_dossier_or_back_is_told(paid, paying):
    other, binh = paying.dossier("receive"), {"by": paying.actor("binh"), "now": NOW}
    waits = Payment.objects.get(state="waiting")
    match_payment(payment=waits, ver=waits.ver, code=other.case.code, note="", **binh)
    assert not differing() and charge_of(other).state == FeeCharge.State.PAID
    assert post_message(message(charge_of(paid).pay_code, 7_000)).status_code == 200
    back = Payment.objects.get(state="waiting")
    refund = ask_refund(payment_id=back.pk, ver=back.ver, reason="Nộp thừa", **binh)
    decide_refund(refund_id=refund.pk, approve=True, by=paying.actor("chi"), now=NOW)
    complete_refund(refund_id=refund.pk, bank_ref="FT1", now=NOW)
    assert Payment.objects.get(pk=back.pk).state == "refunded" and not differing()


def test_a_fee_that_was_waived_is_told(paying):
    charge = charge_of(paying.dossier("receive"))
    waive_fee(charge_id=charge.pk, ver=charge.ver, reason="Hộ nghèo", paper="1", by=paying.actor("binh"), now=NOW)  # fmt: skip
    assert not differing()


def test_a_payment_and_a_charge_that_nobody_told_of(paid):
    by_hand("delete from onestop_payment where state = 'waiting'")
    assert named(paid, "onestop_payment")


@pytest.mark.long
def test_the_paper_of_a_result(settled):
    changed(settled, "onestop_decision", "paper_id", None)


@pytest.mark.long
def test_why_somebody_came(settled):
    changed(settled, "onestop_trip", "why", "other")


@pytest.mark.long
def test_a_trip_that_nobody_made_and_one_that_is_gone(settled):
    made = Trip.objects.create(dossier=settled, why="receipt", made_at=NOW)
    assert named(settled, f"onestop_trip[{made.pk}]")
    Trip.objects.all().delete()
    assert named(settled, "onestop_trip")


@pytest.mark.long
def test_the_origin_of_a_stored_paper(settled, shop):
    officer = shop.town.binh.pk
    changed(settled, "onestop_storeentry", f"officer_id = {officer}, origin", "accepted")


@pytest.mark.long
def test_a_result_that_nobody_put_into_the_store(settled):
    assert not differing()
    entry = StoreEntry.objects.get()
    entry.pk, entry.paper, entry.file = None, None, settled.attachments.get().file
    entry.save(force_insert=True)
    assert named(settled, f"onestop_storeentry[{entry.pk}]")


@pytest.mark.long
def test_a_paper_used_again(ruled_shop):
    used = dossier_with_stored_paper(ruled_shop, accepted(ruled_shop, ruled_shop.dossier("receive")))
    changed(used, "onestop_attachment", "entry_id", None, "entry_id is not null")


@pytest.mark.long
def test_a_file_said_to_come_from_the_store(ruled_shop):
    entry = accepted(ruled_shop, ruled_shop.dossier("receive"))
    other = ruled_shop.dossier("receive")
    changed(other, "onestop_attachment", "entry_id", entry.pk, f"dossier_id = {other.pk}")


def test_a_draft_thrown_away_uses_nothing_any_more(ruled_shop):
    draft = ruled_shop.start()
    use(ruled_shop, accepted(ruled_shop, ruled_shop.dossier("receive")), draft)
    discard_dossier(dossier=draft, **ruled_shop.words("an", draft))
    assert not Attachment.objects.filter(dossier=draft).exists() and not differing()


@pytest.mark.long
def test_how_many_papers_an_erased_dossier_had(ruled_shop):
    entry = accepted(ruled_shop, ruled_shop.dossier("receive"))
    first = refused(ruled_shop, ruled_shop.fresh(entry.dossier))
    used = refused(ruled_shop, dossier_with_stored_paper(ruled_shop, entry))
    assert erase(first) and erase(used) and not StoreEntry.objects.exists()
    changed(used, "onestop_erasure", "papers", 0, f"dossier_id = {used.pk}")


@pytest.mark.long
@pytest.mark.parametrize(("column", "value"), [("service", "CapNhatTienDoHoSoMC"), ("state", "stuck")])
def test_a_message_that_the_portal_confirmed(line, shop, column, value):
    dossier = shop.dossier("forward")
    line.hear()
    line.send_waiting(timezone.now())
    confirmed = PortalMessage.objects.filter(service="DongBoHoSoMC", state="confirmed")
    assert confirmed.exists() and EventRow.objects.filter(name="onestop.DossierSynchronised").exists()
    changed(dossier, "onestop_portalmessage", column, value)


@pytest.mark.long
def test_a_message_said_to_be_confirmed(line, shop):
    dossier = shop.dossier("forward")
    line.hear()
    changed(dossier, "onestop_portalmessage", "state", "confirmed", "service = 'DongBoHoSoMC'")


@pytest.mark.long
def test_money_that_an_older_program_took_without_an_event_cannot_be_checked(paid):
    charge = FeeCharge.objects.get()
    made_by_hand = EventRow.objects.filter(name__in=["onestop.FeeAsked", "onestop.DossierStarted"])
    with connection.cursor() as cursor:
        cursor.execute("set local session_replication_role = replica")
        cursor.execute(
            "delete from kernel_event where id = any(%s)", [list(made_by_hand.values_list("pk", flat=True))]
        )
        cursor.execute("set local session_replication_role = origin")
    assert any("onestop_feecharge" in line for line in lines_of(compare(every_case())))
    note_older_rows(["onestop_feecharge"], now=NOW)
    found = compare(every_case())
    assert not any("onestop_feecharge" in line for line in lines_of(found)) and found.uncheckable == 1
    younger = FeeCharge.objects.get(pk=charge.pk)
    younger.pk, younger.due, younger.pay_code = (
        None,
        "hand_over",
        charge.pay_code[:-1] + ("3" if charge.pay_code[-1] != "3" else "4"),
    )
    younger.save()
    assert any(f"onestop_feecharge[{younger.pk}]" in line for line in lines_of(compare(every_case())))
