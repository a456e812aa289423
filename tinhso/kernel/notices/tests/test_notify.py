import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from tinhso.kernel.events.models import EventRow
from tinhso.kernel.notices.actions.choose_channels import choose_channels
from tinhso.kernel.notices.models import Delivery, Notice
from tinhso.kernel.notices.public import NotForNotices, UnknownTopic, notify, unread_count
from tinhso.kernel.notices.tests.makers import NOW, trial_notice
from tinhso.kernel.people.public import Person

pytestmark = pytest.mark.django_db


def test_a_person_is_told_once_for_one_key(town):
    first = trial_notice(town.an, case_id=7)
    assert trial_notice(town.an, case_id=7) == first
    assert Notice.objects.count() == Delivery.objects.count() == 1
    assert ProcrastinateJob.objects.filter(queue_name="fast").count() == 1
    event = EventRow.objects.get(name="notices.PersonNotified")
    assert (event.case_id, event.payload["template"]) == (7, "notices.trial")
    assert unread_count(town.an) == 1


def test_free_text_is_refused(town):
    with pytest.raises(NotForNotices):
        notify(
            to=town.an,
            topic="notices.account",
            template="notices.trial",
            params={"name": "Lê Văn An"},
            now=NOW,
            key="k",
        )
    assert not Notice.objects.exists()


def test_an_unknown_topic_is_refused(town):
    with pytest.raises(UnknownTopic):
        notify(to=town.an, topic="nobody.knows", template="notices.trial", params={}, now=NOW, key="k")


def test_only_channels_that_exist_and_are_wanted_are_used(town, settings):
    settings.TINHSO_SMS_URL = "http://127.0.0.1/sms"
    assert [d.channel for d in trial_notice(town.an, key="a").deliveries.all()] == ["email"]
    choices = {("notices.account", "email"): False, ("notices.account", "sms"): True}
    choose_channels(user=town.an, choices=choices, by=town.actor("an"), now=NOW)
    assert [d.channel for d in trial_notice(town.an, key="b").deliveries.all()] == ["sms"]
    settings.TINHSO_SMS_URL = ""
    assert not trial_notice(town.an, key="c").deliveries.exists()
    assert EventRow.objects.filter(name="notices.NoticeChoicesChanged").count() == 1


def test_a_person_without_an_account_is_told_outside_only(town):
    person = Person.objects.create(full_name="Người nộp tại quầy", email="x@example.invalid")
    notice = trial_notice(person)
    assert (notice.user, notice.person) == (None, person)
    assert notice.deliveries.count() == 1
