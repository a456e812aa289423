"""A paper with a connected source is never required as an upload; where the source says nothing, the paper is asked for beside the
reason. Held for every line of every province's register, on the page of papers and in what handing in asks for."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import escape

from tinhso.lib.province_pack import ProvincePack
from tinhso.onestop.catalogue.paper_sources import FILE
from tinhso.onestop.catalogue.papers import Paper, PaperState
from tinhso.onestop.models import PaperSource, SourceRecord
from tinhso.onestop.models.once_only.source_record import REASONS

PACKS = [pack for pack in Path(settings.PROVINCE_PACK).parent.iterdir() if (pack / FILE).is_file()]
LINES = [(pack.name, row) for pack in PACKS for row in ProvincePack(pack).rows(FILE) if row["paper"]]
REQUIRED, UPLOAD, MISSING = "Chưa có, bắt buộc", 'type="file"', "sign miss"
LINE = pytest.mark.parametrize(
    ("row"), [row for _pack, row in LINES], ids=[f"{p}-{r['paper']}-{r['valid_from']}" for p, r in LINES]
)


def state_of(row: dict[str, str], **changes: Any) -> PaperState:
    source = PaperSource(
        paper=row["paper"],
        title=row["title"],
        legal_basis=row["legal_basis"],
        by_consent=row["by_consent"] == "1",
    )
    given = {"paper": Paper(row["paper"], "Giấy cần nộp"), "source": source}
    return PaperState(**(given | changes))


def record_of(row: dict[str, str], outcome: str, reason: str = "") -> SourceRecord:
    at = "2024-03-08T09:00:00+07:00"
    return SourceRecord(row["paper"], outcome, row["title"], row["legal_basis"], at, False, reason)


def page(state: PaperState) -> str:
    dossier = SimpleNamespace(case=SimpleNamespace(code="NHAP-1", state="draft"))
    context = {"state": state, "dossier": dossier, "stored": {}, "ticket": "", "refused": ""}
    return render_to_string("onestop/intake/paper_row.html", context)


def test_the_registers_are_read():
    assert len(LINES) > 10


@LINE
def test_a_paper_with_a_connected_source_is_not_required_as_an_upload(row):
    state = state_of(row)
    assert not state.wants_upload
    text = page(state)
    assert REQUIRED not in text and MISSING not in text
    assert escape(row["title"]) in text and escape(row["legal_basis"]) in text and "Lấy dữ liệu" in text
    assert "Không phải nộp nếu lấy được từ" in text


@LINE
def test_what_a_source_told_is_missing_nowhere(row):
    state = state_of(row, record=record_of(row, "found"), by_data=True)
    assert not state.missing and not state.wants_upload
    text = page(state)
    assert REQUIRED not in text and MISSING not in text and "Không phải nộp: lấy từ dữ liệu" in text


@LINE
@pytest.mark.parametrize("outcome", REASONS)
def test_where_the_source_says_nothing_the_paper_is_asked_for_with_the_reason(row, outcome):
    state = state_of(row, record=record_of(row, outcome, REASONS[outcome]))
    assert state.missing and state.wants_upload
    text = page(state)
    assert REASONS[outcome] in text and "Gửi tệp của giấy tờ này" in text and UPLOAD in text
    assert "Lấy lại dữ liệu" in text


@LINE
def test_a_source_that_cannot_be_asked_says_why(row):
    text = page(state_of(row, why_not="Điền xong tờ khai rồi mới lấy được dữ liệu này."))
    assert "Điền xong tờ khai" in text and "Chưa lấy được thì gửi tệp." in text and UPLOAD in text
