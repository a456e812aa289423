"""Whether the dashboard and the alarms that `tinhso setup` writes are answered: a real Prometheus asks a serving program.

    python bench/chaos/dashboard.py http://127.0.0.1:8000 TOKEN

`TOKEN` is the program's `TINHSO_METRICS_TOKEN`; `prometheus` is Debian's. It scrapes every two seconds for 40 seconds, then every
question of every panel and the left side of every alarm is asked. Exit code 1 where one is refused or has no series at all; what a
demo cannot have is named in `MAY_LACK`.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import yaml

WRITTEN = Path(__file__).resolve().parents[2] / "tinhso/config/setting_up/data"
PORT = 9391
SCRAPE = {"scrape_interval": "2s", "evaluation_interval": "2s"}
WAIT = 40
MAY_LACK = ("tinhso_backup_age_seconds", "tinhso_metric_failed")  # without a backup; while nothing fails
SIDE = re.compile(
    r"\s*(?:[<>]=?|==|!=)\s*(?:bool\s+)?[\d.e+*/() -]+$"
)  # an alarm's limit; what it compares is asked


def questions() -> Iterator[tuple[str, str]]:
    """Where each question stands, and the question."""
    for panel in json.loads((WRITTEN / "tinhso.dashboard.json").read_text())["panels"]:
        for target in panel.get("targets", ()):
            yield panel["title"], target["expr"].replace("$__rate_interval", "1m")
    for group in yaml.safe_load((WRITTEN / "tinhso.alerts.yml").read_text())["groups"]:
        for rule in group["rules"]:
            yield rule["alert"], SIDE.sub("", rule["expr"])


def ask(question: str) -> int:
    """How many series answer. Raises: urllib.error.HTTPError where Prometheus cannot read the question."""
    query = urllib.parse.urlencode({"query": question.replace("[5m]", "[30s]")})
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/api/v1/query?{query}", timeout=10) as answer:
        return len(json.load(answer)["data"]["result"])


def settings(site: str, token: str) -> dict[str, object]:
    target = urllib.parse.urlsplit(site)
    job = {
        "job_name": "tinhso",
        "scheme": target.scheme,
        "authorization": {"credentials": token},
        "static_configs": [{"targets": [target.netloc]}],
    }
    return {"global": SCRAPE, "scrape_configs": [job]}


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    words.add_argument("site")
    words.add_argument("token")
    asked = words.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "prometheus.yml"
        file.write_text(yaml.safe_dump(settings(asked.site, asked.token)))
        command = ["prometheus", f"--config.file={file}", f"--storage.tsdb.path={folder}/data"]
        with subprocess.Popen(
            [*command, f"--web.listen-address=127.0.0.1:{PORT}", "--log.level=error"]
        ) as running:
            try:
                time.sleep(WAIT)
                return report()
            finally:
                running.terminate()


def report() -> int:
    if not ask("up == 1"):
        print("Prometheus reached nothing: is the address right, and the token?")
        return 1
    silent = 0
    for place, question in questions():
        found = ask(question)
        lacking = not found and not any(name in question for name in MAY_LACK)
        silent += lacking
        print(f"{'-' if lacking else 'ok' if found else '(none)':6} {found:4} series  {place}: {question}")
    print(f"{silent} questions without an answer")
    return 1 if silent else 0


if __name__ == "__main__":
    sys.exit(main())
