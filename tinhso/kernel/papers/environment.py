from tinhso.lib.environment import Setting
from tinhso.lib.setting_forms import FILES, FOLDER, address

SETTINGS = [
    Setting("TINHSO_TRUST_ROOTS", "tệp PEM các gốc chứng thư được tin khi kiểm chữ ký", form=FILES),
    Setting(
        "TINHSO_REVOCATION_LISTS",
        "tệp danh sách chứng thư bị thu hồi (CRL, PEM hoặc DER) tải về từ tổ chức cấp, dùng khi kiểm chữ ký",
        form=FILES,
    ),
    Setting(
        "TINHSO_SIGNING_SERVICE",
        "dịch vụ ký mà máy chủ được gọi thay người ký",
        form=address("http", "https"),
    ),
    Setting(
        "TINHSO_LOCAL_SIGNING_URL",
        "chương trình ký trên máy của người ký, như trình duyệt ở đó mở",
        form=address("http", "https"),
        unset="http://127.0.0.1:8011",
    ),
    Setting("TINHSO_PAPER_FONTS", "thư mục phông chữ dùng trước phông có sẵn khi in giấy tờ", form=FOLDER),
    Setting("TINHSO_SANDBOX_SIGNING_SERVICE", "dịch vụ ký giả lập", inner=True),
]
