"""Our payments of a day beside the bank's statement, against the real sandbox server with its faults."""

import csv
import io
import threading
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.utils import timezone

from sandbox.bank.ledger import Ledger
from sandbox.bank.server import Server
from tinhso.kernel.events.public import SYSTEM, EventRow
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.models import CollectionAccount, Payment, Reconciliation
from tinhso.onestop.money.actions.receive_payment import Transfer, receive_transfer
from tinhso.onestop.money.actions.reconcile_day import reconcile_day
from tinhso.onestop.money.bank_client import BankRefused, BankSilent, statement
from tinhso.onestop.money.fee_receipt import NoReceipt, receipt_pdf
from tinhso.onestop.money.tests.money_makers import ACCOUNT, SECRET, charge_of, collecting
from tinhso.onestop.tasks import reconcile_yesterday
from tinhso.onestop.tests.makers import NOW


@pytest.fixture
def bank(settings):
    server = Server(Ledger(SECRET, pause=0.01))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.BANK_SECRET, settings.BANK_URL = SECRET, server.url
    yield server.ledger
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def paying(shop, bank):
    return collecting(shop)


def today() -> date:
    return timezone.now().astimezone(HANOI).date()


def receive(entry, **changes):
    words = {"amount": entry.amount, "paid_at": timezone.now()} | changes
    transfer = Transfer(bank_ref=entry.bank_ref, account=ACCOUNT, memo=entry.memo, **words)
    return receive_transfer(transfer, now=NOW)


def reconciled(by=SYSTEM):
    account = CollectionAccount.objects.get()
    lines = statement(ACCOUNT, today())
    return reconcile_day(account=account, day=today(), lines=lines, by=by, now=NOW)


def findings(made):
    return dict(made.lines.values_list("bank_ref", "finding"))


@pytest.mark.long
def test_what_both_sides_know_is_matched(paying, bank):
    code = charge_of(paying.dossier("receive")).pay_code
    entry = bank.pay(ACCOUNT, 102_000, code)
    receive(entry)
    made = reconciled()
    assert findings(made) == {entry.bank_ref: "matched"}
    event = EventRow.objects.get(name="onestop.DayReconciled")
    assert (event.payload["matched"], event.payload["taken"]) == (1, 0)


@pytest.mark.long
def test_a_lost_message_is_taken_in_and_pays_the_charge(paying, bank):
    dossier = paying.dossier("receive")
    bank.fault = "lose"
    entry = bank.pay(ACCOUNT, 102_000, charge_of(dossier).pay_code)
    made = reconciled()
    assert findings(made) == {entry.bank_ref: "taken"}
    assert charge_of(dossier).state == "paid"
    assert Payment.objects.get(bank_ref=entry.bank_ref).receipt


@pytest.mark.long
def test_a_second_comparison_takes_nothing_twice_and_remembers_what_it_took(paying, bank):
    entry = bank.pay(ACCOUNT, 5_000, "khong ro")
    reconciled()
    made = reconciled()
    assert findings(made) == {entry.bank_ref: "taken"}
    assert (Payment.objects.count(), Reconciliation.objects.count()) == (1, 1)


@pytest.mark.long
def test_what_the_bank_does_not_know_is_flagged_and_stays(paying):
    transfer = Transfer("KHONGCO1", ACCOUNT, 7_000, "la", timezone.now())
    receive_transfer(transfer, now=NOW)
    assert findings(reconciled()) == {"KHONGCO1": "missing"}
    assert Payment.objects.filter(bank_ref="KHONGCO1").exists()


@pytest.mark.long
def test_another_amount_is_flagged(paying, bank):
    entry = bank.pay(ACCOUNT, 9_000, "la")
    receive(entry, amount=8_000)
    made = reconciled()
    line = made.lines.get()
    assert (line.finding, line.bank_amount, line.our_amount) == ("different", 9_000, 8_000)


@pytest.mark.long
def test_money_that_went_out_without_our_order_is_flagged(paying, bank):
    entry = bank.refund("la", ACCOUNT, 3_000, "la")
    assert findings(reconciled()) == {entry.bank_ref: "strange"}


@pytest.mark.long
@pytest.mark.parametrize(("fault", "error"), [("down", BankSilent), ("refuse", BankRefused)])
def test_without_a_statement_nothing_is_compared(paying, bank, fault, error):
    bank.fault = fault
    with pytest.raises(error):
        statement(ACCOUNT, today())


def test_a_statement_signed_with_another_secret_is_refused(paying, bank):
    bank.secret = "khac"
    with pytest.raises(BankRefused):
        statement(ACCOUNT, today())


@pytest.mark.long
@pytest.mark.parametrize(
    "changes", [{"paid_at": "hom nay"}, {"amount": "9"}, {"paid_at": "2026-01-01T00:00:00"}]
)
def test_half_a_statement_is_none(paying, bank, changes):
    bank.pay(ACCOUNT, 9_000, "la")
    for name, value in changes.items():
        setattr(bank.entries[0], name, value)
    if "paid_at" in changes:
        bank.statement = lambda account, day: bank.entries
    with pytest.raises(BankSilent):
        statement(ACCOUNT, today())


@pytest.mark.long
def test_the_day_is_a_vietnamese_one(paying, bank):
    entry = bank.pay(ACCOUNT, 9_000, "la")
    entry.paid_at = "2026-03-07T18:30:00+00:00"
    assert [line.bank_ref for line in statement(ACCOUNT, date(2026, 3, 8))] == [entry.bank_ref]
    assert statement(ACCOUNT, date(2026, 3, 7)) == []


def test_a_stranger_compares_nothing(paying):
    with pytest.raises(PermissionDenied):
        reconciled(by=paying.actor("bao"))


@pytest.mark.long
def test_the_desk_compares_a_day_on_its_page(paying, bank, client, django_assert_max_num_queries):
    entry = bank.pay(ACCOUNT, 9_000, "=la")
    desk = paying.town.sign_in(client, "binh")
    answer = desk.post("/can-bo/thu-phi/doi-soat/", {"day": today().isoformat()})
    assert answer.status_code == 302
    with django_assert_max_num_queries(20):
        page = desk.get(answer["Location"]).content.decode()
    assert entry.bank_ref in page
    assert "9.000" in page
    assert f"{today():%d/%m/%Y}" in desk.get("/can-bo/thu-phi/doi-soat/").content.decode()
    text = desk.get(f"{answer['Location']}csv/").content.decode("utf-8-sig")
    assert next(csv.DictReader(io.StringIO(text)))["Mã giao dịch"] == entry.bank_ref
    client.logout()
    assert paying.town.sign_in(client, "bao").get(answer["Location"]).status_code in {403, 404}


@pytest.mark.long
@pytest.mark.parametrize("day", ["", "khong phai ngay", "2999-01-01", "1999-01-01"])
def test_a_day_that_cannot_be_compared_is_said_beside_the_field(paying, client, day):
    answer = paying.town.sign_in(client, "binh").post("/can-bo/thu-phi/doi-soat/", {"day": day})
    assert answer.status_code == 422


@pytest.mark.long
def test_a_silent_bank_changes_nothing_and_the_page_says_so(paying, bank, client):
    bank.fault = "down"
    answer = paying.town.sign_in(client, "binh").post(
        "/can-bo/thu-phi/doi-soat/", {"day": today().isoformat()}
    )
    assert answer.status_code == 503
    assert "Ngân hàng chưa trả lời" in answer.content.decode()
    assert not Reconciliation.objects.exists()


def test_a_page_without_an_account_says_so(shop, client):
    page = shop.town.sign_in(client, "binh").get("/can-bo/thu-phi/doi-soat/").content.decode()
    assert "Cơ quan chưa có tài khoản thu" in page


@pytest.mark.long
def test_the_word_reconciles_and_says_when_the_bank_is_silent(paying, bank, capsys):
    bank.pay(ACCOUNT, 9_000, "la")
    call_command("reconcile", today().isoformat())
    assert "1 dòng, nhận vào 1, lệch 0" in capsys.readouterr().out
    bank.fault = "down"
    with pytest.raises(CommandError):
        call_command("reconcile", today().isoformat())
    with pytest.raises(CommandError):
        call_command("reconcile", "hom qua")


@pytest.mark.long
def test_the_morning_job_compares_yesterday_once(paying, bank, monkeypatch):
    monkeypatch.setattr("tinhso.onestop.tasks.EARLIEST_HOUR", 0)
    reconcile_yesterday(0)
    reconcile_yesterday(0)
    assert [r.day for r in Reconciliation.objects.all()] == [today() - timedelta(days=1)]
    assert EventRow.objects.filter(name="onestop.DayReconciled").count() == 1


@pytest.mark.long
def test_the_receipt_of_a_payment_is_for_its_owner_and_its_desk(paying, bank, client):
    dossier = paying.dossier("receive")
    payment = receive(bank.pay(ACCOUNT, 102_000, charge_of(dossier).pay_code))
    url = f"/ho-so/{dossier.case.code}/bien-lai/{payment.pk}/"
    an = paying.town.sign_in(client, "an")
    assert an.get(url).content == an.get(url).content
    assert an.get(url)["Content-Type"] == "application/pdf"
    assert url in an.get(f"/ho-so/{dossier.case.code}/").content.decode()
    client.logout()
    desk = paying.town.sign_in(client, "binh")
    assert desk.get(url).status_code == 200
    assert url in desk.get("/can-bo/thu-phi/").content.decode()
    client.logout()
    assert paying.town.sign_in(client, "bao").get(url).status_code == 404


@pytest.mark.long
def test_money_that_is_not_counted_has_no_receipt(paying, bank, client):
    dossier = paying.dossier("receive")
    code = charge_of(dossier).pay_code
    receive(bank.pay(ACCOUNT, 102_000, code))
    twice = receive(bank.pay(ACCOUNT, 102_000, code))
    with pytest.raises(NoReceipt):
        receipt_pdf(twice)
    url = f"/ho-so/{dossier.case.code}/bien-lai/{twice.pk}/"
    assert paying.town.sign_in(client, "an").get(url).status_code == 404
