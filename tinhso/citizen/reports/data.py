"""What reports of problems hold about a person, for the export of one's own data."""

from collections.abc import Iterator

from tinhso.citizen.models import Report, ReportComment, ReportDraft, Reporter, ReportFollow, ReportPhoto
from tinhso.citizen.reports.words import words_of
from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import StoredFile, my_file
from tinhso.kernel.people.public import MOST_ROWS, MyFile, MyTable, own_persons


def tables(actor: Actor) -> Iterator[MyTable]:
    """Reports with the contact that was given, drafts, comments, follows; newest first, one query each."""
    sent = Report.objects.filter(own_persons("case__person_id", actor.person_id)).order_by("-pk")[:MOST_ROWS]
    found = list(sent.select_related("case__agency", "category", "commune"))
    who = {row.report_id: row for row in Reporter.objects.filter(report__in=[one.pk for one in found])}
    user = actor.user_id or 0
    yield MyTable("phan-anh", [about(one, who.get(one.pk)) for one in found])
    drafts = ReportDraft.objects.filter(owner=user).select_related("category", "commune")
    yield MyTable("ban-nhap", [about_draft(one) for one in drafts.order_by("-changed_at")[:MOST_ROWS]])
    comments = ReportComment.objects.filter(author=user).select_related("report__case").order_by("-pk")
    yield MyTable("binh-luan", [about_comment(one) for one in comments[:MOST_ROWS]])
    follows = ReportFollow.objects.filter(user=user).select_related("report__case").order_by("-pk")
    yield MyTable("theo-doi", [about_follow(one) for one in follows[:MOST_ROWS]])


def about(one: Report, who: Reporter | None) -> dict[str, object]:
    return {
        "ma": one.case.code,
        "loai": one.category.name,
        "kenh": one.get_channel_display(),
        "gui_luc": one.sent_at,
        "mo_ta": one.description,
        "tra_loi_them": one.attributes,
        "dia_chi": one.address,
        "xa_phuong": one.commune.name if one.commune else "",
        "vi_do": one.lat,
        "kinh_do": one.lon,
        "an_danh": one.anonymous,
        "ho_va_ten": who.name if who else "",
        "dien_thoai": who.phone if who else "",
        "thu_dien_tu": who.email if who else "",
        "tinh_trang": words_of(one)[0],
        "don_vi_xu_ly": one.case.agency.name,
        "tra_loi": one.answer if one.case.settled_at else "",
        "danh_gia": one.case.rating,
        "loi_danh_gia": one.rating_text,
    }


def about_draft(one: ReportDraft) -> dict[str, object]:
    return {
        "loai": one.category.name if one.category else "",
        "mo_ta": one.description,
        "tra_loi_them": one.attributes,
        "dia_chi": one.address,
        "xa_phuong": one.commune.name if one.commune else "",
        "vi_do": one.lat,
        "kinh_do": one.lon,
        "ho_va_ten": one.name,
        "dien_thoai": one.phone,
        "thu_dien_tu": one.email,
        "sua_luc": one.changed_at,
    }


def about_comment(one: ReportComment) -> dict[str, object]:
    return {
        "ma": one.report.case.code,
        "viet_luc": one.written_at,
        "noi_dung": one.text,
        "tinh_trang": one.get_state_display(),
    }


def about_follow(one: ReportFollow) -> dict[str, object]:
    return {"ma": one.report.case.code, "toi_cung_gap": one.confirmed, "tu_luc": one.since}


def files(actor: Actor) -> Iterator[MyFile]:
    """The pictures that came with the own reports, once their scan has passed."""
    rows = ReportPhoto.objects.filter(own_persons("report__case__person_id", actor.person_id), kind="before")
    clean = rows.filter(file__state=StoredFile.State.CLEAN).select_related("file", "report__case")
    for one in clean.order_by("-pk")[:MOST_ROWS]:
        yield my_file(f"{one.report.case.code}/{one.pk}-{one.file.name}", one.file)
