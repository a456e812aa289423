"""What the one-stop shop throws away by itself."""

from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.operation import Retention

RETENTION = [
    Retention(
        "onestop.dossiers",
        _(
            "Nội dung hồ sơ, giấy tờ đã nộp, liên hệ, khoản thu: xóa khi hồ sơ hết thời hạn lưu giữ; kết quả đã phát hành thì giữ"
        ),
        (
            "onestop.Attachment",
            "onestop.Consent",
            "onestop.Dossier",
            "onestop.FeeCharge",
            "onestop.ProactiveOffer",
            "onestop.HandOver",
            "onestop.LinkedAnswer",
            "onestop.LinkedMessage",
            "onestop.LinkedPart",
            "onestop.PaperHandedIn",
            "onestop.PaperShowing",
            "onestop.Payment",
            "onestop.PortalArrival",
            "onestop.PortalDossier",
            "onestop.PortalFee",
            "onestop.PortalMessage",
            "onestop.Refund",
            "onestop.Slip",
            "onestop.StoreEntry",
        ),
        job="onestop.retain",
        rules="retention.",
    ),
    Retention(
        "onestop.visits",
        _(
            "Ai đã đặt lịch hẹn, cho thủ tục nào: xóa khi quá số ngày mà quy tắc nói; giờ hẹn và số lượt thì giữ"
        ),
        ("onestop.Appointment",),
        job="onestop.keep_appointments",
        rules="onestop.appointment_keep_days",
    ),
    Retention(
        "onestop.companies",
        _(
            "Ai đại diện doanh nghiệp, ai được ủy quyền dùng tài khoản: xóa sau khi kết thúc số ngày mà quy tắc nói, khi không còn hồ sơ nào nộp theo đó"
        ),
        ("onestop.CompanyRepresentative", "onestop.CompanyDelegation"),
        job="onestop.forget_companies",
        rules="company.keep_days",
    ),
    Retention(
        "onestop.recordings",
        _("Bản người dân đọc thủ tục: xóa tệp và tên người đọc khi hết thời hạn đồng ý, hoặc khi gỡ"),
        ("onestop.Recording",),
        job="onestop.end_recordings",
    ),
    Retention(
        "onestop.bank_nonces",
        _("Mã chống gửi lại của báo có: xóa sau vài phút, ở lần báo có sau"),
        ("onestop.BankNonce",),
    ),
]
