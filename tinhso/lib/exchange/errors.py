"""What the exchange itself answers: for our own addresses by HTTP's codes, for X-Road's by its taxonomy.

X-Road answers 400 to what the client did wrong and 500 to all else, with `X-Road-Error` and a body of type, message and
detail. The types are those of X-Road 7 where it has one; the rest end in a word of ours, marked here.
"""

from dataclasses import dataclass

CLIENT, CONSUMER, PROVIDER = "Client", "Server.ClientProxy", "Server.ServerProxy"


@dataclass(frozen=True)
class ExchangeError:
    """`status` for `/lgsp/…`; `xroad` is the type; `again`: the same call may succeed later."""

    status: int
    xroad: str
    words: str
    again: bool = False

    @property
    def xroad_status(self) -> int:
        return 400 if self.xroad.startswith(f"{CLIENT}.") else 500


ERRORS = {
    "path_refused": ExchangeError(400, f"{CLIENT}.BadRequest", "Đường dẫn không dùng được."),  # ours
    "client_missing": ExchangeError(400, f"{CLIENT}.MissingHeader", "Thiếu tiêu đề X-Road-Client."),  # ours
    "client_mismatch": ExchangeError(
        403, f"{CONSUMER}.AccessDenied", "X-Road-Client không phải hệ thống đã xác thực."
    ),
    "unauthenticated": ExchangeError(
        401, f"{CONSUMER}.AccessDenied", "Chưa xác thực hoặc mã truy cập hết hạn."
    ),
    "unknown_client": ExchangeError(
        403, f"{CONSUMER}.UnknownMember", "Hệ thống gọi không có trong danh sách."
    ),
    "client_stopped": ExchangeError(403, f"{CONSUMER}.AccessDenied", "Thành viên gọi đang bị tạm dừng."),
    "unknown_service": ExchangeError(404, f"{PROVIDER}.UnknownService", "Không có dịch vụ này."),
    "no_agreement": ExchangeError(403, f"{PROVIDER}.AccessDenied", "Không có thỏa thuận cho lời gọi này."),
    "agreement_not_begun": ExchangeError(
        403, f"{PROVIDER}.AccessDenied", "Thỏa thuận chưa tới ngày bắt đầu."
    ),
    "agreement_expired": ExchangeError(403, f"{PROVIDER}.AccessDenied", "Thỏa thuận đã hết hạn."),
    "agreement_stopped": ExchangeError(403, f"{PROVIDER}.AccessDenied", "Thỏa thuận đang bị tạm dừng."),
    "provider_stopped": ExchangeError(503, f"{PROVIDER}.ServiceDisabled", "Bên cung cấp đang bị tạm dừng."),
    "service_closed": ExchangeError(410, f"{PROVIDER}.ServiceDisabled", "Dịch vụ đã ngừng cung cấp."),
    "maintenance": ExchangeError(503, f"{PROVIDER}.ServiceDisabled", "Dịch vụ đang bảo trì.", again=True),
    "quota": ExchangeError(
        429, f"{PROVIDER}.QuotaExceeded", "Đã hết hạn mức của thỏa thuận.", again=True
    ),  # ours
    "too_large": ExchangeError(413, f"{CLIENT}.BodyTooLarge", "Nội dung gửi quá lớn."),  # ours
    "client_slow": ExchangeError(408, f"{CLIENT}.BodyTooSlow", "Nội dung gửi tới quá chậm."),  # ours
    "provider_busy": ExchangeError(
        503, f"{PROVIDER}.ServiceFailed", "Bên cung cấp đang có quá nhiều lời gọi cùng lúc.", again=True
    ),
    "breaker_open": ExchangeError(
        503, f"{PROVIDER}.ServiceFailed", "Dịch vụ lỗi liên tiếp, tạm ngắt.", again=True
    ),
    "provider_unreachable": ExchangeError(
        502, f"{PROVIDER}.ServiceFailed.NetworkError", "Không nối được tới bên cung cấp.", again=True
    ),
    "provider_timeout": ExchangeError(
        504, f"{PROVIDER}.ServiceFailed.Timeout", "Bên cung cấp trả lời quá lâu.", again=True
    ),
    "log_full": ExchangeError(
        503, f"{PROVIDER}.LoggingFailed", "Không ghi được chứng cứ.", again=True
    ),  # ours
    "no_policy": ExchangeError(503, f"{CONSUMER}.OutdatedGlobalConf", "Chưa có chính sách.", again=True),
}


def body_of(code: str, detail: str, *, words: str = "") -> dict[str, str]:
    """The body of X-Road's errors; `detail` is the id of the message, by which it is found in the log."""
    error = ERRORS[code]
    return {"type": error.xroad, "message": words or error.words, "detail": detail}
