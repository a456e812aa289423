import threading
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from tinhso.exchange.connections import surroundings
from tinhso.exchange.connections.events import ConnectionChecked
from tinhso.exchange.models import Agreement, ConnectionCheck, Service, ServiceAddress
from tinhso.exchange.registry.permissions import check_can_check_connection
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import HANOI
from tinhso.lib.exchange.reach import Reach

BETWEEN = timedelta(seconds=15)
NEWEST = 50
"""Checks of one service in one environment; older ones go with the next."""
RUNNING_CHECKS = threading.BoundedSemaphore(2)
"""In one process: a provider that does not answer holds up two requests of ours at most."""


def check_connection(*, service: Service, environment: str, by: Actor, now: datetime) -> ConnectionCheck:
    """Call the service where it is placed and write down how far the call came. Call it while no transaction is open.

    Raises: ExchangeForbidden, EntryRefused where it has no address there, was checked a moment ago, or too many wait.
    """
    check_can_check_connection(service, by, now)
    url = _place(service, environment, now)
    if not RUNNING_CHECKS.acquire(blocking=False):
        raise EntryRefused("", "Đang có lần kiểm tra khác chạy; hãy thử lại sau ít giây.")
    try:
        reached, stand_in = surroundings.call_provider(url)
        plane, stamps = surroundings.ask_plane(), surroundings.ask_stamps()
    finally:
        RUNNING_CHECKS.release()
    values = _of_the_call(reached) | _of_the_plane(plane, environment)
    with transaction.atomic():
        newest, in_policy = surroundings.newest_policy(environment, service)
        check = ConnectionCheck.objects.create(
            service=service,
            environment=environment,
            stand_in=stand_in,
            stamps=stamps,
            newest_policy=newest,
            in_policy=in_policy,
            agreements=_in_force(service, now),
            checked_by_id=by.user_id,
            checked_at=now,
            **values,
        )
        forget_old(check)
        event = ConnectionChecked(
            service_id=service.pk, environment=Code(environment), reached=Code(check.reached)
        )
        record(event, by=by, at=now)
    return check


def _place(service: Service, environment: str, now: datetime) -> str:
    """The address there; EntryRefused where there is none, or where it was checked a moment ago."""
    place = service.addresses.filter(environment=environment).first()
    if service.provided:
        raise EntryRefused(
            "", "Dịch vụ này do chính nền tảng trả lời, không có địa chỉ nào khác để kiểm tra."
        )
    if place is None:
        raise EntryRefused("environment", "Dịch vụ chưa có địa chỉ trong môi trường này.")
    last = service.checks.filter(environment=environment).first()
    if last and now - last.checked_at < BETWEEN and last.checked_at <= now:
        raise EntryRefused("", "Vừa kiểm tra xong; hãy thử lại sau 15 giây.")
    return place.url


def _in_force(service: Service, now: datetime) -> int:
    return Agreement.objects.in_force(now.astimezone(HANOI).date()).filter(service=service).count()


def _of_the_plane(plane: surroundings.PlaneAnswer, environment: str) -> dict[str, object]:
    """The plane of this installation serves the production environment."""
    of_production = environment == ServiceAddress.Environment.PRODUCTION
    return {"plane_at": plane.answer, "plane_policy": plane.policy if of_production else None}


def _of_the_call(reached: Reach) -> dict[str, object]:
    shown = reached.certificate
    days = (shown.ends - timezone.now()).days if shown else None
    return {
        "reached": reached.ended.value,
        "milliseconds": reached.milliseconds,
        "status": reached.status,
        "clock_off": reached.clock_off,
        "certificate_to": shown.issued_to if shown else "",
        "certificate_by": shown.issued_by if shown else "",
        "days_left": days,
    }


def forget_old(check: ConnectionCheck) -> None:
    of_place = ConnectionCheck.objects.filter(service=check.service_id, environment=check.environment)
    newest = of_place.values_list("pk", flat=True)[:NEWEST]
    of_place.exclude(pk__in=list(newest)).delete()
