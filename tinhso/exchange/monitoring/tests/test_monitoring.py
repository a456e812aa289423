"""The page of monitoring: whoever calls or is called sees their own, the operator and auditors all; figures of the log."""

from datetime import timedelta

import pytest

from tinhso.casework.tests.makers import NOW
from tinhso.exchange.agreements.actions.suspend_agreement import suspend_agreement
from tinhso.exchange.agreements.tests.makers import applied, approved
from tinhso.exchange.data_uses.tests.makers import call
from tinhso.exchange.measures import failed, granted, of_members, of_sides, passed_on
from tinhso.exchange.models import ExchangeCall, Service
from tinhso.exchange.monitoring.board import board, totals
from tinhso.exchange.monitoring.figures import figures, stretch

PAGE = "/can-bo/chia-se-du-lieu/theo-doi/"


@pytest.fixture
def busy(joined):
    town = joined
    town.agreement = approved(town, begins=NOW.date())
    town.an_id = town.an.person
    for number in range(10):
        call(town.an_id, town.agreement, hours=number, milliseconds=100 * (number + 1))
    call(town.an_id, town.agreement, hours=2, code="quota", status=429)
    call(town.an_id, None, hours=2, client="COM/x/y", code="no_agreement", status=403, named="", subject="")
    call(town.an_id, None, hours=2, operation="token", service="", named="", subject="")
    return town


def found(by="agreement", days=30):
    return figures(stretch(ExchangeCall.objects.all(), now=NOW, days=days), by)


def test_calls_errors_times_and_the_use_of_quotas(busy):
    one = found()
    assert (one.calls, one.failed) == (12, 2)
    assert one.codes == [("no_agreement", 403, 1), ("quota", 429, 1)]
    line = next(line for line in one.lines if line.name)
    assert (line.calls, line.failed) == (11, 1) and line.times[0] == 500 and line.times[2] > 900
    assert line.quota == pytest.approx(100 * max(n for _day, n in one.days) / 1000, abs=0.2)
    assert one.named["person"] == 11 and one.named[""] == 1


def test_lines_by_caller_and_by_operation_and_only_of_the_days_that_are_wanted(busy):
    assert {line.name for line in found("client").lines} == {"GOV/so-b/mot-cua", "COM/x/y"}
    assert [line.name for line in found("operation").lines] == ["GET /people/{id}"] * 1
    call(busy.an_id, busy.agreement, hours=24 * 10)
    assert found(days=7).calls == 12 and found(days=30).calls == 13
    assert found(days=30).lines[0].quota is not None and found("client").lines[0].quota is None


def test_a_topic_is_told_of_and_not_called_so_it_has_no_place_on_the_board(busy):
    assert board(NOW)
    Service.objects.filter(pk=busy.service.pk).update(topic="thu.chu-de")
    assert busy.service not in [one.service for one in board(NOW)]


def test_the_board_tells_what_answers_fails_and_is_stopped(busy):
    town = busy
    (one,) = board(NOW)
    assert (str(one.words), one.tone, totals([one])) == ("Đang kết nối", "ok", (1, 1))
    assert one.counts.this_year == 12 and one.counts.year_before == 0
    call(town.an_id, town.agreement, hours=24 * 366)
    call(town.an_id, town.agreement, hours=24 * 100)
    (one,) = board(NOW)
    assert (one.counts.same_days, one.counts.year_before) == (1, 2)
    for _n in range(5):
        call(town.an_id, town.agreement, code="provider_timeout", status=504)
    assert str(board(NOW)[0].words) == "Lỗi"
    Service.objects.update(
        maintenance_from=NOW, maintenance_until=NOW + timedelta(hours=1), maintenance_words="Nâng cấp"
    )
    assert board(NOW)[0].tone == "soon"
    suspend_agreement(agreement=town.agreement, ground="safety", text="x", by=town.actor("dao"), now=NOW)
    assert str(board(NOW)[0].words) == "Tạm dừng"


def test_whoever_may_read_the_log_reads_the_page(busy, client, django_assert_max_num_queries):
    for who, callers in (("dao", 2), ("hoa", 1), ("cuc", 2), ("tra", 2)):
        busy.sign_in(client, who)
        with django_assert_max_num_queries(24):
            text = client.get(PAGE, {"theo": "ben-goi"}).content.decode()
        assert sum(name in text for name in ("GOV/so-b/mot-cua", "COM/x/y")) == callers, who
    for who in ("binh", "an"):
        busy.sign_in(client, who)
        assert client.get(PAGE).status_code == 403


@pytest.mark.long
@pytest.mark.parametrize("query", [{"ky": "x"}, {"theo": "\0"}, {"ky": "365", "theo": "thao-tac"}])
def test_odd_words_of_an_address_show_the_usual(busy, client, query):
    busy.sign_in(client, "cuc")
    assert client.get(PAGE, query).status_code == 200


def test_without_calls_and_agreements_the_page_says_so(joined, client):
    joined.sign_in(client, "cuc")
    text = client.get(PAGE).content.decode()
    assert "Không có lời gọi nào" in text and "Chưa có thỏa thuận nào" in text


def test_approved_agreements_are_counted_for_whoever_may_read_them(joined):
    one = approved(joined)
    applied(joined)
    assert list(granted()) == [one]
    assert [of_sides(granted(), joined.actor(who)).count() for who in ("hoa", "dao", "an")] == [1, 1, 0]


def test_the_measures_count_what_passed_and_what_failed(busy):
    assert (passed_on().count(), failed().count()) == (10, 1)
    assert of_members(passed_on(), busy.actor("hoa")).count() == 10
    assert of_members(passed_on(), busy.actor("an")).count() == 0
