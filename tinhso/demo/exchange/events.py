"""Events in the demo: the operator opens the shop's topics, Hà Trung agrees about two and subscribes, the province's centre fetches the third;
the rest happens by itself.

What was sealed with the loading waits for its subscribers from the first second (`publish_loaded_events`); from its first minutes on the demo
sends it to the sandbox that stands for Hà Trung: most are taken, some at the second try, one is refused.
"""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from tinhso.casework.bulk import office_calendar_id, work_calendar
from tinhso.demo.exchange.agreements import HA_TRUNG, IOC, LAW
from tinhso.demo.exchange.national import OUR_SYSTEM, RECEIVER
from tinhso.demo.exchange.people import Office
from tinhso.demo.exchange.registry import Registry
from tinhso.demo.onestop.office_hours import last_days
from tinhso.exchange.bulk import publish_loaded, spread_events
from tinhso.exchange.public import (
    InformationSystem,
    Quota,
    Service,
    Terms,
    apply_for_agreement,
    appraise_agreement,
    approve_agreement,
    open_topic,
    subscribe,
)
from tinhso.kernel.people.public import SYSTEM, Actor, Agency
from tinhso.kernel.people.roles import DataOfficer, Head
from tinhso.lib.exchange.operations import Operation

TOPICS = ("onestop.dossier_received", "onestop.dossier_settled", "onestop.result_issued")
SENT, FETCHED = TOPICS[:2], TOPICS[2]
OPENED, SUBSCRIBED = 40, 2
"""Days before the demo's own day; of the subscriptions working days: on a Monday nothing has happened since Saturday."""
SEND = (Operation("POST", "/su-kien"),)
FETCH = (Operation("POST", "/su-kien/lay"), Operation("POST", "/su-kien/xac-nhan"))

PURPOSES = {
    SEND: "Báo người dân trong huyện khi hồ sơ cấp tỉnh chuyển tình trạng; không lưu dữ liệu cá nhân.",
    FETCH: "Vẽ kết quả giải quyết trong ngày trên màn hình điều hành; không lưu dữ liệu cá nhân.",
}


def create_events(office: Office, registry: Registry) -> None:
    """Nothing where another agency runs the platform on that day than has the shop's system."""
    system = registry.systems[OUR_SYSTEM]
    calendar = work_calendar(office_calendar_id(office.agency("dao").pk, office.today))
    since = calendar.opening(last_days(calendar, office.today, SUBSCRIBED)[-1])
    for place, topic in enumerate(TOPICS):
        opened = open_topic(topic=topic, system=system, by=SYSTEM, now=office.ago(OPENED))
        days = OPENED - 5 - place
        if topic in SENT:
            consumer, by = registry.systems[HA_TRUNG], office.person("ngan")
            _agreed(office, opened, consumer, by, SEND, days)
            subscribe(service=opened, system=consumer, url=RECEIVER, by=by, now=since)
        if topic == FETCHED:
            consumer, by = registry.systems[IOC], office.person("tho")
            _agreed(office, opened, consumer, by, FETCH, days)
            subscribe(service=opened, system=consumer, url="", way="pull", by=by, now=since)


def publish_loaded_events(*, now: datetime) -> int:
    """After the sealing: the notices of the last weeks, and a delivery for each subscriber; how many deliveries."""
    publish_loaded(by=SYSTEM)
    return spread_events(by=SYSTEM, at=timezone.now(), now=now)


def _agreed(
    office: Office,
    service: Service,
    consumer: InformationSystem,
    by: Actor,
    operations: tuple[Operation, ...],
    days: int,
) -> None:
    provider: Agency = service.system.member.agency or office.agency("dao")
    for role in (Head, DataOfficer):
        office.officer(provider, role)
    applied_at = office.ago(days)
    begins = applied_at.date() + timedelta(days=5)
    terms = Terms(
        kind="default",
        service=service,
        consumer=consumer,
        group=None,
        operations=operations,
        legal_basis=LAW,
        purpose=PURPOSES[operations],
        fields=(),
        quota=Quota(per_second=2, per_day=2000, concurrent=2),
        evidence=False,
        begins=begins,
        ends=begins + timedelta(days=730),
    )
    key = uuid5(NAMESPACE_URL, f"demo-exchange-events-{service.code}")
    agreement = apply_for_agreement(terms=terms, client_key=key, by=by, now=applied_at)
    officer = office.officer(agreement.case.agency, DataOfficer, agreement.applied_by_id)
    ver = agreement.case.ver
    appraise_agreement(agreement=agreement, ver=ver, by=officer, now=office.ago(days - 2))
    head = office.officer(agreement.case.agency, Head, agreement.applied_by_id)
    approve_agreement(agreement=agreement, ver=agreement.case.ver, by=head, now=office.ago(days - 4))
