"""What the exchange itself answers: for our own addresses by HTTP's codes, for X-Road's by its taxonomy.

X-Road answers 400 to what the client did wrong and 500 to all else, with `X-Road-Error` and a body of type, message and
detail. The types are those of X-Road 7 where it has one; the rest end in a word of ours, marked here.
"""

from dataclasses import dataclass

CLIENT, CONSUMER, PROVIDER = "Client", "Server.ClientProxy", "Server.ServerProxy"


@dataclass(frozen=True)
class ExchangeError:
    """`status` for `/lgsp/…`; `xroad` is the type; `retryable`: the same call may succeed later."""

    status: int
    xroad: str
    words: str
    retryable: bool = False

    @property
    def xroad_status(self) -> int:
        return 400 if self.xroad.startswith(f"{CLIENT}.") else 500


ERRORS = {
    "path_refused": ExchangeError(400, f"{CLIENT}.BadRequest", "Đường dẫn không dùng được."),  # ours
    "framing_refused": ExchangeError(400, f"{CLIENT}.BadRequest", "Độ dài nội dung gửi ghi mập mờ."),  # ours
    "no_service_code": ExchangeError(400, f"{CLIENT}.BadRequest", "Thiếu tham số serviceCode."),
    "client_missing": ExchangeError(400, f"{CLIENT}.MissingHeader", "Thiếu tiêu đề X-Road-Client."),  # ours
    "client_mismatch": ExchangeError(
        403, f"{CONSUMER}.AccessDenied", "X-Road-Client không phải hệ thống đã xác thực."
    ),
    "unauthenticated": ExchangeError(
        401, f"{CONSUMER}.AccessDenied", "Chưa xác thực hoặc mã truy cập hết hạn."
    ),
    "certificate_mismatch": ExchangeError(
        401, f"{CONSUMER}.AccessDenied", "Mã truy cập gắn với chứng thư khác."
    ),
    "certificate_needed": ExchangeError(
        403, f"{CONSUMER}.AccessDenied", "Thỏa thuận chỉ nhận lời gọi có chứng thư máy khách (mTLS)."
    ),
    "unknown_client": ExchangeError(
        403, f"{CONSUMER}.UnknownMember", "Hệ thống gọi không có trong danh sách."
    ),
    "client_stopped": ExchangeError(403, f"{CONSUMER}.AccessDenied", "Thành viên gọi đang bị tạm dừng."),
    "unknown_service": ExchangeError(404, f"{PROVIDER}.UnknownService", "Không có dịch vụ này."),
    "no_description": ExchangeError(
        503, f"{PROVIDER}.ServiceFailed", "Chưa có bản mô tả của dịch vụ này.", retryable=True
    ),
    "no_agreement": ExchangeError(403, f"{PROVIDER}.AccessDenied", "Không có thỏa thuận cho lời gọi này."),
    "agreement_not_begun": ExchangeError(
        403, f"{PROVIDER}.AccessDenied", "Thỏa thuận chưa tới ngày bắt đầu."
    ),
    "agreement_expired": ExchangeError(403, f"{PROVIDER}.AccessDenied", "Thỏa thuận đã hết hạn."),
    "agreement_stopped": ExchangeError(403, f"{PROVIDER}.AccessDenied", "Thỏa thuận đang bị tạm dừng."),
    "provider_stopped": ExchangeError(503, f"{PROVIDER}.ServiceDisabled", "Bên cung cấp đang bị tạm dừng."),
    "service_closed": ExchangeError(410, f"{PROVIDER}.ServiceDisabled", "Dịch vụ đã ngừng cung cấp."),
    "maintenance": ExchangeError(503, f"{PROVIDER}.ServiceDisabled", "Dịch vụ đang bảo trì.", retryable=True),
    "quota": ExchangeError(
        429, f"{PROVIDER}.QuotaExceeded", "Đã hết hạn mức của thỏa thuận.", retryable=True
    ),  # ours
    "too_large": ExchangeError(413, f"{CLIENT}.BodyTooLarge", "Nội dung gửi quá lớn."),  # ours
    "client_slow": ExchangeError(408, f"{CLIENT}.BodyTooSlow", "Nội dung gửi tới quá chậm."),  # ours
    "provider_busy": ExchangeError(
        503, f"{PROVIDER}.ServiceFailed", "Bên cung cấp đang có quá nhiều lời gọi cùng lúc.", retryable=True
    ),
    "breaker_open": ExchangeError(
        503, f"{PROVIDER}.ServiceFailed", "Dịch vụ lỗi liên tiếp, tạm ngắt.", retryable=True
    ),
    "provider_unreachable": ExchangeError(
        502, f"{PROVIDER}.ServiceFailed.NetworkError", "Không nối được tới bên cung cấp.", retryable=True
    ),
    "provider_timeout": ExchangeError(
        504, f"{PROVIDER}.ServiceFailed.Timeout", "Bên cung cấp trả lời quá lâu.", retryable=True
    ),
    "log_full": ExchangeError(
        503, f"{PROVIDER}.LoggingFailed", "Không ghi được chứng cứ.", retryable=True
    ),  # ours
    "signature_missing": ExchangeError(
        401, f"{CLIENT}.SignatureMissing", "Thỏa thuận cần chứng cứ: lời gọi phải có chữ ký (RFC 9421)."
    ),  # ours
    "signature_refused": ExchangeError(
        401, f"{CLIENT}.SignatureRefused", "Chữ ký của lời gọi không được nhận."
    ),  # ours
    "digest_mismatch": ExchangeError(
        400, f"{CLIENT}.DigestMismatch", "Nội dung gửi không khớp Content-Digest đã ký."
    ),  # ours
    "answer_too_large": ExchangeError(
        502, f"{PROVIDER}.ServiceFailed", "Trả lời dài quá mức ký được (8 MB)."
    ),
    "no_policy": ExchangeError(503, f"{CONSUMER}.OutdatedGlobalConf", "Chưa có chính sách.", retryable=True),
}


def body_of(code: str, detail: str, *, words: str = "") -> dict[str, str]:
    """The body of X-Road's errors; `detail` is the id of the message, by which it is found in the log."""
    error = ERRORS[code]
    return {"type": error.xroad, "message": words or error.words, "detail": detail}


BROKEN_OFF = "broken_off"
"""The code of a call that ended before its answer: no error of the exchange, nobody was left to tell."""

TOKEN_REASONS = {
    "no_policy": "Chưa có chính sách.",
    "method": "Không phải POST.",
    "content_type": "Nội dung không phải biểu mẫu.",
    "form": "Biểu mẫu không đọc được.",
    "fields": "Có trường lạ hoặc trường lặp lại.",
    "too_large": "Nội dung gửi quá lớn.",
    "client_slow": "Nội dung gửi tới quá chậm.",
    "digest_mismatch": "Nội dung không khớp giá trị băm đã ký.",
    "gone": "Bên gọi ngắt kết nối.",
    "grant_type": "Kiểu xin mã không được hỗ trợ.",
    "client_assertion_type": "Thiếu lời xác nhận có chữ ký của bên gọi.",
    "client_id": "client_id không khớp lời xác nhận.",
    "busy": "Quá nhiều lời xác nhận của hệ thống này đang còn hạn.",
    "shape": "Lời xác nhận sai khuôn dạng.",
    "header": "Lời xác nhận có tiêu đề lạ.",
    "unknown_key": "Khóa không có trong danh sách.",
    "key_expired": "Khóa đã hết hạn.",
    "algorithm": "Thuật toán không đúng với khóa.",
    "signature": "Chữ ký không đúng.",
    "client": "Lời xác nhận không phải của chủ khóa.",
    "audience": "Lời xác nhận viết cho nơi khác.",
    "jti": "Thiếu jti.",
    "life": "Lời xác nhận có hạn quá dài.",
    "expired": "Lời xác nhận đã hết hạn.",
    "not_yet": "Lời xác nhận chưa tới lúc dùng (kiểm tra đồng hồ).",
    "replayed": "Lời xác nhận đã dùng một lần.",
}


def outcome(status: int, code: str) -> str:
    """What a row of the log tells a reader: the status, and why where the exchange itself refused."""
    if code == "ok":
        return str(status)
    if code == BROKEN_OFF:
        return f"{status} Ngắt giữa chừng." if status else "Ngắt trước khi trả lời."
    error = ERRORS.get(code)
    words = error.words if error else TOKEN_REASONS.get(code.partition(":")[2], "")
    return f"{status} {words or code}"
