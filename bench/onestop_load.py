"""The load generator of `bench/onestop_burst.py`: a process of its own that knows nothing but HTTP.

Reads JSON from standard input: `port`, `seconds`, `rate` (submissions a second that fall due; 0: one after the other, as fast
as the clients get answers), `clients` (threads, each with one kept-alive connection, as a proxy before the instance has),
`citizens` (each with the cookie of a session and, where prepared, a draft), `steps` (the typed pages), `kilobytes` of each
attachment. Bounded by `seconds` and by the number of citizens. A time counts from the moment at which the submission was due,
so that waiting for a free client is part of it. Writes one JSON line with every answer time and status.
"""

import itertools
import json
import random
import sys
import threading
import time
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

TOKEN = "c" * 32
FORM = "application/x-www-form-urlencoded"
BOUNDARY = "tinhso-bench-boundary"


class Refused(Exception):
    """The instance answered otherwise than a citizen who does everything right expects."""


class Citizen:
    """One browser: its connection is the client's, its session its own."""

    def __init__(self, client: "Client", cookie: str) -> None:
        self.client, self.cookie = client, cookie

    def get(self, path: str) -> None:
        self.ask("GET", path, b"", {}, 200)

    def post(self, path: str, body: bytes, kind: str = FORM) -> str:
        """Where the answer leads."""
        return self.ask("POST", path, body, {"Content-Type": kind}, 302)

    def ask(self, method: str, path: str, body: bytes, more: dict[str, str], wanted: int) -> str:
        headers = {"Cookie": f"tinhso={self.cookie}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN} | more
        began = time.perf_counter()
        status, location = self.client.ask(method, path, body, headers)
        self.client.requests.append((status, time.perf_counter() - began))
        if status != wanted:
            raise Refused(f"{status} {method} {path.split('/')[3:]}")
        return location


class Client(threading.Thread):
    """Takes the next submission when it is due."""

    def __init__(self, burst: "Burst") -> None:
        super().__init__()
        self.burst = burst
        self.http = HTTPConnection("127.0.0.1", burst.given["port"], timeout=60)
        self.requests: list[tuple[int, float]] = []
        self.done: list[tuple[float, str]] = []
        self.faults: list[str] = []

    def ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
        self.http.request(method, path, body, headers)
        answer = self.http.getresponse()
        answer.read()
        return answer.status, answer.headers.get("Location", "")

    def run(self) -> None:
        while (turn := self.burst.next()) is not None:
            due, one = turn
            try:
                code = self.burst.way(Citizen(self, one["cookie"]), one)
            except (Refused, OSError, HTTPException) as error:
                self.faults.append(str(error) or type(error).__name__)
                self.http.close()
            else:
                self.done.append((time.perf_counter() - due, code))


class Burst:
    """Who is due when."""

    def __init__(self, given: dict[str, Any]) -> None:
        self.given, self.lock, self.numbers = given, threading.Lock(), itertools.count()
        self.way = self.whole if given["whole"] else self.hand_in
        self.noise = random.Random(7).randbytes(given["kilobytes"] * 1000)  # noqa: S311
        self.began = time.perf_counter()

    def next(self) -> tuple[float, dict[str, str]] | None:
        with self.lock:
            number = next(self.numbers)
        rate, citizens = self.given["rate"], self.given["citizens"]
        due = self.began + number / rate if rate else time.perf_counter()
        if due > self.began + self.given["seconds"] or number >= len(citizens):
            return None
        time.sleep(max(0.0, due - time.perf_counter()))
        return due, citizens[number]

    def hand_in(self, citizen: Citizen, one: dict[str, str]) -> str:
        """The one request that hands a complete draft in; its answer is the acknowledgement."""
        return code_of(citizen.post(f"/ho-so/{one['draft']}/kiem-tra/", self.contact()))

    def whole(self, citizen: Citizen, one: dict[str, str]) -> str:
        """All that a browser asks from the button "Nộp hồ sơ" of a procedure to the page of the handed-in dossier."""
        start = f"/ho-so/nop/{self.given['procedure']}/"
        citizen.get(start)
        onward = citizen.post(start, urlencode({"client_key": str(uuid4())}).encode())
        draft = code_of(onward)
        for step, typed in self.given["steps"]:
            path = f"/ho-so/{draft}/dien/{step}/"
            citizen.get(path)
            citizen.post(path, urlencode(typed, doseq=True).encode())
        papers = f"/ho-so/{draft}/giay-to/"
        citizen.get(papers)
        for paper in self.given["papers"]:
            citizen.post(papers, self.upload(paper), f"multipart/form-data; boundary={BOUNDARY}")
            citizen.get(papers)
        citizen.get(f"/ho-so/{draft}/kiem-tra/")
        page = citizen.post(f"/ho-so/{draft}/kiem-tra/", self.contact())
        citizen.get(page)
        return code_of(page)

    def contact(self) -> bytes:
        words = {"phone": "0912345678", "email": "", "address": "Phường Hạc Thành", "result_by": "online"}
        return urlencode(words).encode()

    def upload(self, paper: str) -> bytes:
        """A PDF that nobody has sent before."""
        content = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n%" + uuid4().hex.encode() + b"\n" + self.noise
        parts = [
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="paper"\r\n\r\n{paper}\r\n',
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file_{paper}"; filename="giay-to.pdf"\r\n',
            "Content-Type: application/pdf\r\n\r\n",
        ]
        tail = b"\ntrailer<</Root 1 0 R>>\n%%EOF\r\n--" + BOUNDARY.encode() + b"--\r\n"
        return "".join(parts).encode() + content + tail


def code_of(location: str) -> str:
    return location.split("/")[2]


def main() -> None:
    burst = Burst(json.loads(sys.stdin.readline()))
    clients = [Client(burst) for _ in range(burst.given["clients"])]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    result = {
        "seconds": time.perf_counter() - burst.began,
        "cpu": time.process_time(),
        "done": [one for client in clients for one in client.done],
        "requests": [one for client in clients for one in client.requests],
        "faults": [one for client in clients for one in client.faults],
    }
    print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
