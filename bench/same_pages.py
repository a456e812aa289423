"""Whether a change of the code alone left every page as it was: the same state, crawled by the same people, before and after.

    python bench/same_pages.py save PORT FOLDER     crawl a running demo by every role and keep what it answered
    python bench/same_pages.py compare OLD NEW      exit code 1 where an answer differs, each named

Both crawls begin with copies of one stopped state folder (`bin/demo --state`). MASKS were written down before the first move.
"""

import difflib
import re
import sys
from collections import deque
from hashlib import sha256
from pathlib import Path

from visits.visitor import Visitor

ROLES = (
    "",
    "an",
    "binh",
    "chi",
    "emi",
    "van",
    "sau",
    "tra",
    "quan",
    "hai",
)  # "" is whoever has not signed in
MOST = 150  # addresses of each role
FROM = (
    *(
        "/",
        "/thu-tuc/",
        "/ho-so/",
        "/tra-cuu/",
        "/xac-minh/",
        "/phan-anh/",
        "/du-lieu/",
        "/so-lieu/",
        "/dieu-hanh/",
    ),
    *(
        "/can-bo/",
        "/can-bo/theo-doi/",
        "/quan-tri/",
        "/kiem-chung/",
        "/giao-dien/",
        "/huong-dan/",
        "/api/docs",
    ),
    *("/api/openapi.json", "/api/3/action/package_list", "/dcat/catalog.ttl", "/open311/v2/services.json"),
)
LINK = re.compile(r'href="(/[^"#]*)')
LEAVES = re.compile(r"^/(static|dang-xuat|ngon-ngu)/|\.(pdf|xlsx|zip|docx|ics|png|parquet)$")
MASKS = [
    (re.compile(r'(name="csrfmiddlewaretoken" value=)"[^"]+"'), r'\1"…"'),
    (re.compile(r'(nonce|data-nonce)="[^"]+"'), r'\1="…"'),
    (re.compile(r'(name="(?:key|client_key|ticket|draft|sent_at)" value=)"[^"]+"'), r'\1"…"'),
    (re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"), "<uuid>"),
    (re.compile(r"\b\d{1,2}:\d{2}(:\d{2})?\b"), "<time>"),
    (re.compile(r"\b\d{4}-\d{2}-\d{2}T<time>[.\d]*(Z|[+-]<time>)?"), "<moment>"),
    (re.compile(r"(còn|trước|quá hạn) \d+ (giờ|phút|giây)( \d+ (phút|giây))?"), r"\1 <span>"),
    (re.compile(r"(Mã lỗi: \d+ · )[0-9a-f]{16}"), r"\1<code>"),
    # Added later: two ports, pictures that each worker makes anew, signed addresses with their moment, heads of the log.
    (re.compile(r"127\.0\.0\.1:\d+"), "<site>"),
    (re.compile(r"/anh/[\w-]+/"), "/anh/<picture>/"),
    (re.compile(r"/hoi/[\w:-]{60,}/"), "/hoi/<signed>/"),
    (re.compile(r"\b[0-9a-f]{64}\b"), "<hash>"),
    (re.compile(r"(Niêm phong (?:số|nhật ký gần nhất)</dt><dd>(?:số )?)[\d.]+"), r"\1<seal>"),
    (re.compile(r"\?v=[0-9a-f]+|\.[0-9a-f]{12}\.(?=css|js|svg|woff2|png)"), "."),
]


def crawl(port: int, role: str) -> dict[str, str]:
    """Path -> status and masked text, breadth first from FROM."""
    visitor = Visitor(port)
    if role:
        visitor.become(role)
    todo, found = deque(FROM), dict[str, str]()
    while todo and len(found) < MOST:
        path = todo.popleft()
        if path in found or LEAVES.search(path.split("?")[0]):
            continue
        answer = visitor.ask(path)
        text = answer.text
        found[path] = f"{answer.status} {answer.location}\n{masked(text)}"
        todo.extend(sorted({one.replace("&amp;", "&") for one in LINK.findall(text)} - set(found)))
    return found


def masked(text: str) -> str:
    for pattern, word in MASKS:
        text = pattern.sub(word, text)
    return text


def save(port: int, folder: Path) -> None:
    for role in ROLES:
        role_folder = folder / (role or "visitor")
        role_folder.mkdir(parents=True)
        pages = crawl(port, role)
        for path, text in pages.items():
            (role_folder / sha256(path.encode()).hexdigest()[:20]).write_text(
                f"{path}\n{text}", encoding="utf-8"
            )
        print(f"{role or 'visitor'}: {len(pages)} addresses", flush=True)


def compare(old: Path, new: Path) -> int:
    """How many answers differ; each with its first differing lines."""
    names = sorted({str(one.relative_to(root)) for root in (old, new) for one in root.glob("*/*")})
    differing = 0
    for name in names:
        before, after = (
            (root / name).read_text(encoding="utf-8").splitlines() if (root / name).exists() else []
            for root in (old, new)
        )
        if before == after:
            continue
        differing += 1
        print(f"{name.split('/')[0]} {(before or after)[0]}")
        print("\n".join(list(difflib.unified_diff(before, after, lineterm="", n=0))[2:10]))
    print(f"{len(names)} answers, {differing} differ")
    return differing


def main(words: list[str]) -> int:
    match words:
        case ["save", port, folder]:
            save(int(port), Path(folder))
            return 0
        case ["compare", old, new]:
            return int(compare(Path(old), Path(new)) > 0)
        case _:
            sys.stderr.write(__doc__ or "")
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
