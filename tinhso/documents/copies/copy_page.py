"""What the register of copies and the page of one show."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.documents.copies.drawing import named, source_words
from tinhso.documents.models import DocumentCopy
from tinhso.kernel.site.shapes import Cell, Column, Fact, Table
from tinhso.lib.dates import vn_date, vn_datetime

WIDTHS = (1.4, 1.2, 1.4, 2.2, 3, 1, 1.6)
TONES: dict[str, Any] = {"ordered": "soon", "signed": "soon", "issued": "ok", "dropped": ""}


def copies_table(copies: Sequence[DocumentCopy]) -> Table:
    head = [
        _("Số, ký hiệu"),
        _("Ngày"),
        _("Loại bản sao"),
        _("Sao từ"),
        _("Nơi nhận"),
        _("Số bản"),
        _("Tình trạng"),
    ]
    return Table(
        _("Sổ đăng ký bản sao"),
        [Column(label) for label in head],
        [
            [
                Cell(one.full_number or _("chưa có số"), url=reverse("document_copy", args=[one.pk])),
                vn_date(one.paper.dated) if one.paper and one.paper.dated else "–",
                Cell(DocumentCopy.Kind(one.kind).label, small=DocumentCopy.Form(one.form).label),
                named(one)[0] or _("văn bản không số"),
                ", ".join(one.receivers.splitlines()),
                str(one.copies),
                Cell(DocumentCopy.State(one.state).label, tone=TONES[one.state]),
            ]
            for one in copies
        ],
    )


def facts_of(copy: DocumentCopy) -> list[Fact]:
    found = [
        (_("Loại bản sao"), DocumentCopy.Kind(copy.kind).label),
        (_("Định dạng"), DocumentCopy.Form(copy.form).label),
        (_("Văn bản được sao"), source_words(copy)),
        (_("Nơi nhận"), ", ".join(copy.receivers.splitlines())),
        (_("Số bản"), str(copy.copies)),
        (_("Người lập"), f"{copy.by.full_name}, {vn_datetime(copy.at)}"),
        (_("Người ký"), copy.signer.full_name if copy.signer else ""),
        (_("Số, ký hiệu"), copy.full_number),
        (_("Phát hành lúc"), vn_datetime(copy.issued_at) if copy.issued_at else ""),
    ]
    return [Fact(label, str(value)) for label, value in found if value]
