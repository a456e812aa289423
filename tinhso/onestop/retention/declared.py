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
            "onestop.CopiedField",
            "onestop.CutoverDossier",
            "onestop.Decision",
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
        stays={
            "onestop.CutoverDossier.code": "the code by which the former system knows it",
            "onestop.Decision.drawn_for": "a code of the form of authority",
            "onestop.Dossier.level": "a code of the catalogue: province or commune",
            "onestop.FeeCharge.lines": "the books: what was owed, by the fees of the version",
            "onestop.FeeCharge.pay_code": "the books: by it a late transfer is known",
            "onestop.LinkedAnswer.error_code": "a code of the protocol",
            "onestop.LinkedAnswer.kind": "a code of the protocol",
            "onestop.LinkedMessage.answer_code": "a code of the protocol",
            "onestop.LinkedPart.file": "the e-copy of the result stays, as results do",
            "onestop.LinkedPart.number": "the number of the result stays, as results do",
            "onestop.PaperHandedIn.paper": "a code of the version's list of papers",
            "onestop.Payment.bank_ref": "the books: the bank's statement names it",
            "onestop.Payment.receipt": "the books: the number of the receipt",
            "onestop.PortalArrival.error_code": "a code of the protocol",
            "onestop.PortalArrival.national_code": "the code of the dossier, which stays",
            "onestop.PortalDossier.national_code": "the code of the dossier, which stays",
            "onestop.PortalFee.name": "the books: which fee was paid",
            "onestop.PortalFee.reference": "the books: the portal's reference of the payment",
            "onestop.PortalMessage.answer_code": "a code of the protocol",
            "onestop.PortalMessage.label": "the program's own words for the step",
            "onestop.ProactiveOffer.code": "a code of the procedure: how many were made stays",
            "onestop.Refund.bank_ref": "the books: the bank's statement names it",
            "onestop.Slip.number": "the number in the register of slips",
        },
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
        stays={
            "onestop.Recording.consent_number": "the paper of consent shows that it was lawful",
            "onestop.Recording.language": "a code of the language",
        },
    ),
    Retention(
        "onestop.bank_nonces",
        _("Mã chống gửi lại của báo có: xóa sau vài phút, ở lần báo có sau"),
        ("onestop.BankNonce",),
    ),
]
