"""What an invented province writes to the demo's offices. Nothing here stands for a real body or paper: each line says so."""

from dataclasses import dataclass
from datetime import date, timedelta

from tinhso.demo.documents.axis_list import OUTSIDE
from tinhso.lib.edxml.document_ids import document_id
from tinhso.lib.edxml.messages import Attachment, DocumentMessage, Organ

PLACE, SIGNER = "Tỉnh Mẫu", "Người ký mẫu"
AGE = timedelta(days=3)  # of a paper when it comes


@dataclass(frozen=True)
class Letter:
    """Who writes, the paper's type, notation and subject, how urgent it is, and in how many days an answer is asked for."""

    organ: str
    type_name: str
    notation: str
    subject: str
    priority: str = "0"
    answer_in: int = 0

    def message(self, number: int, receiver: Organ, sheet: bytes, arrives: date) -> DocumentMessage:
        issued = arrives - AGE
        return DocumentMessage(
            sender=Organ(self.organ, OUTSIDE[self.organ]),
            receivers=(receiver,),
            document_id=document_id(self.organ, issued, str(number), self.notation),
            number=str(number),
            notation=self.notation,
            issued_on=issued,
            subject=self.subject,
            type_name=self.type_name,
            place=PLACE,
            content=self.subject,
            signer=SIGNER,
            due_on=arrives + timedelta(days=self.answer_in) if self.answer_in else None,
            places=(receiver.name,),
            priority=self.priority,
            attachments=(Attachment("van-ban-mo-phong.pdf", sheet),),
        )


COMMITTEE, DEPARTMENT = OUTSIDE
LETTERS = (
    Letter(
        COMMITTEE,
        "Giấy mời",
        "GM-UBND",
        "Dự hội nghị trao đổi kinh nghiệm làm dịch vụ công trực tuyến (mô phỏng)",
    ),
    Letter(
        DEPARTMENT,
        "Công văn",
        "STT-CĐS",
        "Đề nghị cung cấp số liệu hạ tầng số phục vụ báo cáo vùng (mô phỏng)",
        answer_in=20,
    ),
    Letter(COMMITTEE, "Thông báo", "TB-UBND", "Thay đổi địa chỉ trụ sở và số điện thoại liên hệ (mô phỏng)"),
    Letter(
        COMMITTEE,
        "Công văn",
        "UBND-NC",
        "Phối hợp xác minh giấy tờ do cơ quan của hai tỉnh cấp (mô phỏng)",
        priority="1",
        answer_in=15,
    ),
    Letter(
        DEPARTMENT,
        "Công văn",
        "STT-TTH",
        "Lấy ý kiến góp ý dự thảo quy chế phối hợp giữa hai tỉnh (mô phỏng)",
        answer_in=30,
    ),
    Letter(
        DEPARTMENT,
        "Công văn",
        "STT-VP",
        "Gửi tài liệu tập huấn kỹ năng số cho tổ công nghệ số cộng đồng (mô phỏng)",
    ),
    Letter(
        COMMITTEE,
        "Báo cáo",
        "BC-UBND",
        "Kết quả xử lý phản ánh, kiến nghị của người dân quý trước (mô phỏng)",
    ),
    Letter(
        DEPARTMENT, "Công văn", "STT-TTr", "Trao đổi kinh nghiệm trả lời báo chí (mô phỏng)", answer_in=25
    ),
)
