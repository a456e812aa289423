from tinhso.lib.environment import Setting
from tinhso.lib.setting_forms import KEY, PATH, PUBLIC_KEYS, address, json_of

SETTINGS = [
    Setting(
        "TINHSO_EXCHANGE_KEY",
        "khóa ký chính sách chia sẻ dữ liệu",
        secret=True,
        form=KEY,
        unset="tạo trong STATE/exchange-key, chỉ chủ đọc được",
    ),
    Setting("TINHSO_EXCHANGE_KEYS_BEFORE", "các khóa ký chính sách trước", secret=True),
    Setting(
        "TINHSO_EXCHANGE_SUBJECT_KEY",
        "khóa làm bí danh của người trong nhật ký lời gọi; nơi chuyển tiếp cũng cần; không bao giờ đổi",
        secret=True,
        form=KEY,
        unset="tạo trong STATE/exchange-subject-key, chỉ chủ đọc được",
    ),
    Setting(
        "TINHSO_EXCHANGE_ADDRESS",
        "địa chỉ của nơi chuyển tiếp lời gọi như bên gọi biết",
        form=address("http", "https"),
        unset="http://HOST:PORT của lệnh",
    ),
    Setting(
        "TINHSO_EXCHANGE_TEST_ADDRESS",
        "địa chỉ của nơi chuyển tiếp thử nghiệm; không đặt thì trang Kỹ thuật không gọi thử được",
        form=address("http", "https"),
    ),
    Setting(
        "TINHSO_EXCHANGE_FOLDER",
        "thư mục của nơi chuyển tiếp: chính sách, nhật ký chờ nhập",
        form=PATH,
        unset="STATE/exchange",
    ),
    Setting(
        "TINHSO_EXCHANGE_POLICY_KEYS",
        "các khóa công khai mà nơi chuyển tiếp tin",
        form=PUBLIC_KEYS,
        unset="khóa của STATE/exchange-key",
    ),
    Setting(
        "TINHSO_EXCHANGE_FRONT_SECRET",
        "mã chung của nơi chuyển tiếp và máy chủ web đứng trước, nơi kiểm tra chứng thư của bên gọi",
        secret=True,
        form=KEY,
    ),
    Setting(
        "TINHSO_EXCHANGE_METRICS_TOKEN",
        "mã để Prometheus đọc số đo của nơi chuyển tiếp; không đặt thì chỉ đọc được trên chính máy đó",
        secret=True,
        form=KEY,
    ),
    Setting(
        "TINHSO_EXCHANGE_PULL_URL", "địa chỉ chính sách mà nơi chuyển tiếp lấy", form=address("http", "https")
    ),
    Setting(
        "TINHSO_EXCHANGE_PULL_TOKEN",
        "mã để nơi chuyển tiếp lấy chính sách; không đặt thì địa chỉ ấy không có",
        secret=True,
    ),
    Setting(
        "TINHSO_EXCHANGE_CLIENT",
        "hệ thống một cửa gọi qua nơi chuyển tiếp (JSON: plane, client); không đặt thì không hỏi nguồn nào",
        form=json_of("plane", "client"),
    ),
    Setting(
        "TINHSO_EXCHANGE_CLIENT_KEY",
        "khóa của hệ thống một cửa khi gọi qua nơi chuyển tiếp",
        secret=True,
        unset="tạo trong STATE/exchange-client-key, chỉ chủ đọc được",
    ),
    Setting(
        "TINHSO_EXCHANGE_STAND_INS", "nơi đứng thay địa chỉ của dịch vụ trong bản trình diễn", inner=True
    ),
    Setting("TINHSO_SANDBOX_EVENT_RECEIVER", "nơi nhận sự kiện giả lập", inner=True),
    Setting("TINHSO_SANDBOX_POPULATION", "CSDL dân cư giả lập", inner=True),
    Setting("TINHSO_SANDBOX_BUSINESS_REGISTRY", "CSDL đăng ký doanh nghiệp giả lập", inner=True),
    Setting("TINHSO_SANDBOX_SOCIAL_INSURANCE", "CSDL bảo hiểm giả lập", inner=True),
    Setting("TINHSO_SANDBOX_LAND", "CSDL đất đai giả lập", inner=True),
]
