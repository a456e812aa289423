"""The file of running dossiers of a former system: its three sheets, and the template that explains each column."""

from tinhso.casework.public import PAUSE_REASONS
from tinhso.lib.files.spreadsheets import write_xlsx
from tinhso.lib.messages.portal_wire import STATES

DOSSIERS, PAUSES, HISTORY = "Hồ sơ", "Tạm dừng", "Quá trình"

COLUMNS = {
    "code": "Mã hồ sơ",
    "other": "Mã khác",
    "procedure": "Mã thủ tục",
    "agency": "Cơ quan giải quyết",
    "desk": "Nơi tiếp nhận",
    "applicant": "Người nộp",
    "kind": "Đối tượng",
    "id_number": "Số định danh",
    "phone": "Điện thoại",
    "email": "Thư điện tử",
    "address": "Địa chỉ",
    "source": "Cách nộp",
    "result_by": "Cách nhận kết quả",
    "received": "Ngày tiếp nhận",
    "due": "Ngày hẹn trả",
    "first_due": "Ngày hẹn trả ban đầu",
    "state": "Trạng thái",
    "step": "Bước hiện tại",
    "officer": "Người thụ lý",
    "settled": "Ngày có kết quả",
    "finished": "Ngày trả, kết thúc",
    "subject": "Trích yếu",
    "note": "Ghi chú",
}
NEEDED = ("code", "procedure", "agency", "applicant", "received", "state")
PAUSE_COLUMNS = {
    "code": "Mã hồ sơ",
    "reason": "Lý do",
    "started": "Từ",
    "ended": "Đến",
    "text": "Nội dung",
}
HISTORY_COLUMNS = {
    "code": "Mã hồ sơ",
    "at": "Thời điểm",
    "text": "Nội dung",
    "who": "Người xử lý",
    "shown": "Người nộp xem được",
}
MAPPING_COLUMNS = {"kind": "Loại", "old": "Mã cũ", "new": "Mã mới", "rows": "Số dòng"}
MANIFEST_COLUMNS = {
    "code": "Mã hồ sơ",
    "path": "Tệp",
    "sha256": "SHA-256",
    "paper": "Thành phần hồ sơ",
    "name": "Tên hiển thị",
}
DATES = "Ô kiểu ngày, hoặc chữ: 08/03/2024, 08/03/2024 14:30, 2024-03-08, 20240308143000."

EXPLAINED = {
    "code": "Giữ nguyên làm mã ở hệ thống mới; ký tự ngoài chữ, số, . - _ thành dấu -, mã cũ vẫn tra được. Bắt buộc.",
    "other": "Các mã khác của hồ sơ (mã quốc gia, mã vạch cũ), cách nhau bằng dấu ;.",
    "procedure": "Mã trong danh mục, hoặc mã cũ có trong tệp ánh xạ. Bắt buộc.",
    "agency": "Mã, mã định danh hoặc tên cơ quan, hoặc mã cũ có trong tệp ánh xạ. Bắt buộc.",
    "desk": "Như trên; để trống thì lấy nơi tiếp nhận của cơ quan.",
    "applicant": "Họ tên cá nhân hoặc tên tổ chức. Bắt buộc.",
    "kind": "cá nhân hoặc tổ chức; để trống là cá nhân.",
    "id_number": "Số định danh cá nhân hoặc mã số thuế; có số này thì hồ sơ hiện trong tài khoản của người đó.",
    "phone": "4 số cuối dùng để tra cứu.",
    "source": "trực tiếp, bưu chính, trực tuyến, cổng quốc gia hoặc liên thông; để trống là trực tiếp.",
    "result_by": "tại quầy, bưu chính hoặc điện tử; để trống là tại quầy.",
    "received": f"Bắt buộc. {DATES}",
    "due": f"Ngày hệ thống cũ đã hẹn; được giữ nguyên. Bắt buộc khi đã tiếp nhận. {DATES}",
    "first_due": "Khi ngày hẹn đã đổi (hẹn lại, bổ sung); để trống là như ngày hẹn trả.",
    "state": "Số 1 đến 10 của QCVN 120, hoặc chữ: " + "; ".join(f"{n} {w}" for n, w in STATES.items()) + ".",
    "step": "Tên bước của quy trình ở hệ thống mới, hoặc tên cũ có trong tệp ánh xạ; để trống thì theo trạng thái.",
    "officer": "Tên đăng nhập, hoặc tên cũ có trong tệp ánh xạ.",
    "settled": "Bắt buộc với trạng thái 9.",
    "finished": "Bắt buộc với trạng thái 3, 7, 8, 10.",
}


def template() -> bytes:
    """The workbook to be filled: the three sheets with their headings, and a sheet that explains each column."""
    reasons = "; ".join(f"{code} ({words})" for code, words in PAUSE_REASONS)
    guide = [["Trang", "Cột", "Cách ghi"]]
    guide += [[DOSSIERS, heading, EXPLAINED.get(key, "Không bắt buộc.")] for key, heading in COLUMNS.items()]
    guide += [
        [PAUSES, "Lý do", f"Mã hoặc chữ: {reasons}."],
        [PAUSES, "Đến", "Để trống khi đang tạm dừng: một dòng cho trạng thái 5 (BO_SUNG) hoặc 6."],
        [HISTORY, "Người nộp xem được", "có hoặc không; để trống là không."],
    ]
    return write_xlsx(
        {
            DOSSIERS: [[*COLUMNS.values()]],
            PAUSES: [[*PAUSE_COLUMNS.values()]],
            HISTORY: [[*HISTORY_COLUMNS.values()]],
            "Hướng dẫn": guide,
        }
    )
