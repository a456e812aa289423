"""SANDBOX: the pretended national portal over HTTP: services for the province, pages for its citizens, switches."""

import json
import threading
import time
from datetime import datetime
from http.server import ThreadingHTTPServer
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, Request, build_opener

from sandbox.answers import Answers
from sandbox.faults import Faults
from sandbox.national_portal import pages
from sandbox.national_portal.citizens import PDF, Citizens, FilingWrong
from sandbox.national_portal.register import Catalogue, Register
from sandbox.post import Post, over_http
from sandbox.store import Store
from tinhso.lib.messages.portal_wire import HANOI, SIGNATURE
from tinhso.lib.messages.signed_message import stamp

MAX_BODY = 4 * 1024 * 1024


class Handler(Answers):
    server: "Server"
    server_version = "SANDBOX-national-portal"

    def do_GET(self) -> None:  # noqa: N802
        parts = [part for part in urlsplit(self.path).path.split("/") if part]
        server = self.server
        try:
            if not parts:
                self.page(pages.home(server.catalogue, server.store.all("filing")))
            elif parts[0] == "healthz":
                self.json(200, {"service": pages.NAME, "sandbox": True})
            elif parts[0] == "tep" and len(parts) == 2:
                self._file(parts[1])
            elif parts[0] == "nop-ho-so" and len(parts) == 2 and parts[1] in server.catalogue.procedures:
                self.page(pages.filing_form(parts[1], server.catalogue))
            elif parts[0] == "ho-so" and len(parts) == 2:
                self.page(server.dossier_page(parts[1]))
            elif parts[0] == "ho-so" and len(parts) == 4 and parts[3].isdecimal():
                self.send(200, "application/pdf", server.result(parts[1], int(parts[3])))
            elif parts[:2] == ["sandbox", "loi"]:
                self.json(200, server.faults.as_json())
            elif parts == ["doi-soat"]:
                self.page(pages.comparison(server.register.compared))
            else:
                self.page(pages.page("Không có trang này", ""), 404)
        except FilingWrong as error:
            self.page(pages.page("Không có hồ sơ này", f"<p>{error}</p>"), 404)

    def do_POST(self) -> None:  # noqa: N802
        content = self.content(MAX_BODY)
        if content is None:
            return
        parts = [part for part in urlsplit(self.path).path.split("/") if part]
        if parts[:1] == ["mapi"] and len(parts) == 2:
            self._service(parts[1], content)
        elif parts[:2] == ["sandbox", "doi-soat"]:
            self._compare(content)
        elif parts[:2] == ["sandbox", "loi"]:
            self.server.faults.set(self.form(content))
            self.json(200, self.server.faults.as_json())
        else:
            self._deed(parts, self.form(content))

    def _service(self, service: str, content: bytes) -> None:
        """One call of the province, with whatever fault strikes."""
        faults = self.server.faults
        if faults.delay:
            time.sleep(faults.delay)
        if faults.down or faults.strikes("lose"):
            self.close_connection = True
            return
        if service != "DangNhap" and faults.strikes("busy"):
            self.json(200, {"error_code": "99", "message": "Hệ thống đang bận, gửi lại sau."})
            return
        try:
            body = json.loads(content)
        except ValueError:
            body = None
        if not isinstance(body, dict):
            self.json(200, {"error_code": "10", "message": "Nội dung phải là một đối tượng JSON."})
            return
        answer = self.server.register.call(service, body)
        if faults.strikes("repeat"):
            answer = self.server.register.call(service, body)
        if faults.strikes("lose_answer"):
            self.close_connection = True
            return
        self.json(200, answer)

    def _compare(self, content: bytes) -> None:
        """Both lists, once the province has sent its own."""
        try:
            lines = self.server.register.compare(json.loads(content)["data"])
        except (ValueError, KeyError, TypeError):
            self.json(400, {"sandbox": True, "message": "data: danh sách hồ sơ của tỉnh."})
            return
        self.json(200, {"sandbox": True, "lines": lines})

    def _deed(self, parts: list[str], form: dict[str, str]) -> None:
        server = self.server
        try:
            if parts[:1] == ["nop-ho-so"] and len(parts) == 2:
                code = server.file(parts[1], form)
            elif parts[:1] == ["ho-so"] and len(parts) == 3 and parts[2] in {"bo-sung", "rut"}:
                code = parts[1]
                deed = server.citizens.supplement if parts[2] == "bo-sung" else server.citizens.withdraw
                deed(code, form.get("text", ""), server.clock())
            else:
                raise FilingWrong("Không có trang này.")
        except FilingWrong as error:
            if parts[:1] == ["nop-ho-so"] and len(parts) == 2 and parts[1] in server.catalogue.procedures:
                self.page(pages.filing_form(parts[1], server.catalogue, str(error), form), 422)
            else:
                self.page(pages.page("Không có trang này", f"<p>{error}</p>"), 404)
            return
        server.deliver()
        self.leave_for(f"/ho-so/{code}/")

    def _file(self, key: str) -> None:
        """A citizen's file, for the province alone: its signature stands over the path."""
        if not self.signed(self.server.register.secret, self.path.encode()):
            self.json(401, {"error_code": "01", "message": "Chữ ký không đúng."})
            return
        found = self.server.store.get("file", key)
        if found is None:
            self.json(404, {"error_code": "13", "message": "Không có tệp."})
            return
        self.send(200, "application/octet-stream", bytes.fromhex(found["hex"]))


class Server(ThreadingHTTPServer):
    """`client` is the address of the province's site. `offset` seconds bring the clock to that of a demo."""

    daemon_threads = True

    def __init__(
        self, store: Store, catalogue: Catalogue, *, client: str, port: int = 0, offset: float = 0.0,
        unit: str = "H56", secret: str, faults: Faults | None = None,
    ) -> None:  # fmt: skip
        super().__init__(("127.0.0.1", port), Handler)
        self.store, self.catalogue, self.client, self.offset = store, catalogue, client, offset
        self.faults = faults or Faults()
        self.register = Register(store, catalogue, unit=unit, secret=secret)
        self.citizens = Citizens(store, catalogue, url=self.url, seed=int(time.time() * 1000))
        self.post = Post(store, self.faults, over_http(f"{client}/lien-thong/cong-dvc/", secret))
        self._posting = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def clock(self) -> datetime:
        return datetime.fromtimestamp(time.time() + self.offset, tz=HANOI)

    def deliver(self) -> None:
        with self._posting:
            self.post.deliver(self.clock().timestamp())

    def file(self, procedure: str, form: dict[str, str]) -> str:
        people = {p["id_number"]: p for p in self.catalogue.persons}
        if form.get("person") not in people:
            raise FilingWrong("Chọn người nộp.")
        answers = {name[2:]: value for name, value in form.items() if name.startswith("f.") and value}
        known = self.catalogue.procedures.get(procedure, {})
        return self.citizens.file(
            procedure,
            people[form["person"]],
            self.clock(),
            commune=form.get("commune", ""),
            answers=answers,
            files=[(p["id"], f"{p['id']}.pdf", PDF) for p in known.get("papers", [])],
            pay=form.get("pay") == "1",
        )

    def dossier_page(self, code: str) -> bytes:
        filing = self.citizens.filing(code)
        local = self.store.get("national", code)
        outgoing = [row for row in self.store.all("outgoing") if row["body"]["MaHoSoQuocGia"] == code]
        known = self.store.get("dossier", local) if local else None
        return pages.dossier(filing, known, outgoing, self.catalogue)

    def result(self, code: str, number: int) -> bytes:
        """The result paper, fetched from the province; FilingWrong if it has none."""
        local = self.store.get("national", code)
        known = self.store.get("dossier", local) if local else None
        papers = known["row"].get("DanhSachGiayToKetQua", []) if known else []
        if number >= len(papers):
            raise FilingWrong("Chưa có giấy tờ kết quả.")
        url = papers[number]["DuongDanTepTinKetQua"]
        header = stamp(self.register.secret, urlsplit(url).path.encode(), at=int(time.time()))
        request = Request(url, headers={SIGNATURE: header})  # noqa: S310
        with build_opener(ProxyHandler({})).open(request, timeout=20) as answer:
            return bytes(answer.read())
