"""How the history of a dossier calls what becomes of each part that another system settles."""

PART_LABELS = {
    "civil_status": "Đã gửi phần mềm hộ tịch điện tử để ghi Sổ hộ tịch",
    "residence": "Đã chuyển công an đăng ký thường trú",
    "insurance": "Đã chuyển bảo hiểm xã hội cấp thẻ bảo hiểm y tế",
}
SETTLED = {
    "civil_status": "Đã ghi Sổ hộ tịch, có số và bản sao điện tử",
    "residence": "Đã đăng ký thường trú",
    "insurance": "Đã cấp thẻ bảo hiểm y tế",
}
REFUSED = {
    "civil_status": "Phần mềm hộ tịch điện tử từ chối, cơ quan đang xem lại",
    "residence": "Công an từ chối đăng ký thường trú",
    "insurance": "Bảo hiểm xã hội từ chối cấp thẻ",
}
SKIPPED = {
    "civil_status": "Ghi Sổ hộ tịch ngoài phần mềm",
    "residence": "Đăng ký thường trú làm riêng tại công an",
    "insurance": "Cấp thẻ bảo hiểm y tế làm riêng tại bảo hiểm xã hội",
}
