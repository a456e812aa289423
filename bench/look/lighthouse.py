"""Lighthouse, mobile, of the eight main pages of a running portal; on command, on a quiet machine.

    python bench/look/lighthouse.py --url http://127.0.0.1:8000 [--command "npx --yes lighthouse"] [--only thu-tuc]

Lighthouse is not part of the project: it wants Node and Chromium (`CHROME_PATH`, else Debian's). Without them the command says
so and how to come by them. Performance, accessibility and best practices are wanted at 95, SEO at 90; a demo forbids indexing and
speaks HTTP, so that SEO and best practices are told of it and judged with `--indexed` alone. Exit code 1 where a score is below.
"""

import argparse
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PAGES = [
    "/",
    "/thu-tuc/",
    "/thu-tuc/1.001193/",
    "/tra-cuu/",
    "/phan-anh/",
    "/xac-minh/",
    "/so-lieu/",
    "/du-lieu/",
]
LEAST_SCORES = {"performance": 95, "accessibility": 95, "best-practices": 95, "seo": 90}
OF_A_DEMO = {"best-practices", "seo"}
HOW = """Không có Lighthouse trên máy này. / There is no Lighthouse on this machine.
It takes Node 18 or later and Chromium: install both, then run this again; `npx --yes lighthouse` fetches Lighthouse itself.
Where it is installed already: --command "/path/to/lighthouse"."""


def main() -> int:
    words = arguments()
    command = shlex.split(words.command)
    chrome = os.environ.get("CHROME_PATH") or shutil.which("chromium") or shutil.which("google-chrome")
    if shutil.which(command[0]) is None or chrome is None:
        print(HOW, file=sys.stderr)
        return 2
    judged = set(LEAST_SCORES) - (set() if words.indexed else OF_A_DEMO)
    print(
        f"load {os.getloadavg()[0]:.1f}",
        f"{'':24} {' '.join(f'{name:>15}' for name in LEAST_SCORES)}",
        sep="\n",
    )
    below = 0
    for path in [one for one in PAGES if words.only in one]:
        found = scores(command, words.url.rstrip("/") + path, chrome)
        print(f"{path:24} {' '.join(f'{found.get(name, 0):15}' for name in LEAST_SCORES)}", flush=True)
        below += sum(found.get(name, 0) < LEAST_SCORES[name] for name in judged)
    return 1 if below else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--url", required=True, help="where the portal runs")
    parser.add_argument("--command", default="npx --yes lighthouse", help="how Lighthouse is called")
    parser.add_argument("--only", default="", help="only pages whose address holds this")
    parser.add_argument("--indexed", action="store_true", help="judge SEO and best practices too")
    return parser.parse_args()


def scores(command: list[str], url: str, chrome: str) -> dict[str, int]:
    """Of one page, from 0 to 100; empty where Lighthouse did not end well."""
    with tempfile.TemporaryDirectory(prefix="tinhso-lighthouse-") as folder:
        out = Path(folder) / "report.json"
        asked_for = [url, "--quiet", "--output=json", f"--output-path={out}"]
        asked_for += [
            f"--only-categories={','.join(LEAST_SCORES)}",
            "--chrome-flags=--headless=new --no-sandbox",
        ]
        done = subprocess.run(command + asked_for, env=os.environ | {"CHROME_PATH": chrome}, check=False)
        if done.returncode or not out.exists():
            print(f"{url}: Lighthouse ended with {done.returncode}", file=sys.stderr)
            return {}
        categories = json.loads(out.read_text())["categories"]
    return {name: round(100 * (one["score"] or 0)) for name, one in categories.items()}


if __name__ == "__main__":
    sys.exit(main())
