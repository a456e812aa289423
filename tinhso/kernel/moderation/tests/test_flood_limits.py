from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.kernel.law.models import Rule
from tinhso.kernel.moderation.public import Flooded, FloodLimits, check_flood

pytestmark = pytest.mark.django_db
DAY = date(2024, 3, 8)


def limits(**more):
    return FloodLimits("opinion", lambda: "Đợi 1 giờ.", **more)


def accepted(wanted, tries, **sender):
    """How many of so many tries are accepted."""
    count = 0
    for _ in range(tries):
        try:
            check_flood(wanted, on=DAY, **sender)
        except Flooded:
            continue
        count += 1
    return count


@pytest.mark.parametrize(
    ("by", "sender"),
    [
        ("phone", {"phone": "0912345678"}),
        ("account", {"account": 7}),
        ("device", {"device": "abc"}),
        ("address", {"address": "192.0.2.1"}),
        ("nobody", {"address": "192.0.2.1"}),
    ],
)
def test_each_sender_has_an_end(by, sender):
    assert accepted(limits(**{by: 2}), 4, **sender) == 2


def test_what_is_not_limited_or_not_known_is_not_counted():
    assert accepted(limits(phone=1), 5, account=7, address="192.0.2.1", device="abc") == 5


def test_one_address_of_many_telephones_is_nobody_only_without_one():
    many = limits(nobody=1, address=9)
    assert accepted(many, 3, address="192.0.2.1", phone="0912345678") == 3
    assert accepted(many, 3, address="192.0.2.1", account=7) == 3
    assert accepted(many, 3, address="192.0.2.1") == 1


def test_a_rule_of_the_day_decides_and_the_sentence_says_when_to_come_again(django_assert_num_queries):
    Rule.objects.create(
        key="flood.opinion.account",
        value=1,
        valid=DateRange(date(2024, 1, 1), date(2024, 4, 1)),
        source="thử",
    )
    with django_assert_num_queries(1):
        assert limits(account=5).on(DAY).account == 1
    assert limits(account=5).on(date(2024, 4, 1)).account == 5
    check_flood(limits(account=5), account=7, on=DAY)
    with pytest.raises(Flooded, match=r"^Đợi 1 giờ\.$") as refused:
        check_flood(limits(account=5), account=7, on=DAY)
    assert refused.value.retry_after == 3600
