"""A topic over moves of cases that agency C, which runs the platform, offers; and a log that is sealed by hand."""

from hashlib import sha256

from tinhso.casework.events import CaseAdvanced
from tinhso.casework.tests.makers import NOW
from tinhso.exchange.models import InformationSystem
from tinhso.exchange.registry.actions.enter_system import enter_system
from tinhso.exchange.topics.actions.open_topic import open_topic
from tinhso.exchange.topics.actions.publish_events import publish_events
from tinhso.exchange.topics.declared import EventTopic, Notice, TopicField
from tinhso.kernel.events.public import SYSTEM, EventRow, Seal, record


def read(rows):
    """Of each but those that end."""
    return {
        row.pk: Notice(f"V-{row.case_id}", "so-a", {"buoc": row.payload["to_step"]})
        for row in rows
        if row.payload["to_step"] != "end"
    }


TOPIC = EventTopic(
    "test.case_moved",
    "viec-da-chuyen",
    "Việc đã chuyển bước",
    "Một việc đã chuyển bước (thử).",
    (CaseAdvanced,),
    read,
    (TopicField("buoc", "string", "Bước"),),
)


def moved(case_id, step="b", at=NOW):
    return record(CaseAdvanced(case_id=case_id, from_step="a", to_step=step), by=SYSTEM, at=at)


def sealed():
    """All that lies in no seal, as the sealer would: a test's own transaction never ends, so it seals nothing of it."""
    before = [pk for seal in Seal.objects.filter(log="events") for pk in seal.row_ids]
    ids = list(EventRow.objects.exclude(pk__in=before).order_by("pk").values_list("pk", flat=True))
    if ids:
        number = Seal.objects.filter(log="events").count() + 1
        word = sha256(str(number).encode()).hexdigest()
        Seal.objects.create(
            log="events", number=number, previous=word, root=word, hash=word, count=len(ids),
            row_ids=ids, leaves=b"", last_epoch=1, last_xid=number, last_id=ids[-1], created_at=NOW,
        )  # fmt: skip


def published():
    sealed()
    return publish_events(by=SYSTEM)


def opened(town, system=None):
    """The topic, as a service of a system of agency C."""
    return open_topic(topic=TOPIC.code, system=system or system_of(town), by=town.actor("cuc"), now=NOW)


def system_of(town):
    member = town.operator_member
    found = InformationSystem.objects.filter(member=member).first()
    return found or enter_system(
        member=member, code="nen-tang", name="Nền tảng", by=town.actor("cuc"), now=NOW
    )
