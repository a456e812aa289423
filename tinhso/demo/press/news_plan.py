"""What pretended outlets published in the demo's last weeks, by a plan. All of it is invented: "số mô phỏng" stands in each text."""

from dataclasses import dataclass

MARK = "(số mô phỏng)"
OUTLETS = (
    ("Báo Xứ Mô Phỏng", "daily", "bao-xu-mo-phong.example.vn", "rss/tin.rss", True),
    ("Đài Mô Phỏng", "daily", "dai-mo-phong.example.vn", "atom.xml", True),
    ("Tạp chí Mô Phỏng", "weekly", "tap-chi-mo-phong.example.vn", "feed.json", False),
    ("Tin Nhanh Mô Phỏng", "daily", "tin-nhanh-mo-phong.example.vn", "rss/tin.rss", False),
)
"""Name, rhythm, host, path of the feed, whether an outlet of the province."""
LEADS = ("", "Theo phản ánh của bạn đọc. ", "Ghi nhận của chúng tôi. ", "Tin từ cơ sở. ")


@dataclass(frozen=True)
class PlannedStory:
    """`hours` before the demo opens; the first `copies` outlets print it; `topic` where it stands in the morning's list."""

    slug: str
    hours: int
    title: str
    text: str
    copies: int = 1
    topic: str = ""
    comment: str = ""


ANSWERED = PlannedStory(
    "cau-treo-hong-van", 24 * 20, "Ván cầu treo ở xã Hà Long hỏng, học sinh đi vòng",
    "Hơn một tháng nay ván mặt cầu treo nối hai thôn của xã Hà Long, huyện Hà Trung, tỉnh Thanh Hóa mục nhiều chỗ. Học sinh phải đi vòng bốn cây số để đến trường. "
    f"Người dân đã báo ủy ban nhân dân xã và được hứa sửa trước mùa mưa. Cả cầu dài 60 mét có 23 tấm ván hỏng {MARK}.",
    4, "traffic", "Đã giao huyện kiểm tra; kết quả ở mục trả lời báo chí.",
)  # fmt: skip
STORIES = (
    ANSWERED,
    PlannedStory("mo-lop-so", 24 * 16, "Lớp học kỹ năng số cho người cao tuổi ở huyện Thọ Xuân", f"Tối thứ Ba và thứ Năm, nhà văn hóa thôn ở huyện Thọ Xuân, Thanh Hóa sáng đèn đón các cụ đến học gọi video, nộp hồ sơ trên mạng. Lớp có 35 cụ theo học đều {MARK}.", 2),
    PlannedStory("rac-ven-de", 24 * 13, "Rác đổ trộm ven đê ở huyện Hoằng Hóa", f"Đoạn đê qua huyện Hoằng Hóa, Thanh Hóa lại xuất hiện bãi rác đổ trộm ban đêm. Người đi làm đồng bịt khẩu trang qua đoạn dài 200 mét {MARK}.", 1),
    PlannedStory("giong-lua-moi", 24 * 9, "Giống lúa mới trên đồng huyện Yên Định", f"Vụ này nông dân huyện Yên Định, Thanh Hóa gieo thử giống lúa chịu hạn; năng suất thử nghiệm 68 tạ một héc ta {MARK}. Hợp tác xã bao tiêu cả vụ.", 1),
    PlannedStory("khao-sat-tram", 52, "Sở Thông tin và Truyền thông khảo sát vùng lõm sóng", f"Đoàn của Sở Thông tin và Truyền thông tỉnh Thanh Hóa đo sóng ở 12 bản vùng cao, lập danh sách nơi đặt trạm trong năm. Nhiều bản phải lên đồi mới gọi được {MARK}.", 3, "digital", "Số bản do sở công bố, đang cập nhật."),
    PlannedStory("den-chieu-sang", 49, "Đèn chiếu sáng ở thành phố Thanh Hóa bật muộn", f"Nhiều tuyến phố của thành phố Thanh Hóa tối đến bảy giờ mới có đèn. Công ty quản lý cho biết sẽ chỉnh giờ theo mùa trên 41 tuyến {MARK}.", 2, "traffic"),
    PlannedStory("tram-y-te", 44, "Trạm y tế xã nhận đặt lịch khám trên mạng", f"Từ đầu tháng, trạm y tế một xã ở huyện Hà Trung, Thanh Hóa cho đặt lịch khám trên mạng; mỗi sáng chừng 20 người đến đúng giờ hẹn {MARK}.", 1, "health"),
    PlannedStory("hoc-sinh-thi", 30, "Học sinh trường huyện làm mô hình cảnh báo lũ", f"Nhóm học sinh ở huyện Như Xuân, Thanh Hóa lắp thước đo nước tự báo về điện thoại của thôn, chi phí 900 nghìn đồng một bộ {MARK}.", 2),
    PlannedStory("gia-nuoc", 26, "Người dân hỏi cách tính giá nước sinh hoạt mới", f"Hóa đơn nước tháng này của nhiều hộ ở thị xã Nghi Sơn, Thanh Hóa tăng, bà con đề nghị giải thích bậc thang giá. Công ty nói sẽ dán bảng giá tại 30 tổ dân phố {MARK}.", 2, "economy", "Chưa giao; hỏi lại công ty trước."),
    PlannedStory("hoi-xuan", 22, "Hội xuân ở huyện Vĩnh Lộc đón khách trở lại", f"Sân hội huyện Vĩnh Lộc, Thanh Hóa có đua thuyền, kéo co và gian hàng quê. Ban tổ chức ước 4.000 lượt khách trong hai ngày {MARK}.", 1, "culture"),
    PlannedStory("ho-so-dat", 20, "Hồ sơ đất đai ở huyện Hà Trung: dân chờ, cán bộ thiếu", f"Người nộp hồ sơ đất đai ở huyện Hà Trung, Thanh Hóa nói phải chờ lâu hơn giấy hẹn. Ủy ban nhân dân huyện Hà Trung cho biết đã thêm hai cán bộ; còn 57 hồ sơ tồn {MARK}.", 4, "land", "Cần giao kiểm tra."),
    PlannedStory("mua-da", 18, "Mưa đá ở vùng cao, nhiều mái nhà thủng", f"Chiều qua mưa đá trút xuống vài xã của huyện Quan Hóa, Thanh Hóa; 86 mái nhà thủng, huyện đang thống kê {MARK}.", 3, "disaster"),
    PlannedStory("lua-dao-mang", 6, "Cảnh báo tin nhắn mạo danh cổng dịch vụ công", f"Một số người ở Thanh Hóa nhận tin nhắn đòi đăng nhập lại cổng dịch vụ công qua đường dẫn lạ. Cơ quan chức năng khuyên không bấm; đã có 9 người báo {MARK}.", 2, "order"),
    PlannedStory("tuyen-sinh", 5, "Phụ huynh nộp hồ sơ đầu cấp trên mạng từ tháng sau", f"Ngành giáo dục Thanh Hóa nhận hồ sơ đầu cấp trên mạng từ tháng sau; phụ huynh không có điện thoại đến trường được giúp. Dự kiến 60.000 hồ sơ {MARK}.", 1),
    PlannedStory("duong-noi", 3, "Đường nối hai xã ở huyện Thọ Xuân lún nứt sau mưa", f"Đoạn đường mới làm nối hai xã của huyện Thọ Xuân, Thanh Hóa lún nứt sau trận mưa đầu mùa; đơn vị thi công nói còn bảo hành. Vết nứt dài 15 mét {MARK}.", 2),
)  # fmt: skip
