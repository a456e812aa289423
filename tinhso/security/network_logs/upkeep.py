from collections.abc import Iterable

from tinhso.kernel.site import clock
from tinhso.kernel.site.operation import Finding
from tinhso.security.models import NetworkLog

MOST_NAMED = 5


def logs_at_fault() -> Iterable[Finding]:
    """Whether each network log was stored, hunted in and reviewed; of those that were not, the code and why."""
    name = "Nhật ký mạng"
    rows = list(NetworkLog.objects.at_fault(clock.now()).order_by("-stored_at", "-pk"))
    if rows:
        named = "; ".join(f"{one.code}: {one.refusals or 'không ai xem xét'}" for one in rows[:MOST_NAMED])
        words = f"{len(rows)} nhật ký không lưu hoặc không xem xét được ({named}); xem ở /can-bo/an-toan-thong-tin/nhat-ky-mang/"
        yield Finding(name, "wrong", words)
    elif NetworkLog.objects.exists():
        yield Finding(name, "good", "mọi nhật ký đã nạp đều được lưu, đối chiếu và xem xét")
