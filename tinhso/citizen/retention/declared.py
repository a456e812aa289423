"""What the citizen's app throws away by itself, and what of it goes along when a province leaves."""

from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.operation import Empty, Export, Retention

RETENTION = [
    Retention(
        "citizen.records",
        _(
            "Phản ánh, kiến nghị, đơn, yêu cầu thông tin, cảnh báo: lời, ảnh, liên hệ xóa khi hết thời hạn lưu giữ"
        ),
        (
            "citizen.Alert",
            "citizen.AlertArea",
            "citizen.Complaint",
            "citizen.ComplaintFile",
            "citizen.Feedback",
            "citizen.InformationFile",
            "citizen.InformationRequest",
            "citizen.Report",
            "citizen.ReportComment",
            "citizen.ReportPhoto",
            "citizen.Reporter",
        ),
        job="citizen.retain",
        rules="retention.",
        stays={
            "citizen.Alert.bulletin_id": "the number of the bulletin that was relayed",
            "citizen.Alert.code": "the code by which the alert is known",
            "citizen.Alert.source": "the office that gave the alert",
            "citizen.Alert.unknown_areas": "codes of areas",
            "citizen.Feedback.published_answer": "published without personal data: it stays public",
            "citizen.Feedback.published_question": "published without personal data: it stays public",
            "citizen.Feedback.repeats": "the code of an earlier one",
            "citizen.InformationRequest.ground": "a code of the law's grounds",
            "citizen.InformationRequest.published_answer": "published in neutral words: it stays public",
            "citizen.InformationRequest.published_question": "published in neutral words: it stays public",
        },
    ),
    Retention(
        "citizen.drafts",
        _("Bản nháp không ai đụng tới, mã xác nhận số điện thoại: xóa sau vài ngày, bản nháp sau một tháng"),
        (
            "citizen.DraftPhoto",
            "citizen.PhoneCheck",
            "citizen.ReportDraft",
            "citizen.SenderCheck",
        ),
        job="citizen.purge_drafts",
    ),
    Retention(
        "citizen.pending",
        _("Yêu cầu của Open311 còn chờ lấy ảnh: nội dung xóa khi đã thành phản ánh"),
        ("citizen.PendingRequest",),
        job="citizen.fetch_media",
    ),
]
EXPORTS = [
    Export(
        "citizen",
        "Phản ánh, kiến nghị, khiếu nại, tiếp cận thông tin, cảnh báo và cách xử lý",
        without={"citizen.ApiKey": ("digest",)},
        stays={
            "citizen.PhoneCheck": "codes of the last minutes",
            "citizen.SenderCheck": "codes of the last minutes",
        },
        order=21,
    )
]
EMPTY = [
    Empty("Probe", why="a weather service that is away shows in the bulletins, each with its hour"),
    Empty("Metric", why="a report is a case, and cases are numbered by kind"),
]
