"""SANDBOX: GetRecords of CSW 2.0.2 by address, page by page, with switches for what such catalogues do wrong."""

from http.server import ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from sandbox.answers import Answers
from sandbox.map_catalogue.records import Link, MapRecord, written

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
CSW = "http://www.opengis.net/cat/csw/2.0.2"
ISO = "http://www.isotc211.org/2005/gmd"
MOST_ROWS = 50
SHIPPED = [
    MapRecord(
        "rung-2023",
        "Hiện trạng rừng năm 2023",
        "Forest cover 2023",
        "Ranh giới các lô rừng theo ba loại rừng.",
        keywords=("rừng", "đất đai"),
        links=(
            Link("http://ban-do.vi-du.vn/rung.csv", "Bảng các lô rừng", "WWW:DOWNLOAD-1.0-http--download"),
            Link("http://ban-do.vi-du.vn/wms?map=rung", "rung", "OGC:WMS-1.3.0-http-get-map", ""),
            Link(
                "http://ban-do.vi-du.vn/trang/rung",
                "Trang giới thiệu",
                "WWW:LINK-1.0-http--link",
                "information",
            ),
        ),
    ),
    MapRecord("dia-danh", "Địa danh của tỉnh", abstract="Tên núi, sông.", period="irregular"),
    MapRecord("dich-vu", "Dịch vụ bản đồ nền", level="service"),
]


class Handler(Answers):
    server: "Server"
    server_version = "SANDBOX-map-catalogue"

    def do_GET(self) -> None:  # noqa: N802
        parts = urlsplit(self.path)
        if parts.path == "/healthz":
            self.json(200, {"service": "map_catalogue", "sandbox": True})
        elif parts.path != "/csw":
            self.json(404, {"error": "not found"})
        else:
            given = {name.lower(): values[-1] for name, values in parse_qs(parts.query).items()}
            self._answer(given)

    def _answer(self, given: dict[str, str]) -> None:
        self.server.questions.append(given)
        if self.server.answer is not None:
            self._xml(self.server.answer)
        elif given.get("request") != "GetRecords" or given.get("version") != "2.0.2":
            self._xml(_refusal("OperationNotSupported"))
        elif given.get("outputschema") != ISO:
            self._xml(_refusal("InvalidParameterValue outputSchema"))
        else:
            self._xml(self._page(int(given["startposition"]), int(given["maxrecords"])))

    def _page(self, start: int, rows: int) -> bytes:
        records = self.server.records
        found = records[start - 1 : start - 1 + min(rows, self.server.rows)]
        after = start + len(found)
        following = after if after <= len(records) else 0
        return (
            f'{HEAD}<csw:GetRecordsResponse xmlns:csw="{CSW}"><csw:SearchStatus/>'
            f'<csw:SearchResults numberOfRecordsMatched="{len(records)}" numberOfRecordsReturned="{len(found)}" '
            f'nextRecord="{following}" elementSet="full">{"".join(map(written, found))}'
            "</csw:SearchResults></csw:GetRecordsResponse>"
        ).encode()

    def _xml(self, content: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/xml")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def _refusal(words: str) -> bytes:
    return (
        f'{HEAD}<ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows"><ows:Exception>'
        f"<ows:ExceptionText>{words}</ows:ExceptionText></ows:Exception></ows:ExceptionReport>"
    ).encode()


class Server(ThreadingHTTPServer):
    """`records` may be changed between two harvests; `answer` is given instead of any page; `rows` is the most of a page."""

    daemon_threads = True

    def __init__(self, *, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.records = list(SHIPPED)
        self.answer: bytes | None = None
        self.rows = MOST_ROWS
        self.questions: list[dict[str, str]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/csw"
