"""edXML letters a second: written, read, and received into the database as the axis brings them, one process, rolled back at its end."""

import os
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from random import Random

from django.conf import settings
from django.db import transaction

from tinhso.documents.models import AxisArrival
from tinhso.documents.public import Listed, take_message
from tinhso.kernel.people.public import Agency, Post
from tinhso.kernel.site import clock
from tinhso.lib.edxml.messages import Attachment, Business, DocumentMessage, Organ, Trace
from tinhso.lib.edxml.reader import read_message
from tinhso.lib.edxml.writer import write_document

SIZE = 300_000  # bytes of the paper that goes along
SENDER = Organ("H99.01", "Sở Tài chính (mô phỏng)")
PDF = b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\n"


def measure(letters: int) -> bool:
    """Print how many a second; True: no aim is set."""
    agency = receiver()
    messages = [message(n, agency) for n in range(letters)]
    written: list[bytes] = []
    print(f"letters: {letters}, each with a paper of {SIZE // 1000} kB, load {os.getloadavg()[0]:.1f}")
    print_rate("written", letters, lambda: written.extend(write_document(one) for one in messages))
    print_rate("read", letters, lambda: [read_message(one) for one in written])
    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        settings.MEDIA_ROOT = folder
        print_rate("received into the database", letters, lambda: receive(agency, written))
        transaction.set_rollback(True)
    return True


def receiver() -> Agency:
    on_duty = Post.objects.on(clock.today()).filter(user__username="van")
    return Agency.objects.get(pk=on_duty.values_list("agency", flat=True)[0])


def message(number: int, agency: Agency) -> DocumentMessage:
    day, name = clock.today(), f"{number + 1}/BENCH-{number}"
    noise = Random(number).randbytes(SIZE - len(PDF))
    return DocumentMessage(
        sender=SENDER,
        receivers=(Organ(agency.ident_code, agency.name),),
        document_id=f"H99.01,{day:%Y/%m/%d},{name}",
        number=str(number + 1),
        notation=f"BENCH-{number}",
        issued_on=day,
        subject="Báo cáo kết quả thực hiện nhiệm vụ chuyển đổi số (mô phỏng)",
        type_name="Công văn",
        traces=(Trace("H99.01", datetime.combine(day, datetime.min.time())),),
        business=Business.NEW,
        reason="Văn bản điện tử mới",
        attachments=(Attachment("cong-van.pdf", PDF + noise, "application/pdf", "Văn bản"),),
    )


def receive(agency: Agency, written: list[bytes]) -> None:
    for n, content in enumerate(written):
        row = take_message(
            agency=agency, kind="edoc", content=content, listed=Listed(f"bench{n}", "H99.01"), now=clock.now()
        )
        if row.state != AxisArrival.State.RECEIVED:
            raise SystemExit(f"letter {n} was not received: {row.problem}")


def print_rate(what: str, letters: int, deed: Callable[[], object]) -> None:
    began, cpu = time.perf_counter(), time.process_time()
    deed()
    spent, used = time.perf_counter() - began, time.process_time() - cpu
    print(
        f"  {what:30} {letters / spent:8.0f} a second, {1000 * used / letters:6.2f} ms CPU of this process each"
    )
