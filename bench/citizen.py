"""Reports at size: `python bench/citizen.py [reports]` fills a database of its own and measures the public reads and the sending.

List, map clusters and nearby duplicates are asked through Django's own handler by one client, without a network; each line
prints p50 and p95 by the clock, and the same of the CPU that this process and its database backend spent (Linux: from
`/proc`), which a busy machine changes less. "Sending" takes one report with a photo of 200 kB by the outbox, all of it: upload,
re-encoding, submission; so many a minute follow. "Scanning" is what the worker does with each picture afterwards.
"""

import io
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from uuid import uuid4

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.config.settings")
os.environ.setdefault("TINHSO_LOG_LEVEL", "WARNING")
SEED, CHUNK, ASKED, SENT = 11, 10_000, 200, 60
CENTRE = (19.8067, 105.7852)
DAY = datetime.fromisoformat("2024-03-08T09:00:00+07:00")


def cpu() -> float:
    """Seconds of CPU that this process has spent."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def backend_cpu() -> float:
    """Seconds of CPU of the database backend that answers this process; it is the same one all along."""
    from django.db import connection

    if not (process := connection.connection and connection.connection.info.backend_pid):
        return 0.0
    try:
        return int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e9
    except OSError:
        return 0.0


def measured(name: str, ask, times: int = ASKED) -> None:
    durations, spent = [], []
    for n in range(times):
        start, here, there = time.perf_counter(), cpu(), backend_cpu()
        ask(n)
        durations.append((time.perf_counter() - start) * 1000)
        spent.append((cpu() - here + backend_cpu() - there) * 1000)
    clock, work = (
        f"p50 {statistics.median(all_):6.1f} p95 {p95(all_):6.1f} ms" for all_ in (durations, spent)
    )
    print(f"{name:32} clock {clock}  CPU {work}", flush=True)


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[18]


def fill(count: int) -> None:
    """So many published reports over a year, four in ten of them within a city, with cases in all states."""
    from django.db import connection, transaction

    from tinhso.casework.bulk import Case, copy_histories
    from tinhso.citizen.bulk import ReportCategory, copy_reports, report_process, triage_desk
    from tinhso.kernel.places.public import AdminUnit
    from tinhso.kernel.site.public import reserve_ids

    rng, day = Random(SEED), DAY.date()  # noqa: S311
    fixed = {"agency": triage_desk(day), "desk": triage_desk(day), "process": report_process()}
    categories = list(ReportCategory.objects.on(day))
    communes = list(AdminUnit.objects.on(day).communes()[:200])
    for _ in range(0, count, CHUNK):
        with transaction.atomic():
            keys = reserve_ids(Case, min(CHUNK, count))
            rows = [synthetic(key, rng, fixed, rng.choice(categories), rng.choice(communes)) for key in keys]
            copy_histories(history for history, _ in rows)
            copy_reports(report for _, report in rows)
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze citizen_report")
        cursor.execute("analyze casework_case")


def synthetic(key: int, rng: Random, fixed, category, commune):
    """One case and its report, nine in ten of them answered."""
    from tinhso.casework.bulk import Case, CaseHistory, Clock
    from tinhso.citizen.bulk import KIND, Report, Reporter, ReportHistory, cell_of

    at = DAY - timedelta(seconds=rng.randint(0, 365 * 86_400))
    wide, done = (0.03 if rng.random() < 0.4 else 0.5), rng.random() < 0.9
    lat, lon = CENTRE[0] + rng.gauss(0, wide), CENTRE[1] + rng.gauss(0, wide)
    end = at + timedelta(days=3) if done else None
    case = Case(
        pk=key, kind=KIND, code=f"PA-B-{key}", title="Ổ gà", state="done" if done else "in_progress",
        step="close" if done else "handle", place=commune, source="own_portal", opened_at=at, submitted_at=at,
        accepted_at=at, due_at=at + timedelta(days=7), settled_at=end, finished_at=end,
        timeliness="early" if done else "", outcome="answered" if done else "", ver=5, **fixed,
    )  # fmt: skip
    report = Report(
        case=case, category=category, channel="app", description="Đường hỏng", shown_text="Đường hỏng", lat=lat,
        lon=lon, cell=cell_of(lat, lon), commune=commune, sent_at=at, visibility="published", published_at=at,
    )  # fmt: skip
    assert case.due_at is not None  # just given
    clock = Clock(
        case=case, name="settle", amount=7, unit="day", effect="pause", started_at=at, stopped_at=end, due_at=case.due_at,
        first_due_at=case.due_at,
    )  # fmt: skip
    history = CaseHistory(case, clocks=[clock], events=events_of(case, report))
    return history, ReportHistory(report, Reporter(report=report))


def events_of(case, report):
    """The events that the rows follow from."""
    from tinhso.casework.bulk import events, opened
    from tinhso.citizen.bulk import KIND
    from tinhso.citizen.bulk import events as reports
    from tinhso.kernel.events.public import SYSTEM

    at, pk, place = case.opened_at, case.pk, case.place_id
    way = [
        (opened(case), at),
        (
            events.CaseSubmitted(
                case_id=pk, kind=KIND, code=case.code, agency_id=case.agency_id, reply_due_at=None
            ),
            at,
        ),
        (
            reports.ReportSent(
                case_id=pk, channel="app", category=report.category.code, photos=0, commune_id=place
            ),
            at,
        ),
        (events.CaseAccepted(case_id=pk, kind=KIND, step="handle", due_at=case.due_at, unit="day"), at),
    ]
    if case.settled_at:
        settled = events.CaseSettled(
            case_id=pk, outcome="answered", from_step="handle", to_step="close", timeliness="early", net_seconds=1,
            gross_seconds=1, ready_at=case.settled_at,
        )  # fmt: skip
        way += [
            (settled, case.settled_at),
            (events.CaseFinished(case_id=pk, kind=KIND, outcome="answered"), case.settled_at),
        ]
    return [(event, SYSTEM, when) for event, when in way]


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


def send_reports(client) -> None:
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


def scanning() -> None:
    """What the worker does with each picture before anybody sees it."""
    from tinhso.kernel.files.public import StoredFile, scan_file
    from tinhso.kernel.site import clock

    files = list(StoredFile.objects.pending())
    measured("scanning one of them", lambda n: scan_file(files[n].pk, now=clock.now()), len(files))


@contextmanager
def scratch() -> Iterator[None]:
    """A migrated database of its own; all of it goes afterwards."""
    from tinhso.config.database import close_pools
    from tinhso.lib.postgres.server import Server

    with tempfile.TemporaryDirectory(prefix="tinhso-bench-") as folder:
        server = Server(Path(folder) / "postgres")
        server.start()
        os.environ.update(DATABASE_URL=server.url("postgres"), TINHSO_STATE=folder)
        try:
            import django
            from django.core.management import call_command

            django.setup()
            call_command("migrate", verbosity=0)
            yield
        finally:
            close_pools()
            server.stop()
            server.destroy()


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with scratch():
        from django.conf import settings
        from django.test import Client

        from tinhso.citizen.bulk import load_report_categories
        from tinhso.citizen.intake.views import outbox
        from tinhso.citizen.public_pages.views import maps
        from tinhso.kernel.law.models import Rule
        from tinhso.kernel.people.public import SYSTEM, Person, User, load_pack

        settings.ALLOWED_HOSTS.append("testserver")
        load_pack(settings.PROVINCE_PACK, by=SYSTEM, now=DAY)
        load_report_categories(settings.PROVINCE_PACK, by=SYSTEM, now=DAY)
        start = time.perf_counter()
        fill(count)
        load = os.getloadavg()[0]
        print(f"{count} reports filled in {time.perf_counter() - start:.0f} s, load {load:.1f}", flush=True)
        Rule.objects.filter(key__startswith="flood.report.").update(value=10**9)
        outbox.MOST_PHOTOS = maps.MOST_MAP = 10**9
        reads(Client())
        user = User.objects.create(
            username="an", person=Person.objects.create(full_name="An"), identity_level=2
        )
        client = Client()
        client.force_login(user)
        send_reports(client)
        scanning()


if __name__ == "__main__":
    main()
