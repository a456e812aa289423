"""Reports at size: `python bench/citizen.py [reports]` fills a database of its own and measures the public reads and the sending.

List, map clusters and nearby duplicates are asked through Django's own handler by one client, without a network; each line
prints p50, p95 and CPU of this process. "Sending" takes one report with a photo of 200 kB by the outbox, all of it: upload,
re-encoding, submission; so many a minute follow. The scan of files is left to the worker and not in it.
"""

import io
import os
import resource
import statistics
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from uuid import uuid4

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
SEED, CHUNK, ASKED, SENT = 11, 10_000, 200, 60
CENTRE = (19.8067, 105.7852)
DAY = datetime.fromisoformat("2024-03-08T09:00:00+07:00")


def cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def measured(name: str, ask, times: int = ASKED) -> None:
    taken, before = [], cpu()
    for n in range(times):
        start = time.perf_counter()
        ask(n)
        taken.append((time.perf_counter() - start) * 1000)
    p95 = statistics.quantiles(taken, n=20)[18]
    spent = (cpu() - before) / times * 1000
    print(
        f"{name:34} p50 {statistics.median(taken):7.1f} ms  p95 {p95:7.1f} ms  CPU here {spent:6.1f} ms",
        flush=True,
    )


def fill(count: int) -> None:
    """So many published reports over a year, four in ten of them within a city, with cases in all states."""
    from django.db import connection, transaction

    from tinhso.casework.bulk import Case, CaseHistory, copy_histories
    from tinhso.citizen.bulk import (
        KIND,
        Report,
        ReportCategory,
        Reporter,
        ReportHistory,
        cell_of,
        copy_reports,
        report_process,
        triage_desk,
    )
    from tinhso.kernel.places.public import AdminUnit
    from tinhso.kernel.site.public import reserve_ids

    rng = Random(SEED)  # noqa: S311
    desk, process = triage_desk(DAY.date()), report_process()
    categories = list(ReportCategory.objects.on(DAY.date()))
    communes = list(AdminUnit.objects.on(DAY.date()).communes()[:200])

    def one(key: int) -> tuple[CaseHistory, ReportHistory]:
        at = DAY - timedelta(seconds=rng.randint(0, 365 * 86_400))
        wide = 0.03 if rng.random() < 0.4 else 0.5
        lat, lon = CENTRE[0] + rng.gauss(0, wide), CENTRE[1] + rng.gauss(0, wide)
        done = rng.random() < 0.9
        case = Case(
            pk=key, kind=KIND, code=f"PA-B-{key}", title="Ổ gà", state="done" if done else "in_progress",
            step="close" if done else "handle", process=process, agency=desk, desk=desk,
            place=rng.choice(communes), source="own_portal", opened_at=at, submitted_at=at, accepted_at=at,
            due_at=at + timedelta(days=7), settled_at=at + timedelta(days=3) if done else None,
            finished_at=at + timedelta(days=3) if done else None, timeliness="early" if done else "", ver=5,
        )  # fmt: skip
        report = Report(
            case=case, category=rng.choice(categories), channel="app", description="Đường hỏng",
            shown_text="Đường hỏng", lat=lat, lon=lon, cell=cell_of(lat, lon), commune=case.place, sent_at=at,
            visibility="published", published_at=at,
        )  # fmt: skip
        return CaseHistory(case), ReportHistory(report, Reporter(report=report))

    for _ in range(0, count, CHUNK):
        with transaction.atomic():
            rows = [one(key) for key in reserve_ids(Case, min(CHUNK, count))]
            copy_histories(history for history, _ in rows)
            copy_reports(report for _, report in rows)
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze citizen_report")
        cursor.execute("analyze casework_case")


def picture() -> bytes:
    """About 200 kB of a phone's photo, shrunk by the browser: noise compresses badly, so a small one is enough."""
    from PIL import Image

    rng, out = Random(SEED), io.BytesIO()  # noqa: S311
    noise = Image.frombytes("RGB", (320, 240), rng.randbytes(320 * 240 * 3)).resize((1600, 1200))
    noise.save(out, format="JPEG", quality=70)
    return out.getvalue()


def reads(client) -> None:
    rng = Random(SEED)  # noqa: S311
    codes = ["o-ga", "rac-thai", "den-duong", "khac"]

    def get(path: str) -> None:
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)

    def near(n: int) -> None:
        lat, lon = CENTRE[0] + rng.gauss(0, 0.03), CENTRE[1] + rng.gauss(0, 0.03)
        get(f"/phan-anh/gan-day.json?lat={lat}&lon={lon}&muc=o-ga")

    def city(n: int) -> None:
        lat, lon = CENTRE[0] + rng.gauss(0, 0.03), CENTRE[1] + rng.gauss(0, 0.03)
        get(f"/phan-anh/ban-do.geojson?bbox={lon - 0.03},{lat - 0.03},{lon + 0.03},{lat + 0.03}&zoom=14")

    measured("list, newest", lambda n: get("/phan-anh/"))
    measured("list, one category, open", lambda n: get(f"/phan-anh/?muc={codes[n % 4]}&trang-thai=open"))
    measured(
        "map, whole province, zoom 8", lambda n: get("/phan-anh/ban-do.geojson?bbox=103,18,108,22&zoom=8")
    )
    measured(
        "map, province, open only",
        lambda n: get("/phan-anh/ban-do.geojson?bbox=103,18,108,22&zoom=8&trang-thai=open"),
    )
    measured("map, a city, zoom 14", city)
    measured("nearby duplicates", near)
    measured("Open311 requests, page of 100", lambda n: get("/open311/v2/requests.json"), 50)
    measured("figures by category", lambda n: get("/phan-anh/thong-ke/"), 20)


def sending(client) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    content = picture()

    def send(n: int) -> None:
        key = str(uuid4())
        photo = SimpleUploadedFile("a.jpg", content, content_type="image/jpeg")
        file = client.post("/phan-anh/gui/tep/", {"key": key, "photo": photo}).json()["file"]
        body = {"key": key, "category": "o-ga", "lat": CENTRE[0], "lon": CENTRE[1], "photos": [file]}
        answer = client.post("/phan-anh/gui/don/", body, content_type="application/json")
        assert answer.status_code == 201, answer.content

    start, before = time.perf_counter(), cpu()
    measured(f"sending, photo of {len(content) // 1000} kB", send, SENT)
    wall, spent = time.perf_counter() - start, cpu() - before
    print(
        f"sent {SENT}: {SENT / wall * 60:.0f} a minute by the clock, {SENT / spent * 60:.0f} a minute of one core's CPU here"
    )


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.config.settings")
    from tinhso.config.database import open_django

    open_django()
    from django.conf import settings
    from django.test import Client
    from django.test.runner import DiscoverRunner
    from django.test.utils import setup_test_environment

    settings.ALLOWED_HOSTS.append("testserver")
    runner = DiscoverRunner(verbosity=0, interactive=False)
    setup_test_environment()
    kept = runner.setup_databases()
    try:
        from tinhso.citizen import flood
        from tinhso.citizen.bulk import load_report_categories
        from tinhso.citizen.views import outbox, reports
        from tinhso.kernel.people.public import SYSTEM, Person, User, load_pack

        load_pack(settings.PROVINCE_PACK, by=SYSTEM, now=DAY)
        load_report_categories(settings.PROVINCE_PACK, by=SYSTEM, now=DAY)
        start = time.perf_counter()
        fill(count)
        print(
            f"{count} reports filled in {time.perf_counter() - start:.0f} s, load {os.getloadavg()[0]:.1f}",
            flush=True,
        )
        flood.PER_ADDRESS = flood.PER_ACCOUNT = outbox.MOST_PHOTOS = reports.MOST_MAP = 10**9
        reads(Client())
        user = User.objects.create(
            username="an", person=Person.objects.create(full_name="An"), identity_level=2
        )
        client = Client()
        client.force_login(user)
        sending(client)
    finally:
        runner.teardown_databases(kept)


if __name__ == "__main__":
    main()
