"""What synthetic reports say, and how often each category comes."""

WEIGHTS = {
    "o-ga": 18,
    "rac-thai": 17,
    "den-duong": 12,
    "ngap-ung": 9,
    "lan-via-he": 8,
    "khoi-bui-on": 6,
    "cay-xanh": 5,
    "cap-vien-thong": 5,
    "cap-nuoc": 4,
    "nuoc-thai": 4,
    "xay-dung-trai-phep": 3,
    "den-giao-thong": 3,
    "an-toan-thuc-pham": 2,
    "tin-nhan-rac": 2,
    "bien-du-lich": 1,
    "khac": 1,
}
KINDS_OF_WORDS = {
    "o-ga": ["Đường có ổ gà sâu, xe máy dễ ngã khi trời tối.", "Mặt đường lún, đọng nước sau mưa."],
    "rac-thai": [
        "Rác đổ thành đống ven đường nhiều ngày chưa dọn.",
        "Có người đổ trộm rác xây dựng ra bờ mương.",
    ],
    "den-duong": ["Đèn đường tắt cả dãy, đi lại buổi tối nguy hiểm.", "Bóng đèn chập chờn mấy đêm nay."],
    "ngap-ung": ["Cống tắc, mưa nhỏ là nước tràn vào nhà.", "Hố ga mất nắp, đã lấy cành cây cắm tạm."],
    "lan-via-he": ["Bày hàng hết vỉa hè, người đi bộ phải xuống lòng đường."],
    "khoi-bui-on": ["Xưởng cưa chạy cả đêm, bụi và ồn."],
    "cay-xanh": ["Cây nghiêng hẳn ra đường sau trận gió."],
    "cap-vien-thong": ["Dây cáp sà thấp ngang đầu người đi xe.", "Tủ cáp mở toang, dây lòng thòng."],
    "cap-nuoc": ["Nước máy đục, có mùi từ hôm qua.", "Ống nước vỡ, chảy tràn ra đường."],
    "nuoc-thai": ["Nước mương đen, bốc mùi, cá chết nổi."],
    "xay-dung-trai-phep": ["Đang xây lấn ra đất công của thôn."],
    "den-giao-thong": ["Đèn tín hiệu ở ngã tư không sáng."],
    "an-toan-thuc-pham": ["Quán ăn để thực phẩm sống và chín lẫn nhau."],
    "khong-co-song": ["Cả bản không có sóng, muốn gọi phải lên đồi."],
    "tin-nhan-rac": ["Số lạ gọi tự xưng cán bộ yêu cầu chuyển tiền."],
    "bien-du-lich": ["Ki ốt chèo kéo, báo giá một đằng tính một nẻo."],
    "khac": ["Biển tên đường ở đầu ngõ bị mất."],
}
ANSWERS = [
    "Đơn vị đã kiểm tra thực tế, khắc phục xong trong ngày. Ảnh sau xử lý kèm theo.",
    "Đã cử tổ công tác xử lý; hiện trường đã an toàn, sẽ theo dõi thêm.",
    "Đã yêu cầu đơn vị thi công sửa và đã sửa xong.",
    "Đã nhắc nhở, lập biên bản; hộ vi phạm cam kết không tái phạm.",
]
STREETS = [
    "đường Lê Lợi",
    "đường Bà Triệu",
    "thôn Đông",
    "thôn Trung",
    "phố Mới",
    "đầu cầu thôn Đoài",
    "ngõ chợ",
]
PRAISE = ["Xử lý nhanh, cảm ơn.", "Đã sửa tốt.", ""]
BLAME = ["Làm chưa đến nơi.", "Mấy hôm lại như cũ.", ""]
COMMENTS = ["Đoạn này hỏng lâu rồi.", "Tối qua tôi đi qua vẫn thấy.", "Cảm ơn người đã phản ánh."]
