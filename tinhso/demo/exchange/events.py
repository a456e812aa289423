"""Events in the demo: the operator opens the shop's topics, Hà Trung agrees about two and subscribes; the rest happens by itself.

From its first minutes on the demo publishes what was sealed and sends it to the sandbox that stands for Hà Trung: most are taken, some at
the second try, one is refused.
"""

from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from tinhso.demo.exchange.agreements import HA_TRUNG, LAW
from tinhso.demo.exchange.national import OUR_SYSTEM, RECEIVER
from tinhso.demo.exchange.people import Office
from tinhso.demo.exchange.registry import Registry
from tinhso.exchange.public import (
    Quota,
    Service,
    Terms,
    apply_for_agreement,
    appraise_agreement,
    approve_agreement,
    open_topic,
    subscribe,
)
from tinhso.kernel.people.public import SYSTEM, Agency
from tinhso.kernel.people.roles import DataOfficer, Head
from tinhso.lib.exchange.operations import Operation

TOPICS = ("onestop.dossier_received", "onestop.dossier_settled", "onestop.result_issued")
AGREED = TOPICS[:2]
OPENED, SUBSCRIBED = 40, 2
"""Days before the demo's own day."""
OPERATIONS = (Operation("POST", "/su-kien"),)


def create_events(office: Office, registry: Registry) -> None:
    """Nothing where another agency runs the platform on that day than has the shop's system."""
    system = registry.systems[OUR_SYSTEM]
    for place, topic in enumerate(TOPICS):
        opened = open_topic(topic=topic, system=system, by=SYSTEM, now=office.ago(OPENED))
        if topic in AGREED:
            _agreed(office, registry, opened, OPENED - 5 - place)
            consumer = registry.systems[HA_TRUNG]
            by = office.person("ngan")
            subscribe(service=opened, system=consumer, url=RECEIVER, by=by, now=office.ago(SUBSCRIBED))


def _agreed(office: Office, registry: Registry, service: Service, days: int) -> None:
    provider: Agency = service.system.member.agency or office.agency("dao")
    for role in (Head, DataOfficer):
        office.officer(provider, role)
    applied_at = office.ago(days)
    begins = applied_at.date() + timedelta(days=5)
    terms = Terms(
        kind="default",
        service=service,
        consumer=registry.systems[HA_TRUNG],
        group=None,
        operations=OPERATIONS,
        legal_basis=LAW,
        purpose="Báo người dân trong huyện khi hồ sơ cấp tỉnh chuyển tình trạng; không lưu dữ liệu cá nhân.",
        fields=(),
        quota=Quota(per_second=2, per_day=2000, concurrent=2),
        evidence=False,
        begins=begins,
        ends=begins + timedelta(days=730),
    )
    key = uuid5(NAMESPACE_URL, f"demo-exchange-events-{service.code}")
    by = office.person("ngan")
    agreement = apply_for_agreement(terms=terms, client_key=key, by=by, now=applied_at)
    officer = office.officer(agreement.case.agency, DataOfficer, agreement.applied_by_id)
    ver = agreement.case.ver
    appraise_agreement(agreement=agreement, ver=ver, by=officer, now=office.ago(days - 2))
    head = office.officer(agreement.case.agency, Head, agreement.applied_by_id)
    approve_agreement(agreement=agreement, ver=agreement.case.ver, by=head, now=office.ago(days - 4))
