from tinhso.lib.environment import Setting

SETTINGS = [
    Setting("TINHSO_TRUST_ROOTS", "tệp PEM các gốc chứng thư được tin khi kiểm chữ ký"),
    Setting("TINHSO_SIGNING_SERVICE", "dịch vụ ký mà máy chủ được gọi thay người ký"),
    Setting("TINHSO_LOCAL_SIGNING_URL", "chương trình ký trên máy của người ký, như trình duyệt ở đó mở"),
    Setting("TINHSO_PAPER_FONTS", "thư mục phông chữ dùng trước phông có sẵn khi in giấy tờ"),
    Setting("TINHSO_SANDBOX_SIGNING_SERVICE", "dịch vụ ký giả lập", inner=True),
]
