"""What people do during `soak.py`: read pages, hand in a dossier with its papers, receive it."""

import re
import secrets
import threading
import uuid
from collections import Counter, deque
from random import Random

from postal_licence import ANSWERS, PAPERS, PROCEDURE, pdf
from visits.measured_pages import Asking, Facts
from visits.visitor import Answer, Visitor

CITIZENS = ("an", "dung")
CONTACT = {
    "phone": "0912345678",
    "email": "mau@example.vn",
    "address": "Số 12 đường Lê Lợi",
    "result_by": "online",
}
SLOW = ("a trace", "tracking")  # traces count again; doors count visitors by address
SHARE_OF_DEEDS = 0.06


class Town:
    """Everybody's doings, counted: answers by status, and what went wrong in words."""

    def __init__(self, port: int, found: Facts) -> None:
        self.port, self.found = port, found
        self.lock = threading.Lock()
        self.statuses: Counter[int] = Counter()
        self.times: list[float] = []
        self.wrong: deque[str] = deque(maxlen=20)
        self.handed_in: deque[str] = deque()
        self.submitted = self.accepted = 0

    def count(self, answer: Answer, path: str) -> Answer:
        with self.lock:
            self.statuses[answer.status] += 1
            self.times.append(answer.ms)
            if answer.status >= 500:
                self.wrong.append(f"{answer.status} {path}")
        return answer

    def failed(self, error: Exception) -> None:
        with self.lock:
            self.statuses[599] += 1
            self.wrong.append(f"{type(error).__name__}: {error}")


class Actor:
    """One client at a time: a line of its own for each account, and a way to do the next thing."""

    def __init__(self, town: Town, number: int) -> None:
        self.town, self.chance = town, Random(number)  # noqa: S311
        self.asking = Asking(town.port, town.found)
        self.pages = [page for page in self.asking.pages() if not page.name.startswith(SLOW)]

    def next(self) -> int:
        """Do the next thing; returns how many requests it was."""
        if self.chance.random() > SHARE_OF_DEEDS:
            page = self.chance.choice(self.pages)
            self.town.count(page.ask(), page.name)
            return 1
        return self.receive() if self.town.handed_in and self.chance.random() < 0.5 else self.hand_in()

    def hand_in(self) -> int:
        """From the start to the code, with five papers; counted as a submission only where there is one."""
        visitor, asked = self.asking.by(self.chance.choice(CITIZENS)), 0

        def send(path: str, **values: str) -> Answer:
            nonlocal asked
            asked += 1
            return self.town.count(visitor.send(path, **values), path)

        self.town.count(visitor.ask(f"/ho-so/nop/{PROCEDURE}/"), "start")
        answer = send(f"/ho-so/nop/{PROCEDURE}/", client_key=str(uuid.uuid4()))
        for _step in range(8):
            if "/dien/" not in answer.location:
                break
            place = answer.location
            answer = send(place, **ANSWERS)
        if "/giay-to/" not in answer.location:
            self.odd("no papers asked for", answer)
            return asked + 1
        place = answer.location
        for paper in PAPERS:
            self.attach(visitor, place, paper)
        answer = send(place.replace("/giay-to/", "/kiem-tra/"), **CONTACT)
        code = answer.location.strip("/").rpartition("/")[2]
        if answer.status == 302 and code and not code.startswith("nhap"):
            with self.town.lock:
                self.town.submitted += 1
                self.town.handed_in.append(code)
        else:
            self.odd("not handed in", answer)
        return asked + 1 + len(PAPERS)

    def attach(self, visitor: Visitor, place: str, paper: str) -> None:
        edge = secrets.token_hex(12)
        data = pdf(40_000)
        plain = {"csrfmiddlewaretoken": visitor.token, "paper": paper}
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in plain.items()
        ]
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file_{paper}"; filename="{paper}.pdf"\r\nContent-Type: application/pdf\r\n\r\n'
        body = "".join([*parts, head]).encode() + data + f"\r\n--{edge}--\r\n".encode()
        answer = self.town.count(visitor.ask(place, body, f"multipart/form-data; boundary={edge}"), place)
        if answer.status != 302:
            self.odd(f"{paper} not taken", answer)

    def receive(self) -> int:
        """The desk opens it and receives it, unless somebody was faster."""
        with self.town.lock:
            code = self.town.handed_in.popleft() if self.town.handed_in else ""
        desk = self.asking.by("binh")
        page = self.town.count(desk.ask(f"/can-bo/ho-so/{code}/"), "dossier")
        form = re.search(r'action="[^"]*/tiep-nhan/".*?</form>', page.text, re.DOTALL)
        ver = form and re.search(r'name="ver" value="(\d+)"', form.group(0))
        if not ver:
            return 1
        answer = self.town.count(desk.send(f"/can-bo/ho-so/{code}/tiep-nhan/", ver=ver.group(1)), "accept")
        with self.town.lock:
            self.town.accepted += answer.status == 302
        return 2

    def odd(self, what: str, answer: Answer) -> None:
        with self.town.lock:
            self.town.wrong.append(f"{what}: {answer.status} {answer.location}")
