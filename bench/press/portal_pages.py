"""How long the public pages of the news portal take at the server, and how large they are: 60 ms and 100 KB are the aims.

    python bench/press/portal_pages.py --state DIR [--rounds 40]

The state is a demo that is loaded already and stands still (`bin/demo --state`). Each page is asked in this process, signed out, as the
web process answers it: templates, middleware and the queries of PostgreSQL, without the network. `ms` is the clock, `CPU` this
process's, which a busy machine changes less; `KB` is the page as it leaves, before it is packed. Exit code 1 where the median clock of
a page is above 60 ms, or the page is above 100 KB.
"""

import argparse
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from visits.serving import opened

MOST_MS, MOST_KB, WARM = 60.0, 100.0, 5
LISTS = (
    "/tin-tuc/",
    "/tin-tuc/?trang=2",
    "/bao-chi/",
    "/bao-chi/hoi/",
    "/nguoi-phat-ngon/",
    "/hop-bao/",
    "/kenh-thong-tin/",
    "/thong-tin-dinh-chinh/",
    "/co-quan-bao-chi/",
    "/giay-phep-bao-chi/",
    "/bai-08-03-2024/",
    "/tin-tuc/rss.xml",
    "/tin-tuc/atom.xml",
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--state", type=Path, required=True, help="state folder of a loaded demo")
    parser.add_argument("--rounds", type=int, default=40, help="requests of each page")
    words = parser.parse_args()
    with opened(words.state):
        lines = [measured(path, words.rounds) for path in addresses()]
    print(f"{'page':58} {'ms':>6} {'p95':>6} {'CPU':>6} {'KB':>6}")
    for path, clock, late, processor, size in lines:
        print(f"{path[:58]:58} {clock:6.1f} {late:6.1f} {processor:6.1f} {size:6.1f}")
    missed = [line for line in lines if line[1] > MOST_MS or line[4] > MOST_KB]
    return 1 if missed else 0


def addresses() -> list[str]:
    """The lists, five articles, and the largest of those that the press was answered."""
    from tinhso.kernel.site import clock
    from tinhso.press.models import Article, PressIssue

    articles = Article.objects.public(clock.now()).order_by("-published_at").values_list("slug", flat=True)
    issues = PressIssue.objects.published().values_list("case__code", flat=True)
    return [
        *LISTS,
        *(f"/tin-tuc/{slug}/" for slug in articles[:5]),
        *(f"/bao-chi/{code}/" for code in issues[:2]),
    ]


def measured(path: str, rounds: int) -> tuple[str, float, float, float, float]:
    """Median and 95th percentile of the clock, median of the processor (ms), and kilobytes of the page."""
    from django.test import Client

    client, clocks, processor, size = Client(headers={"host": "127.0.0.1"}), [], [], 0.0
    for turn in range(WARM + rounds):
        began, worked = time.perf_counter(), time.process_time()
        answer = client.get(path, follow=True)
        size = len(answer.getvalue()) / 1000
        if answer.status_code != 200:
            raise SystemExit(f"{path}: {answer.status_code}")
        if turn >= WARM:
            clocks.append(1000 * (time.perf_counter() - began))
            processor.append(1000 * (time.process_time() - worked))
    late = sorted(clocks)[int(len(clocks) * 0.95) - 1]
    return path, statistics.median(clocks), late, statistics.median(processor), size


if __name__ == "__main__":
    sys.exit(main())
