"""Fills an empty demo database: `python -m tinhso.config.demo_data [--today] [--dossiers N]`.

`tinhso demo` calls it once, in a process of its own. The data are the work of `tinhso.demo.load`.
"""

import argparse
import json
from pathlib import Path

from tinhso.config.database import open_django, state

TOLD_YEAR = 2023


def kept(name: str) -> Path:
    return state() / "sandbox" / name


def ways_in() -> list[tuple[str, str]]:
    """Who may be tried and the path that lets one in, as the loading left it; without opening Django."""
    return [(who, path) for who, path in json.loads(kept("ways_in.json").read_text())]


def keep(name: str, value: object) -> None:
    """For the processes that know no Django: the sandboxes and the one that announces the demo."""
    kept(name).parent.mkdir(mode=0o700, exist_ok=True)
    kept(name).write_text(json.dumps(value, ensure_ascii=False))


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--today", action="store_true")
    words.add_argument("--dossiers", type=int, default=3000)
    given = words.parse_args()
    open_django()
    from tinhso.demo import load as demo

    loaded = demo.load(today=given.today, dossiers=given.dossiers)
    if loaded and loaded.dossiers and not given.today and TOLD_YEAR not in loaded.exact:
        print(f"Ít hồ sơ quá: tỷ lệ đúng hạn của năm {TOLD_YEAR} không ra đúng 97,61%.", flush=True)
    keep("holders.json", demo.holders())  # who gets a token of the signing sandbox
    keep("ways_in.json", demo.ways_in())
    keep("national_portal.json", demo.portal_catalogue())


if __name__ == "__main__":
    main()
