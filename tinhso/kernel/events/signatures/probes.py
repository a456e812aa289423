"""Whether every event is sealed, every head signed, and signed heads known outside."""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from tinhso.kernel.events.signatures.check import check_signatures
from tinhso.kernel.events.signatures.metrics import waits_for_stamp
from tinhso.kernel.events.signatures.seal_key import fingerprint, held_key
from tinhso.kernel.events.signatures.sign_heads import current_key
from tinhso.kernel.site.operation import Finding, value

SEALED_WITHIN = timedelta(minutes=10)
LOST = "tinhso turn_key seal-key --lost"


def seals() -> Iterator[Finding]:
    """Events older than ten minutes behind the reach of the last seal."""
    if "kernel_seal" not in connection.introspection.table_names():
        return
    late = value(
        "select count(*) from kernel_event e where recorded_at < %s and not exists (select from kernel_seal s where"
        " s.log = 'events' and (s.last_epoch, s.last_xid, s.last_id) >= (e.epoch, e.xid, e.id))",
        timezone.now() - SEALED_WITHIN,
    )
    if late:
        yield Finding(
            "niêm phong",
            "wrong",
            f"{late} sự kiện quá 10 phút chưa niêm phong: tiến trình fast có chạy không?",
        )
    else:
        yield Finding("niêm phong", "good", "mọi sự kiện quá 10 phút đã được niêm phong")


def signatures() -> Iterator[Finding]:
    """Whether the key in force is here and what it signed still stands; without one nothing outside holds the log."""
    current, held = current_key(), held_key()
    if current is None:
        yield Finding("chữ ký đầu chuỗi", "wrong", "chưa có khóa ký đầu chuỗi: tinhso prepare")
        return
    if lines := check_signatures(stamps=False).lines:
        yield Finding("chữ ký đầu chuỗi", "wrong", f"{lines[0]} (tinhso verify nói đủ {len(lines)} điểm)")
    elif held is None:
        sentence = f"khóa ký không có ở đây: chép tệp seal-key hoặc đặt TINHSO_SEAL_KEY; mất hẳn thì {LOST}"
        yield Finding("chữ ký đầu chuỗi", "wrong", sentence)
    elif held.public != current.public:
        yield Finding(
            "chữ ký đầu chuỗi", "wrong", f"khóa ở đây không phải khóa đang ký; mất khóa cũ thì {LOST}"
        )
    else:
        sentence = f"đã ký; vân tay khóa, cần ghi ở nơi khác: {fingerprint(current.public)}"
        yield Finding("chữ ký đầu chuỗi", "good", sentence)
    yield from stamps()


def stamps() -> Iterator[Finding]:
    """Where authorities are configured, no signed head that waits longer than the grace; nothing else stops for them."""
    if not settings.TIMESTAMP_URLS:
        return
    hours = settings.TIMESTAMP_GRACE_HOURS
    if waits_for_stamp() > hours * 3600:
        names = ", ".join(settings.TIMESTAMP_URLS)
        sentence = f"{names} không cấp dấu thời gian nào trong {hours} giờ: xem nhật ký của tiến trình slow; hệ thống vẫn chạy, thêm nơi cấp khác vào TINHSO_TIMESTAMP_URL"
        yield Finding("dấu thời gian", "wrong", sentence)


def proof_outside() -> Iterator[Finding]:
    """On a real server somebody outside must hold the heads, else a rewritten history shows nowhere."""
    if not (settings.SEAL_POST_DIR or settings.SEAL_POST_MAIL):
        sentence = (
            "chưa đặt TINHSO_SEAL_POST_DIR hay TINHSO_SEAL_POST_MAIL: không ai ngoài máy này giữ đầu chuỗi"
        )
        yield Finding("đầu chuỗi ở ngoài", "note", sentence)
    if not settings.TIMESTAMP_URLS:
        yield Finding(
            "dấu thời gian", "note", "chưa đặt TINHSO_TIMESTAMP_URL: đầu chuỗi không có dấu thời gian"
        )
