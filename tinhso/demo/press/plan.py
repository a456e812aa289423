"""The articles of the demo's year, by a plan: when, in which category, what they say, which figures they quote.

All of it is invented; each page and feed says so. No figure is typed into a text.
"""

from dataclasses import dataclass

Quote = tuple[str, str]


@dataclass(frozen=True)
class Planned:
    """`days` before the demo opens; `stop` is the step at which it waits, or what was done to it afterwards."""

    days: int
    category: str
    title: str
    lead: str
    text: str
    quotes: tuple[Quote, ...] = ()
    stop: str = ""


CDS, CCHC, DL, BCVT, ATTT, CS = (
    "chuyen-doi-so",
    "cai-cach-hanh-chinh",
    "du-lieu",
    "buu-chinh-vien-thong",
    "an-toan-thong-tin",
    "co-so",
)
PLAN = (
    Planned(412, CDS, "Ra quân kế hoạch chuyển đổi số của năm", "Các sở, huyện nhận nhiệm vụ, mỗi việc có người làm và ngày xong.",
            "Kế hoạch được giao trên hệ thống, ai cũng tra được [tiến độ](/so-lieu/ke-hoach/)."),
    Planned(398, CCHC, "Nộp hồ sơ từ nhà dịp đầu xuân", "Cán bộ tiếp nhận hướng dẫn người dân nộp trên mạng thay vì chờ ở quầy.",
            "Người dân tìm thủ tục bằng lời thường ngày tại [trang thủ tục](/thu-tuc/), có đủ giấy tờ thì nộp luôn."),
    Planned(380, DL, "Những bộ dữ liệu mở đầu tiên của năm", "Danh mục dữ liệu mở được bổ sung theo quyết định của tỉnh.",
            "Mỗi bộ có mô tả, điều khoản sử dụng và lịch cập nhật tại [cổng dữ liệu](/du-lieu/).", (("opendata.datasets", "2023"),)),
    Planned(365, BCVT, "Sóng di động về bản xa", "Các doanh nghiệp viễn thông lắp thêm trạm ở vùng núi.",
            "Huyện bố trí mặt bằng, doanh nghiệp lo thiết bị; người dân vùng lõm sóng gọi được về nhà.", (("post.coverage_4g", "2023"),)),
    Planned(350, ATTT, "Nhận biết tin nhắn giả danh cơ quan nhà nước", "Cơ quan nhà nước không gửi đường dẫn đòi mật khẩu qua tin nhắn.",
            "Nhận tin lạ, ông/bà không bấm vào đường dẫn và gọi lại số tổng đài ghi trên trang của tỉnh."),
    Planned(337, CS, "Tổ công nghệ số cộng đồng đến từng ngõ", "Các tổ giúp người lớn tuổi cài ứng dụng, tra cứu hồ sơ.",
            "Thành viên tổ không hỏi mật khẩu, không giữ giấy tờ của người dân.", (), "corrected"),
    Planned(320, CCHC, "Kết quả hồ sơ có mã để ai cũng kiểm tra được", "Giấy tờ do hệ thống cấp có mã kiểm tra.",
            "Người nhận giấy mở [trang xác minh](/xac-minh/) và nhập mã, không phải tin lời người đưa."),
    Planned(306, CDS, "Xã làm trước, huyện học theo", "Một số xã đi đầu chia sẻ cách làm.",
            "Cách làm được ghi ở [kho mô hình hay](/so-lieu/mo-hinh/), nơi nào học theo thì ghi lại.", (("indicators.good_models", "2023"),)),
    Planned(291, DL, "Sở, huyện hỏi dữ liệu của nhau thay vì hỏi dân", "Nền tảng chia sẻ dữ liệu vào nếp.",
            "Mỗi lần hỏi có căn cứ, có mục đích và người dân xem được ai đã dùng dữ liệu của mình.", (("exchange.agreements", "2023"),)),
    Planned(277, BCVT, "Bưu điện văn hóa xã thêm việc", "Điểm bưu điện nhận hồ sơ, trả kết quả tận nhà.",
            "Người ở xa trung tâm chọn nhận kết quả qua bưu chính ngay khi nộp."),
    Planned(262, CCHC, "Quý đầu: hẹn ngày nào trả ngày ấy", "Tỷ lệ trả đúng hẹn được công khai theo từng cơ quan.",
            "Con số dưới đây tính trên mọi hồ sơ đã giải quyết.", (("onestop.on_time_rate", "2023Q1"),)),
    Planned(248, CS, "Chợ phiên không tiền mặt", "Tiểu thương dán mã thanh toán trước sạp.",
            "Ban quản lý chợ và ngân hàng hướng dẫn từng hộ, ai chưa quen vẫn trả tiền mặt."),
    Planned(233, CDS, "Sáu tháng nhìn lại kế hoạch chuyển đổi số", "Việc xong, việc chậm đều được nêu tên.",
            "Cơ quan có việc chậm báo cáo lý do và ngày xong mới.", (("indicators.tasks_in_time", "2023"),)),
    Planned(219, ATTT, "Cập nhật máy tính trước mùa mưa bão", "Máy chủ, máy trạm của cơ quan được cập nhật và sao lưu.",
            "Bản sao lưu để ở nơi khác và được thử khôi phục."),
    Planned(205, CCHC, "Phản ánh ổ gà, đèn đường bằng điện thoại", "Ảnh, vị trí và một câu là đủ.",
            "Phản ánh được chuyển tới đơn vị phụ trách, có hạn trả lời; xem tại [trang phản ánh](/phan-anh/).", (("citizen.reports", "2023Q2"),)),
    Planned(190, DL, "Bảng số liệu của tỉnh: bấm vào là thấy gốc", "Mỗi con số có trang riêng ghi cách tính.",
            "Ai nghi một con số thì mở trang của nó tại [trang số liệu](/so-lieu/), xem công thức và từng dòng."),
    Planned(176, BCVT, "Cáp quang tới thôn", "Thôn, bản có cáp quang thì trường học, trạm y tế dùng chung được.",
            "Nhà mạng và xã cùng khảo sát tuyến, dân hiến đất đặt cột.", (("post.fibre_villages", "2023"),)),
    Planned(162, CS, "Khai giảng, học bạ và nộp tiền không phải đến trường", "Phụ huynh làm thủ tục nhập học từ nhà.",
            "Nhà trường vẫn có bàn hướng dẫn cho người chưa quen."),
    Planned(147, CDS, "Ngày chuyển đổi số quốc gia ở các huyện", "Các huyện mở ngày hội, người dân đến làm thử tại chỗ.",
            "Cán bộ ghi lại chỗ người dân vấp để sửa trang."),
    Planned(133, CCHC, "Nghe người dân chấm điểm", "Sau mỗi phản ánh, người gửi được chấm điểm cách trả lời.",
            "Điểm thấp thì đơn vị xem lại câu trả lời của mình.", (("citizen.satisfied_rate", "2023"),)),
    Planned(119, ATTT, "Tập dượt ứng cứu sự cố", "Đội ứng cứu diễn tập cùng các sở.",
            "Kịch bản là mất mạng ở một cơ quan và phải làm việc bằng bản dự phòng.", (), "rewritten"),
    Planned(104, DL, "Tải về, vẽ biểu đồ, hỏi bằng câu lệnh", "Cổng dữ liệu mở thêm cách dùng.",
            "Sinh viên dùng dữ liệu mở làm bài tập, doanh nghiệp dùng chọn địa điểm."),
    Planned(90, BCVT, "Thương mại điện tử cho nông sản", "Bưu chính đưa đặc sản lên sàn.",
            "Hợp tác xã được hướng dẫn chụp ảnh, đóng gói và tính cước."),
    Planned(75, CDS, "Chỉ tiêu nào chưa đạt thì nói chưa đạt", "Các cơ quan rà lại kế hoạch trước khi hết năm.",
            "Danh sách chỉ tiêu và khoảng cách nằm ở [kế hoạch](/so-lieu/ke-hoach/)."),
    Planned(60, CCHC, "Năm qua, các cơ quan trả được bao nhiêu hồ sơ", "Con số của cả năm, kèm tỷ lệ đúng hẹn.",
            "Bấm vào con số để xem theo từng cơ quan.", (("onestop.settled", "2023"), ("onestop.on_time_rate", "2023"))),
    Planned(45, CS, "Một tin đã gỡ vì nhầm nơi", "Bài đưa nhầm tên đơn vị.",
            "Bài này có trong kế hoạch minh họa để thấy cách gỡ bài.", (), "withdrawn"),
    Planned(30, BCVT, "Doanh thu bưu chính, viễn thông cả năm", "Con số ước của năm, đặt cạnh kế hoạch.",
            "Khi có số chính thức, con số trong bài tự đổi và bài báo đã đổi.", (("post.revenue", "2023"), ("post.revenue_of_plan", "2023"))),
    Planned(18, DL, "Dữ liệu hộ tịch đi từ sở tới huyện", "Giấy tờ người dân đã có thì không hỏi lại.",
            "Ai đã dùng dữ liệu của mình, người dân xem được."),
    Planned(9, CDS, "Trước phiên tổng kết: chuẩn bị số có gốc", "Số trong báo cáo phải dẫn về từng dòng dữ liệu.",
            "Con số chưa có nguồn thì không đưa vào báo cáo."),
    Planned(4, CCHC, "Lịch hẹn nộp hồ sơ đầu tháng", "Đặt giờ trước, đến là được tiếp.",
            "Người dân chọn giờ trống trên trang, quầy gọi theo giờ.", (), "scheduled"),
    Planned(3, ATTT, "Cảnh báo lừa đảo mạo danh bưu tá", "Thông tin giữ lại đến giờ công bố chung.",
            "Bưu tá không đòi mã xác thực qua điện thoại.", (), "embargoed"),
    Planned(2, CDS, "Họp báo quý: những câu hỏi được gửi trước", "Bài chờ duyệt.", "Câu hỏi và trả lời sẽ đăng sau buổi họp.", (), "approval"),
    Planned(1, CS, "Xã vùng cao dạy nhau dùng điện thoại", "Bài chờ biên tập.", "Lớp học mở vào tối thứ bảy ở nhà văn hóa.", (), "editing"),
    Planned(0, DL, "Mười câu hỏi về dữ liệu mở", "Bài đang viết.", "Phần đầu trả lời câu hỏi: ai được dùng?", (), "draft"),
)  # fmt: skip
