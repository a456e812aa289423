"""Bounded traffic for `faults.py` over HTTP, as people make it, and a ledger of everything that was acknowledged.

Whoever gets no answer, or "later", sends the same again: a browser's back and send. What was answered with a yes goes to
the ledger, synced to disk, before the next step.
"""

import hashlib
import json
import os
import queue
import re
import threading
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests
from postal_licence import ANSWERS, PAPERS, PROCEDURE, pdf

from chaos.instance import Instance
from chaos.town import ACCOUNT, CITIZENS

PATIENCE = 90.0  # seconds for which a person tries the same step again
PAUSE = 0.5
CONTACT = {"phone": "0912345678", "email": "", "address": "Số 12 đường Lê Lợi", "result_by": "online"}


class Refused(Exception):
    """A step that never passed, with the last answer."""


class Ledger:
    """What was acknowledged, one line of JSON each, on disk before anybody goes on."""

    def __init__(self, path: Path) -> None:
        self.file = path.open("a")
        self.lock = threading.Lock()
        self.lines: list[dict[str, Any]] = []
        self.refused: Counter[str] = Counter()

    def write(self, kind: str, **facts: Any) -> None:
        line = {"kind": kind, "at": time.monotonic(), **facts}
        with self.lock:
            self.lines.append(line)
            self.file.write(json.dumps(line) + "\n")
            self.file.flush()
            os.fsync(self.file.fileno())

    def of(self, kind: str) -> list[dict[str, Any]]:
        with self.lock:
            return [line for line in self.lines if line["kind"] == kind]

    def first_after(self, moment: float) -> float | None:
        """Seconds from that moment to the first submission that was sent after it and acknowledged."""
        found = [line["at"] for line in self.of("submitted") if line["sent"] > moment]
        return min(found) - moment if found else None


class Browser:
    """Somebody signed in."""

    def __init__(self, instance: Instance, who: str, ledger: Ledger) -> None:
        self.instance, self.who, self.ledger = instance, who, ledger
        self.http = requests.Session()
        self.http.trust_env = False
        self.http.cookies.set("tinhso", instance.sessions[who])
        self.token = ""

    def get(self, path: str) -> requests.Response:
        return self.until_answered("GET", path)

    def post(self, path: str, data: dict[str, Any], files: Any = None) -> requests.Response:
        if not self.token:
            page = self.get(f"/ho-so/nop/{PROCEDURE}/" if self.who.startswith("mau") else "/can-bo/")
            self.token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)[0]
        return self.until_answered("POST", path, data=data | {"csrfmiddlewaretoken": self.token}, files=files)

    def until_answered(self, method: str, path: str, **words: Any) -> requests.Response:
        """Until there is an answer that is not "later"; Refused when patience ends."""
        end, last = time.monotonic() + PATIENCE, ""
        while time.monotonic() < end:
            try:
                answer = self.http.request(
                    method, self.instance.base + path, timeout=20, allow_redirects=False, **words
                )
                if answer.status_code < 500:
                    return answer
                last = str(answer.status_code)
            except requests.RequestException as error:
                last = type(error).__name__
            self.ledger.refused[last] += 1
            time.sleep(PAUSE)
        raise Refused(f"{method} {path}: {last}")


def where(answer: requests.Response, *wanted: str) -> str:
    """The path that the answer leads to, which must hold one of these words; Refused for any other."""
    place = answer.headers.get("Location", "").removeprefix("http://127.0.0.1")
    if answer.status_code != 302 or not any(word in place for word in wanted):
        text = re.sub(r"<[^>]+>|\s+", " ", answer.text[-4000:])[-300:]
        raise Refused(
            f"{answer.status_code} {answer.request.method} {answer.request.path_url} -> {place} {text}"
        )
    return place


@dataclass
class Load:
    """Citizens who hand in and pay, a desk officer who accepts. `rate` dossiers a second together."""

    instance: Instance
    ledger: Ledger
    rate: float = 1.0
    running: bool = False
    strange: list[str] = field(default_factory=list)
    to_pay: "queue.Queue[str]" = field(default_factory=queue.Queue)
    to_accept: "queue.Queue[str]" = field(default_factory=queue.Queue)
    busy: int = 0
    ended: bool = False

    def begin(self) -> None:
        self.lock = threading.Lock()
        for number in range(1, CITIZENS + 1):
            threading.Thread(target=self.citizen, args=(f"mau{number}",), daemon=True).start()
        threading.Thread(target=self.from_queue, args=(self.to_pay, self.pay), daemon=True).start()
        threading.Thread(target=self.from_queue, args=(self.to_accept, self.accept), daemon=True).start()

    def citizen(self, who: str) -> None:
        browser = Browser(self.instance, who, self.ledger)
        while not self.ended:
            began = time.monotonic()
            if self.running:
                self.one(self.hand_in, browser)
            time.sleep(max(0.1, CITIZENS / self.rate - (time.monotonic() - began)))

    def from_queue(self, waiting: "queue.Queue[str]", deed: Any) -> None:
        browser = Browser(self.instance, "binh", self.ledger)
        while not self.ended:
            try:
                code = waiting.get(timeout=0.3)
            except queue.Empty:
                continue
            self.one(deed, browser, code)

    def one(self, deed: Any, *words: Any) -> None:
        with self.lock:
            self.busy += 1
        try:
            deed(*words)
        except Refused as error:
            self.strange.append(str(error))
        finally:
            with self.lock:
                self.busy -= 1

    def rest(self, seconds: float = 120) -> None:
        """No new dossiers; returns when what was begun is done."""
        self.running = False
        end = time.monotonic() + seconds
        while (self.busy or self.to_pay.qsize() or self.to_accept.qsize()) and time.monotonic() < end:
            time.sleep(0.2)

    # the deeds

    def hand_in(self, browser: Browser) -> None:
        key = str(uuid.uuid4())
        place = where(browser.post(f"/ho-so/nop/{PROCEDURE}/", {"client_key": key}), "/dien/")
        while "/dien/" in place:
            place = where(browser.post(place, ANSWERS), "/dien/", "/giay-to/")
        for paper in PAPERS:
            data = pdf(3000)
            given = {f"file_{paper}": (f"{paper}.pdf", data, "application/pdf")}
            where(browser.post(place, {"paper": paper}, files=given), "/giay-to/")
            self.ledger.write("file", key=key, paper=paper, sha=hashlib.sha256(data).hexdigest())
        sent = time.monotonic()
        place = where(browser.post(place.replace("/giay-to/", "/kiem-tra/"), CONTACT), "/ho-so/")
        code = place.strip("/").rpartition("/")[2]
        self.ledger.write("submitted", key=key, code=code, sent=sent)
        self.to_pay.put(code)

    def pay(self, browser: Browser, code: str) -> None:
        """By transfer: the bank books, gives its reference, and tells us."""
        found = self.instance.query(
            "select c.pay_code, c.total - c.paid from onestop_feecharge c join casework_case k on k.id = c.dossier_id"
            " where k.code = %s and c.state = 'open'",
            code,
        )
        for memo, amount in found:
            words = {"account": ACCOUNT, "amount": str(amount), "memo": memo}
            page = requests.post(f"{self.instance.url_of('bank')}/sandbox/pay", data=words, timeout=20)
            if references := re.findall(r"SBX[0-9A-F]{16}", page.text):
                self.ledger.write("paid", code=code, ref=references[0], amount=int(amount))
        self.to_accept.put(code)

    def accept(self, browser: Browser, code: str) -> None:
        """Until the fee is there the desk is told so, and takes it up again later."""
        page = browser.get(f"/can-bo/ho-so/{code}/")
        form = re.search(r'action="[^"]*/tiep-nhan/".*?</form>', page.text, re.DOTALL)
        ver = form and re.search(r'name="ver" value="(\d+)"', form.group(0))
        if not ver:
            raise Refused(f"không có nút tiếp nhận: {code} {page.status_code}")
        answer = browser.post(f"/can-bo/ho-so/{code}/tiep-nhan/", {"ver": ver.group(1)})
        if answer.status_code == 422 and "Hồ sơ chưa nộp đủ phí" in answer.text:
            time.sleep(1)
            self.to_accept.put(code)
            return
        if answer.status_code != 409:  # 409: the answer to the first sending was lost, and it was done
            where(answer, "/can-bo/")
        self.ledger.write("accepted", code=code)
