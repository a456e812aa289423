"""What the citizen's app throws away by itself."""

from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.operation import Empty, Retention

RETENTION = [
    Retention(
        "citizen.records",
        _("Phản ánh, kiến nghị, khiếu nại, tố cáo, cảnh báo: lời, ảnh, liên hệ xóa khi hết thời hạn lưu giữ"),
        (
            "citizen.Alert",
            "citizen.AlertArea",
            "citizen.Complaint",
            "citizen.ComplaintFile",
            "citizen.Feedback",
            "citizen.Report",
            "citizen.ReportComment",
            "citizen.ReportPhoto",
            "citizen.Reporter",
        ),
        job="citizen.retain",
        rules="retention.",
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
EMPTY = [Empty("Probe", why="a weather service that is away shows in the bulletins, each with its hour")]
