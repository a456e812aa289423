"""The report in its three forms: one source, the same figures, every row, and no print where a trace is wrong."""

import io
import re
import subprocess
from collections import Counter
from html.parser import HTMLParser

import pytest
from django.core.management import CommandError, call_command
from docx import Document

from tests.town import make_agency, tell_accounts
from tinhso.casework.public import Case
from tinhso.casework.tests.makers import record_takeover
from tinhso.indicators.cells.actions.refresh_cells import refresh_cells
from tinhso.indicators.cells.events import CellsCompared
from tinhso.indicators.data import sources
from tinhso.indicators.printing.files import file_of
from tinhso.indicators.reports.check import TraceMismatch
from tinhso.indicators.reports.content import content_in_one_moment, content_of
from tinhso.indicators.tests import makers as make
from tinhso.kernel.events.public import SYSTEM, record

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("measures")]
SOURCE = {
    "title": "Báo cáo",
    "subject": "Kết quả năm 2023",
    "opening": "Mở đầu.",
    "periods": {"year": "2023", "as_of": "2024-03-08"},
    "sections": [
        {
            "key": "mot",
            "title": "Phần một",
            "blocks": [
                {
                    "line": "Đúng hạn",
                    "text": "Tỷ lệ {test.rate:span} đạt {test.rate:value} ({test.rate:parts} việc)",
                    "and": [{"text": "cùng kỳ {test.rate:before}", "otherwise": "chưa có số cùng kỳ"}],
                },
                {"line": "Bộ dữ liệu mở", "text": "Công bố {opendata.datasets:value}"},
                {"chart": {"indicator": "test.rate", "title": "Theo tháng"}},
                {"table": {"title": "Theo cơ quan", "indicators": ["test.count"]}},
                {"map": {"indicator": "test.count", "title": "Theo địa bàn"}},
            ],
        }
    ],
}
COUNT = {
    "name": "Việc đã xong",
    "unit": "việc",
    "numerator": "test.settled",
    "denominator": None,
    "factor": None,
    "decimals": 0,
    "of_people": False,
}
FIGURE = re.compile(r"\d[\d.,/]*\d%?|\d%?")


@pytest.fixture
def year(town, monkeypatch):
    """Sixty agencies with a case each, so that the table runs over pages; two of them late."""
    monkeypatch.setattr(sources, "report_data", lambda year: SOURCE)
    monkeypatch.setattr("tinhso.indicators.reports.source.report_data", lambda year: SOURCE)
    for number in range(60):
        agency = make_agency(f"so-{number:02}", f"Cơ quan thứ {number:02}", parent=town.committee)
        how = "late" if number < 2 else "on_time"
        record_takeover(make.make_case(town, f"2023-{1 + number % 12:02}-10", how, agency=agency))
    tell_accounts()
    refresh_cells(now=make.NOW, every=True)
    make.make_version()
    make.make_version("test.count", **COUNT)


def test_a_line_without_its_figure_says_so_and_nothing_is_made_up(year):
    runs = [b["runs"] for b in content_of(2023, make.NOW)["sections"][0]["blocks"] if b["kind"] == "text"]
    first = "".join(run if isinstance(run, str) else run["t"] for run in runs[0])
    assert first == "Tỷ lệ năm 2023 đạt 96,67% (58/60 việc); chưa có số cùng kỳ."
    assert runs[1] == ["Bộ dữ liệu mở: chưa có số liệu."]


NOTED = SOURCE | {
    "sections": [
        {
            "key": "mot",
            "title": "Phần một",
            "blocks": [
                {
                    "line": "Đúng hạn",
                    "text": "Đạt {test.rate:value} ({test.rate:parts} việc)",
                    "and": [
                        {"text": "cùng kỳ {test.rate:before}, {test.rate:change}", "otherwise": "chưa có"},
                        {"text": "mục tiêu {test.rate:plan}: {test.rate:gap}", "otherwise": "chưa có"},
                    ],
                },
                {"line": "Đã xong", "text": "{test.count:value}, bằng {test.count:of_plan} kế hoạch"},
            ],
        }
    ]
}
TARGETS = [
    {"indicator": "test.rate", "period": "2023", "value": 97, "basis": "Kế hoạch thử"},
    {"indicator": "test.count", "period": "2023", "value": 50, "basis": "Kế hoạch thử"},
]


@pytest.mark.long
def test_each_note_leads_to_the_number_at_which_it_stands(year, town, client, monkeypatch):
    for module in ("tinhso.indicators.data.sources", "tinhso.indicators.reports.source"):
        monkeypatch.setattr(f"{module}.report_data", lambda year: NOTED)
    for module in ("tinhso.indicators.figures.targets", "tinhso.indicators.figure_page.views.figures"):
        monkeypatch.setattr(f"{module}.target_rows", lambda: TARGETS)
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: make.NOW)
    make.make_version(address="test-rate")
    make.make_version("test.count", **COUNT, address="test-count")
    for how in ("late", "on_time", "on_time") * 3:  # fewer the page would hide
        make.make_case(town, "2022-01-05", how)
    refresh_cells(now=make.NOW, every=True)
    content = content_of(2023, make.NOW)
    paths = {source["n"]: source["path"] for source in content["sources"]}
    runs = [
        run for block in content["sections"][0]["blocks"] for run in block["runs"] if isinstance(run, dict)
    ]
    assert len(runs) == 8
    for run in runs:
        path, _, anchor = paths[run["n"]].partition("#")
        page = client.get(path).content.decode()
        for number in FIGURE.findall(run["t"]):
            assert number in page, (run["t"], path)
        assert not anchor or f'id="{anchor}"' in page
    values = {source["n"]: source["value"] for source in content["sources"]}
    standing = {run["t"]: values[run["n"]] for run in runs}
    assert standing["66,67%"] == "66,67%" and standing["97,00%"] == "97,00%"


@pytest.mark.long
def test_the_three_files_tell_the_same_figures_and_every_row(year, poppler, settings):
    settings.SITE_URL = "https://tinhso.example"
    content = content_of(2023, make.NOW)
    pdf = file_of(content, "pdf", at=make.NOW)
    texts = {
        "pdf": of_pdf(pdf, poppler),
        "docx": of_docx(file_of(content, "docx", at=make.NOW)),
        "html": of_html(file_of(content, "html", at=make.NOW).decode()),
    }
    occurrences = {kind: Counter(FIGURE.findall(text)) for kind, text in texts.items()}
    assert occurrences["pdf"] == occurrences["docx"] == occurrences["html"]
    assert occurrences["pdf"]["96,67%"] >= 1
    layout = poppler.text(pdf)
    for number in range(60):
        assert f"Cơ quan thứ {number:02}" in layout


def test_the_pdf_claims_to_be_accessible_and_archival(year):
    pdf = file_of(content_of(2023, make.NOW), "pdf", at=make.NOW)
    assert b"pdfuaid" in pdf
    assert b"pdfaid" in pdf


@pytest.mark.long
def test_a_figure_unlike_its_rows_stops_the_print_and_is_named(year, tmp_path, monkeypatch):
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: make.NOW)
    Case.objects.filter(settled_at__isnull=False).first().delete()
    with pytest.raises(TraceMismatch) as refused:
        content_of(2023, make.NOW)
    assert any("Tỷ lệ đúng hạn" in name for name in refused.value.names)
    with pytest.raises(CommandError, match="Tỷ lệ đúng hạn"):
        call_command("report", "2023", out=str(tmp_path))
    assert not list(tmp_path.iterdir())


@pytest.mark.long
def test_what_happened_since_the_cells_were_summed_does_not_hold_the_report_back(year, town):
    """Its figures are told as being added up, with the moment when they are there; all others are printed."""
    record_takeover(make.make_case(town, "2023-05-05"))
    record(CellsCompared(measure="test.settled", cells=1, differing=0), by=SYSTEM, at=make.NOW)  # any event
    content = content_of(2023, make.NOW)
    words = "đang cộng, xong lúc 09:01 ngày 08/03/2024"
    assert "Tỷ lệ đúng hạn (năm 2023)" in content["summing"]["names"]
    assert words in str(content["sections"]) and "96,67%" not in str(content["sections"])
    for kind in ("pdf", "docx", "html"):
        assert file_of(content, kind, at=make.NOW)
    assert words in file_of(content, "html", at=make.NOW).decode()
    assert "61" in str(content_in_one_moment(2023, make.NOW)["figures"])
    content_of(2023, make.NOW)


@pytest.mark.long
def test_a_row_changed_by_hand_is_not_printed_though_cells_and_rows_agree(year, tmp_path, monkeypatch):
    """The cells follow the changed row, so every trace matches; the events of the case say something else."""
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: make.NOW)
    late = Case.objects.filter(timeliness="late").first()
    call_command("report", "2023", out=str(tmp_path))
    Case.objects.filter(pk=late.pk).update(timeliness="early")
    refresh_cells(now=make.NOW, every=True)
    assert "98,33%" in str(content_of(2023, make.NOW)["figures"])
    with pytest.raises(CommandError, match=f"{late.code}.*timeliness"):
        call_command("report", "2023", out=str(tmp_path / "sai"))
    assert not (tmp_path / "sai").exists()


@pytest.mark.long
def test_a_row_that_moved_to_another_agency_stops_the_print_too(year, town):
    """The whole still adds up; the table by agency does not."""
    Case.objects.filter(settled_at__isnull=False).update(agency=town.agency_b)
    with pytest.raises(TraceMismatch):
        content_of(2023, make.NOW)


def of_pdf(pdf, poppler):
    """The text of the tagged structure without notes, pictures and what stands on every page."""
    poppler.file.write_bytes(pdf)
    done = subprocess.run(["pdfinfo", "-struct-text", str(poppler.file)], capture_output=True, check=False)
    lines, skip = [], None
    for line in done.stdout.decode(errors="replace").split("\n"):
        depth = len(line) - len(line.lstrip())
        if skip is not None and depth > skip:
            continue
        skip = None
        if line.lstrip().startswith(("Figure", "Note", "Lbl")):
            skip = depth
        elif line.lstrip().startswith('"'):
            lines.append(line.strip()[1:-1])
    return body("\n".join(lines))


def of_docx(docx):
    found = Document(io.BytesIO(docx))
    words = [node.text or "" for node in found.element.body.iter() if node.tag.endswith("}t")]
    blocks = [
        "".join(node.text or "" for node in block.iter() if node.tag.endswith("}t"))
        for block in found.element.body.iter()
        if block.tag.endswith("}p")
    ]
    assert words
    return body("\n".join(blocks))


class Words(HTMLParser):
    def __init__(self):
        super().__init__()
        self.text, self.hidden = [], 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in ("svg", "head", "style")
        if tag in ("p", "td", "th", "tr", "h1", "h2", "caption", "br"):
            self.text.append("\n")

    def handle_endtag(self, tag):
        self.hidden -= tag in ("svg", "head", "style")

    def handle_data(self, data):
        if not self.hidden:
            self.text.append(data)


def of_html(html):
    reader = Words()
    reader.feed(html)
    return body("".join(reader.text))


def body(text):
    """From the opening to the head of the annex of sources, without the marks of notes."""
    text = text[text.index("Mở đầu.") : text.index("Nguồn và cách tính từng số")]
    return re.sub(r"\[\d+\]", "", text)
