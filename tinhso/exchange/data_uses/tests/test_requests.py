"""A question about one use becomes a case with the clock of the law; the agency's data officer answers, the person reads it."""

import json
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.casework.public import NotYourTurn, Stale
from tinhso.casework.tests.makers import NOW
from tinhso.exchange.agreements.tests.makers import approved
from tinhso.exchange.data_uses import person_export
from tinhso.exchange.data_uses.actions.answer_request import answer_request
from tinhso.exchange.data_uses.actions.ask_about_use import ask_about_use
from tinhso.exchange.data_uses.actions.erase_call_people import erase_call_people
from tinhso.exchange.data_uses.request_process import AlreadyAsked, NoAnswerer, NotYourUse, TooMany
from tinhso.exchange.data_uses.tests.makers import call, lines, make_rules, own_case, read
from tinhso.exchange.data_uses.views.uses import limit_words
from tinhso.exchange.models import DataUseRequest, ExchangeCall
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.kernel.events.public import SYSTEM, AccessRow, EventRow
from tinhso.kernel.law.models import Rule
from tinhso.kernel.notices.public import Notice
from tinhso.kernel.people.models import Post
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import HANOI
from tinhso.lib.province_pack import ProvincePack, day, day_or_none

PAGE = "/tai-khoan/ai-da-dung-du-lieu/"
LATER = NOW + timedelta(hours=3)


@pytest.fixture
def used(joined):
    town = joined
    make_rules()
    town.agreement = approved(town)
    town.case = own_case(town.an.person)
    town.call = call(town.an.person, town.agreement)
    read(town.actor("emi"), town.case)
    town.reading = AccessRow.objects.get()
    return town


def sent_request(town, side="call", key=None, who="an", client_key=None, **changes):
    given = {"kind": "question", "text": "Vì sao hỏi dữ liệu của tôi?"} | changes
    key = key or str(town.call.pk if side == "call" else town.reading.pk)
    return ask_about_use(
        side=side, key=key, client_key=client_key or uuid4(), by=town.actor(who), now=NOW, **given
    )


def answered(town, request, who="hoa", ver=None, text="Để điền sẵn tờ khai.", finding="right"):
    return answer_request(
        request=request,
        ver=ver or request.case.ver,
        finding=finding,
        text=text,
        by=town.actor(who),
        now=LATER,
    )


def test_a_question_goes_to_the_agency_that_used_the_data_and_its_answer_comes_back(used):
    town = used
    one = sent_request(town)
    assert one.case.agency.code == "so-b" and one.case.code.startswith("DLCN-240308-")
    assert NOW < one.due_at <= NOW + timedelta(hours=80)
    assert "Điền sẵn tờ khai" in one.about
    answered(town, one)
    one.refresh_from_db()
    assert one.case.is_final and one.finding == "right" and not one.is_late
    assert Notice.objects.get(template="exchange.data_use_answered").user == town.an
    names = set(EventRow.objects.filter(name__contains="DataUse").values_list("name", flat=True))
    assert names == {"exchange.DataUseAsked", "exchange.DataUseAnswered"}


@pytest.mark.long
@pytest.mark.parametrize(
    ("sent_at", "due_at"),
    [
        (datetime(2024, 3, 6, 9, tzinfo=HANOI), date(2024, 3, 8)),  # 72 hours: three days with the first
        (datetime(2024, 3, 8, 9, tzinfo=HANOI), date(2024, 3, 11)),  # its last day is a Sunday
        (datetime(2026, 3, 4, 9, tzinfo=HANOI), date(2026, 3, 6)),  # two working days
        (datetime(2026, 3, 6, 9, tzinfo=HANOI), date(2026, 3, 10)),  # over a weekend
    ],
)
def test_the_clock_is_the_one_of_the_law_of_the_day(used, sent_at, due_at):
    town, rows = used, ProvincePack(settings.PROVINCE_PACK).rows("rules.csv")
    Rule.objects.filter(key="exchange.request_limit").delete()
    Rule.objects.bulk_create(
        Rule(
            key=row["key"],
            value=json.loads(row["value"]),
            valid=DateRange(day(row["valid_from"]), day_or_none(row["valid_to"])),
            source=row["source"],
        )
        for row in rows
        if row["key"] == "exchange.request_limit"
    )
    one = ask_about_use(
        side="call",
        key=str(town.call.pk),
        client_key=uuid4(),
        kind="question",
        text="Vì sao?",
        by=town.actor("an"),
        now=sent_at,
    )
    assert one.due_at.astimezone(HANOI).date() == due_at
    law = "Luật 91/2025/QH15" if sent_at.year == 2026 else "NĐ 13/2023/NĐ-CP"
    assert law in limit_words(sent_at.date())


def test_a_reading_is_asked_of_the_readers_agency(used):
    assert sent_request(used, "reading", kind="complaint").case.agency.code == "so-a"


def test_without_a_data_officer_the_one_that_runs_the_exchange_answers(used):
    town = used
    Post.objects.filter(user=town.hoa).update(roles=[])
    with pytest.raises(NoAnswerer):
        sent_request(town)
    Post.objects.filter(user=town.cuc).update(roles=["head", "data"])
    assert sent_request(town).case.agency.code == "so-c"


@pytest.mark.long
def test_the_same_form_twice_is_one_request(used):
    key = uuid4()
    assert sent_request(used, client_key=key).pk == sent_request(used, client_key=key).pk


def test_what_is_not_mine_or_not_shown_cannot_be_asked_about(used):
    town = used
    for side, key, who in (
        ("call", None, "dung"),
        ("reading", None, "dung"),
        ("call", str(uuid4()), "an"),
        ("call", None, "binh"),
    ):
        with pytest.raises(NotYourUse):
            sent_request(town, side, key, who)
    AccessRow.objects.all()
    read(town.actor("tra"), town.case, purpose="audit")
    with pytest.raises(NotYourUse):
        sent_request(town, "reading", str(AccessRow.objects.get(purpose="audit").pk))


def test_an_empty_question_a_second_one_and_too_many_are_refused(used):
    town = used
    with pytest.raises(EntryRefused, match="muốn hỏi"):
        sent_request(town, text="  ")
    sent_request(town)
    with pytest.raises(AlreadyAsked):
        sent_request(town)
    for _n in range(4):
        sent_request(town, key=str(call(town.an.person, town.agreement).pk))
    with pytest.raises(TooMany):
        sent_request(town, key=str(call(town.an.person, town.agreement).pk))


def test_only_whose_turn_it_is_answers_once_and_with_words(used):
    town = used
    one = sent_request(town)
    with pytest.raises(EntryRefused, match="trả lời"):
        answered(town, one, text=" ")
    for who in ("dao", "hai", "cuc", "an"):
        with pytest.raises(NotYourTurn):
            answered(town, one, who)
    with pytest.raises(Stale):
        answered(town, one, ver=one.case.ver + 5)
    answered(town, one)
    with pytest.raises(NotYourTurn):
        answered(town, DataUseRequest.objects.whole().get(pk=one.pk))


@pytest.mark.long
def test_the_pages_of_asking_and_answering(used, client, django_assert_max_num_queries):
    town = used
    token = next(one.token for one in lines(town.actor("an")) if not one.through_exchange)
    at = f"{PAGE}hoi/{token}/"
    town.sign_in(client, "dung")
    assert client.get(at).status_code == 404
    town.sign_in(client, "an")
    assert client.get(f"{PAGE}hoi/khac/").status_code == 404
    with django_assert_max_num_queries(24):
        assert "NĐ thử" in client.get(at).content.decode()
    given = {"client_key": str(uuid4()), "kind": "complaint", "text": ""}
    assert client.post(at, given).status_code == 422
    assert client.post(at, given | {"text": "x" * 4001}).status_code == 422
    assert client.post(at, given | {"kind": "khac", "text": "x"}).status_code == 422
    sent = client.post(at, given | {"text": "Ai đã mở?"})
    assert sent.status_code == 302
    second = client.post(at, given | {"text": "Ai đã mở?", "client_key": str(uuid4())})
    assert second.status_code == 422 and "đang trả lời" in second.content.decode()
    code = DataUseRequest.objects.get().case.code
    assert "Ai đã mở?" in client.get(sent["Location"]).content.decode()
    desk = f"/can-bo/chia-se-du-lieu/hoi-dap/{code}/"
    town.sign_in(client, "dao")
    with django_assert_max_num_queries(24):
        text = client.get(desk).content.decode()
    assert "Ai đã mở?" in text and "Trịnh Thị Emi" in text
    ver = DataUseRequest.objects.get().case.ver
    assert client.post(desk, {"ver": ver, "finding": "right", "text": ""}).status_code == 422
    assert client.post(desk, {"ver": ver, "finding": "wrong", "text": "Mở nhầm."}).status_code == 302
    town.sign_in(client, "hoa")
    assert client.get(desk).status_code == 404
    town.sign_in(client, "an")
    mine = client.get(sent["Location"]).content.decode()
    assert "Mở nhầm." in mine and "Trịnh Thị Emi" not in mine
    assert "Trả lời" in mine and code in client.get(PAGE).content.decode()


def test_a_question_is_taken_back_by_its_sender_before_an_answer(used, client):
    one = sent_request(used)
    at = f"{PAGE}cau-hoi/{one.case.code}/"
    used.sign_in(client, "dung")
    assert client.get(at).status_code == 404
    assert client.post(f"{at}rut/", {"ver": one.case.ver}).status_code == 404
    used.sign_in(client, "an")
    assert client.post(f"{at}rut/", {"ver": "x"}).status_code == 404
    assert client.post(f"{at}rut/", {"ver": one.case.ver}).status_code == 302
    assert sent_request(used).pk != one.pk


def test_the_own_export_and_the_end_of_an_account(used):
    town = used
    one = sent_request(town)
    assert person_export.open_requests(town.an.person) == 1 and person_export.keeps(town.an.person)
    tables = {table.name: table.rows for table in person_export.tables(town.actor("an"))}
    assert tables["hoi-qua-nen-tang"][0]["muc_dich"] == "Điền sẵn tờ khai"
    assert tables["hoi-ve-dung-du-lieu"][0]["ma"] == one.case.code
    assert list(person_export.tables(town.actor("binh"))) == []
    answered(town, one)
    assert person_export.open_requests(town.an.person) == 0
    assert not person_export.keeps(town.dung.person)


def test_the_log_forgets_people_after_the_years_of_the_rules(used):
    town = used
    old, older = NOW - timedelta(days=4 * 366), NOW - timedelta(days=11 * 366)
    aged = call(town.an.person, town.agreement, at=old, issue="H56-200308-0001")
    call(town.an.person, town.agreement, at=older)
    one = sent_request(town)
    answered(town, one)
    DataUseRequest.objects.update(answered_at=NOW - timedelta(days=6 * 366))
    with pytest.raises(ExchangeForbidden):
        erase_call_people(by=town.actor("cuc"), now=NOW)
    found = erase_call_people(by=SYSTEM, now=NOW)
    assert (found.pseudonyms, found.calls, found.requests) == (2, 1, 1)
    aged.refresh_from_db()
    assert (aged.named, aged.subject, aged.issue) == ("erased", "", "")
    assert ExchangeCall.objects.count() == 2 and ExchangeCall.objects.get(pk=town.call.pk).subject
    one.refresh_from_db()
    assert (one.text, one.answer, one.about) == ("", "", "") and one.finding == "right"
    assert EventRow.objects.filter(name="exchange.CallPeopleErased").count() == 1
    erase_call_people(by=SYSTEM, now=NOW)
    assert EventRow.objects.filter(name="exchange.CallPeopleErased").count() == 1
