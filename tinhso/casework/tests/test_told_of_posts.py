"""Heads and inspectors are told of what changes in who may read at the agency."""

from datetime import date, datetime

import pytest
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tests.town import make_officer
from tinhso.casework.radar.right_notices import tell_unconfirmed
from tinhso.casework.receivers import (
    tell_heads,
    tell_list,
    tell_posts_asked,
    tell_right_ended,
    tell_right_given,
)
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.events.public import SYSTEM, deliver, record
from tinhso.kernel.notices.models import Notice
from tinhso.kernel.people.events import AccountsTaken
from tinhso.kernel.people.posts.actions.appoint import appoint, relieve
from tinhso.kernel.people.posts.actions.appoint_alone import appoint_alone
from tinhso.kernel.people.posts.actions.ask_for_post import ask_for_post
from tinhso.kernel.people.posts.actions.confirm_rights import end_rights
from tinhso.kernel.people.posts.actions.decide_posts import confirm_posts
from tinhso.kernel.people.public import Post
from tinhso.kernel.people.roles import Head
from tinhso.kernel.site.clock import HANOI

DAY = date(2024, 3, 8)
NOW = datetime(2024, 3, 8, 9, tzinfo=HANOI)


def test_before_seven_in_the_morning_the_day_is_that_of_the_province(town):
    """In the database it is still yesterday, on which the post of a head who began today does not run."""
    town.posts["chi"].valid = DateRange(date(2024, 3, 8), None)
    town.posts["chi"].save()
    words = {
        "title": "Trưởng bộ phận",
        "roles": ["head"],
        "starts": date(2024, 3, 8),
        "now": NOW.replace(hour=5),
    }
    appoint_alone(town.bao, town.desk_a, reason="Không còn quản trị nào khác", **words)
    deliver(EventRow.objects.get(name="people.PostConfirmationSkipped").pk)
    assert list(Notice.objects.values_list("user__username", flat=True)) == ["chi"]


def test_the_heads_are_told_once_and_not_who_was_appointed(town):
    words = {"title": "Trưởng bộ phận", "roles": ["head"], "starts": date(2024, 3, 8), "now": NOW}
    appoint_alone(town.bao, town.desk_a, reason="Không còn quản trị nào khác", **words)
    row = EventRow.objects.get(name="people.PostConfirmationSkipped")
    tell_heads(row)
    tell_heads(row)
    assert list(Notice.objects.values_list("user__username", flat=True)) == ["chi"]


@pytest.fixture
def outside(town):
    """Hải heads A beside Chi; Tra inspects at the province's committee."""
    town.hai = make_officer("hai", "Trần Văn Hải", town.agency_a, "Giám đốc", Head)
    return town


def notified(template):
    rows = Notice.objects.filter(template=f"casework.{template}").values_list("user__username", "path")
    return dict(rows)


def test_a_post_that_a_person_gives_or_ends_is_told_to_heads_and_inspectors(outside):
    words = {"title": "Hỗ trợ", "roles": ["support"], "starts": DAY, "by": outside.actor("quan"), "now": NOW}
    post = appoint(outside.bao, outside.agency_a, **words)
    given = EventRow.objects.get(name="people.PostGiven")
    tell_right_given(given)
    tell_right_given(given)
    assert notified("right_given") == {
        "chi": "/can-bo/ai-doc-duoc-gi/",
        "hai": "/can-bo/ai-doc-duoc-gi/",
        "tra": "/kiem-chung/",
    }
    relieve(post, ends=date(2024, 4, 1), by=outside.actor("quan"), now=NOW)
    tell_right_ended(EventRow.objects.get(name="people.PostEnded"))
    assert set(notified("right_ended")) == {"chi", "hai", "tra"}


def test_the_machine_and_a_heads_own_word_are_not_told_one_by_one(outside):
    words = {"title": "x", "roles": ["examiner"], "starts": DAY, "now": NOW}
    appoint(outside.bao, outside.agency_a, by=SYSTEM, **words)
    asked = ask_for_post(outside.bao, outside.desk_a, by=outside.actor("quan"), **words)
    tell_posts_asked(EventRow.objects.get(name="people.PostsAsked"))
    assert set(notified("posts_asked")) == {"chi", "hai"}
    confirm_posts(asked, by=outside.actor("hai"), now=NOW)
    for row in EventRow.objects.filter(name="people.PostGiven"):
        tell_right_given(row)
    assert not notified("right_given")
    end_rights([outside.posts["emi"].pk], by=outside.actor("hai"), now=NOW)
    tell_right_ended(EventRow.objects.get(name="people.PostEnded"))
    assert set(notified("right_ended")) == {"chi", "tra"}


def test_what_an_administrator_confirms_is_told_to_no_head(outside):
    words = {"title": "x", "roles": ["administrator"], "starts": DAY, "by": outside.actor("quan"), "now": NOW}
    ask_for_post(outside.bao, outside.agency_a, **words)
    tell_posts_asked(EventRow.objects.get(name="people.PostsAsked"))
    assert not notified("posts_asked")


def test_each_week_and_after_an_import_heads_are_told_until_they_confirmed(outside):
    tell_unconfirmed(now=NOW, key="2024-10")
    tell_unconfirmed(now=NOW, key="2024-10")
    found = {n.user.username: n.params["n"] for n in Notice.objects.filter(template="casework.rights_open")}
    assert found == {"chi": 4, "hai": 4}  # Emi, Bình, Văn, and each of the two heads the other
    assert Notice.objects.get(template="casework.rights_open_heads").params == {"n": 2, "late": 2}
    Post.objects.update(confirmed_at=NOW, confirmed_by=outside.hai)
    tell_unconfirmed(now=NOW, key="2024-11")
    assert Notice.objects.count() == 3
    with transaction.atomic():
        record(AccountsTaken(made=0, changed=0, posts=0, delegations=0, refused=0), by=SYSTEM, at=NOW)
    Post.objects.filter(pk=outside.posts["emi"].pk).update(confirmed_at=None)
    tell_list(EventRow.objects.get(name="people.AccountsTaken"))
    assert Notice.objects.filter(template="casework.rights_open").count() == 4
