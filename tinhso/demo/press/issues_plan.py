"""What the press asks and reports in the demo's year, by a plan: when, from where, about what, and how it ends.

All of it is invented: outlets, articles and answers; each page says so.
"""

from dataclasses import dataclass

ARTICLE, FORWARDED, COMPLAINT, QUESTION = "article", "forwarded", "complaint", "question"


@dataclass(frozen=True)
class PlannedIssue:
    """`days` before the demo opens; `who` of the cast speaks for the agency; `stop` is where it waits, or how it ended;
    the answer comes `after` days."""

    days: int
    origin: str
    who: str
    subject: str
    text: str
    stop: str = "published"
    after: int = 12
    outlets: int = 1


CHI, LONG = "chi", "long"
ISSUES = (
    PlannedIssue(405, ARTICLE, LONG, "Đèn đường ở khu chợ huyện tắt nhiều tuần", "Dãy đèn trước chợ không sáng buổi tối.", outlets=2),
    PlannedIssue(390, QUESTION, CHI, "Khi nào mọi thủ tục của sở nộp được trên mạng?", "Xin danh sách và lộ trình."),
    PlannedIssue(372, FORWARDED, LONG, "Người dân hỏi về giá nước sinh hoạt", "Thư bạn đọc hỏi cách tính giá.", after=25),
    PlannedIssue(351, ARTICLE, CHI, "Vùng lõm sóng ở bản xa", "Học sinh phải lên đồi để học trực tuyến.", after=28, outlets=3),
    PlannedIssue(333, QUESTION, LONG, "Số hồ sơ đất đai quá hạn của huyện", "Xin số theo quý.", "closed", 9),
    PlannedIssue(318, COMPLAINT, LONG, "Đơn về đền bù do báo chuyển", "Báo chuyển đơn của một hộ dân.", "refused_not_concluded", 8),
    PlannedIssue(301, ARTICLE, CHI, "Tin nhắn mạo danh cơ quan nhà nước", "Nhiều người nhận tin nhắn đòi mật khẩu.", after=3, outlets=2),
    PlannedIssue(287, QUESTION, CHI, "Danh sách máy chủ của tỉnh", "Xin cấu hình và địa chỉ.", "refused_secret", 5),
    PlannedIssue(270, ARTICLE, LONG, "Ổ gà trên đường liên xã", "Bài ghi năm đoạn hỏng.", "corrected", 15),
    PlannedIssue(251, FORWARDED, CHI, "Bưu điện xã mở cửa giờ nào", "Thư bạn đọc nói đến mà không có người.", after=20),
    PlannedIssue(236, ARTICLE, LONG, "Rác ở bãi ven sông", "Ảnh bãi rác sau lũ.", after=44),
    PlannedIssue(215, QUESTION, LONG, "Kinh phí sửa nhà văn hóa thôn", "Xin mức hỗ trợ.", after=11),
    PlannedIssue(197, ARTICLE, CHI, "Trang thông tin của sở ghi số điện thoại cũ", "Gọi không ai nghe.", after=2),
    PlannedIssue(176, COMPLAINT, LONG, "Tố cáo khai thác cát do báo chuyển", "Báo chuyển nội dung tố cáo.", "refused_investigated", 6),
    PlannedIssue(158, ARTICLE, CHI, "Máy lấy số ở quầy hỏng", "Người dân xếp hàng từ sáng.", after=5),
    PlannedIssue(139, FORWARDED, LONG, "Xe quá tải qua cầu yếu", "Thư bạn đọc kèm ảnh.", after=36),
    PlannedIssue(117, QUESTION, CHI, "Bao nhiêu xã có tổ công nghệ số cộng đồng?", "Xin số và danh sách.", after=7),
    PlannedIssue(92, ARTICLE, LONG, "Bài ghi sai tên đơn vị thi công", "Bài nêu một đơn vị không tham gia.", "disputed", 10),
    PlannedIssue(66, ARTICLE, CHI, "Sàn bán nông sản của tỉnh ít đơn", "Hợp tác xã nói không bán được.", "publish", 14),
    PlannedIssue(48, ARTICLE, LONG, "Chợ tạm lấn đường", "Phản ánh của tiểu thương và lái xe.", "verify"),
    PlannedIssue(21, QUESTION, CHI, "Tiến độ phủ sóng ở bản xa năm nay", "Xin số trạm đã lắp.", "answer", 10),
    PlannedIssue(17, FORWARDED, LONG, "Trường thiếu nước uống", "Thư phụ huynh.", "paused"),
    PlannedIssue(6, ARTICLE, LONG, "Cột điện nghiêng ở đầu cầu", "Ảnh do bạn đọc gửi.", "verify", outlets=2),
    PlannedIssue(1, ARTICLE, CHI, "Đường truyền ở trạm y tế chập chờn", "Trạm không gửi được hồ sơ.", "assign"),
)  # fmt: skip
