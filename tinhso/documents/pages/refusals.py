"""What deeds of documents refuse: what was typed, who may not, and what may not be on a network at all."""

from django.core.exceptions import PermissionDenied

from tinhso.kernel.site.public import EntryRefused

MARKED_LAW = "Luật Bảo vệ bí mật nhà nước số 29/2018/QH14, Điều 5 khoản 5"
MARKED_WORDS = (
    "Văn bản chứa bí mật nhà nước không được soạn thảo, lưu giữ trên máy tính đã kết nối hoặc đang kết nối "
    f"mạng Internet, mạng máy tính, mạng viễn thông ({MARKED_LAW}). Hệ thống không ghi lại gì của văn bản này, "
    "kể cả trích yếu. Ông/bà đăng ký, soạn thảo văn bản theo quy định của cơ quan về bảo vệ bí mật nhà nước."
)


class SecretDocument(EntryRefused):
    """The document bears a mark of secrecy; nothing of it is written down, and its words are not repeated."""

    def __init__(self) -> None:
        super().__init__("secrecy", MARKED_WORDS)


class DocumentsForbidden(PermissionDenied):
    """Not for this actor; the words say whose it is."""
