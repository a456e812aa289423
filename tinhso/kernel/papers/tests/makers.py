"""Data of papers for the tests."""

from datetime import date, datetime, timedelta
from typing import Any

from tinhso.kernel.site.clock import HANOI

AT = datetime(2024, 3, 8, 9, 5, tzinfo=HANOI)
HEAD = {
    "parent": "UBND tỉnh Mẫu Sơn",
    "agency": "Sở Thông tin và Truyền thông",
    "number": "12/TNHS-BPMC",
    "place": "Mẫu Sơn",
    "date": date(2024, 3, 8),
    "verify_url": "https://tinhso.example/xac-minh/ABCDEFGHIJKLMNOPQRSTUVWXYZ/",
}
SIGNER = {"lines": ["KT. Giám đốc", "Phó Giám đốc"], "name": "Lê Thị Chi"}
WHO = {
    "applicant": "Công ty TNHH Chuyển phát Sông Mẫu",
    "id_number": "2800000001",
    "address": "Số 12 đường Lê Lợi, phường Điện Biên",
    "phone": "0912 000 001",
    "email": "lienhe@songmau.example",
}
DOSSIER = {"code": "H56.14-240308-0001", "procedure": "Cấp giấy phép bưu chính (cấp tỉnh)"}


def receipt(**changes: Any) -> dict[str, Any]:
    return (
        HEAD
        | WHO
        | DOSSIER
        | {
            "desk": "Bộ phận Tiếp nhận và Trả kết quả",
            "authorised": "",
            "documents": ["Giấy đề nghị cấp giấy phép: bản giấy", "Phương án kinh doanh: tệp điện tử"],
            "owed": [],
            "copies": 1,
            "time_limit": "20 ngày làm việc",
            "received_at": AT,
            "due_at": AT + timedelta(days=28),
            "result_at": "Bộ phận Một cửa",
            "book": "01/2024",
            "book_order": "128",
            "submitter": "Nguyễn Văn An",
            "submitter_note": "(Nộp trực tuyến)",
            "receiver": "Trần Thị Bình",
        }
        | changes
    )


def supplement(**changes: Any) -> dict[str, Any]:
    who = {key: value for key, value in WHO.items() if key != "id_number"}
    return (
        HEAD
        | who
        | DOSSIER
        | {
            "items": ["Phương án kinh doanh chưa có phạm vi cung ứng dịch vụ"],
            "reason": "Chưa đủ thành phần hồ sơ.",
            "reply_by": AT + timedelta(days=5),
            "contact": "bà Trần Thị Bình",
            "contact_phone": "0237 000 000",
            "guide": "Trần Thị Bình",
        }
        | changes
    )


def refusal(**changes: Any) -> dict[str, Any]:
    return (
        HEAD
        | WHO
        | DOSSIER
        | {"desk": "Bộ phận Một cửa", "reasons": ["Không thuộc thẩm quyền"], "basis": "", "signer": SIGNER}
        | changes
    )


def apology(**changes: Any) -> dict[str, Any]:
    return (
        HEAD
        | DOSSIER
        | {
            "title": "Phiếu xin lỗi và hẹn lại ngày trả kết quả",
            "applicant": WHO["applicant"],
            "id_number": WHO["id_number"],
            "received_at": AT,
            "due_at": AT + timedelta(days=28),
            "reason": "cơ quan phối hợp chưa có ý kiến",
            "new_due_at": AT + timedelta(days=35),
            "signer": SIGNER,
        }
        | changes
    )


def permit(**changes: Any) -> dict[str, Any]:
    """A result that is not yet numbered: the clerk does that after the leader has signed."""
    return (
        HEAD
        | {
            "number": "",
            "date": "",
            "title": "Giấy phép bưu chính",
            "subject": "Cung ứng dịch vụ thư trong phạm vi nội tỉnh",
            "issuer": "Giám đốc Sở Thông tin và Truyền thông",
            "legal_basis": ["Căn cứ Luật Bưu chính ngày 17 tháng 6 năm 2010"],
            "lead": ["Xét đề nghị của người nộp hồ sơ."],
            "opening": "NAY CHO PHÉP:",
            "sections": [
                {"heading": "I. Người được cấp", "rows": [["Họ và tên", "Lê Thị An"], ["", "Dòng rời"]]}
            ],
            "numbered": True,
            "closing": ["Giấy này có giá trị từ ngày ký."],
            "articles": [{"text": "Cho phép Công ty cung ứng dịch vụ thư:", "points": ["1. Nội tỉnh."]}],
            "recipients": ["Như Điều 1", "Lưu: VT"],
            "signer": SIGNER,
        }
        | changes
    )


ALL = {"receipt": receipt, "supplement": supplement, "refusal": refusal, "apology": apology, "permit": permit}


def content(name: str, **changes: Any) -> dict[str, Any]:
    """The template's own keys, as `create_paper` wants them: without the letterhead."""
    return {key: value for key, value in ALL[name]().items() if key not in HEAD} | changes
