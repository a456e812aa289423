"""Whether the files of published versions are where every web machine finds them."""

from collections.abc import Iterator

from django.conf import settings

from tinhso.kernel.files.public import StoreAway
from tinhso.kernel.site.operation import Finding
from tinhso.opendata.dataset.moving import lacking

NAME = "tệp dữ liệu mở"


def published_files() -> Iterator[Finding]:
    """In the bucket where one is set, else in the folder of this machine."""
    try:
        without, every = lacking()
    except StoreAway:
        yield Finding(
            NAME, "wrong", "kho TINHSO_OPEN_DATA_S3 không trả lời hoặc từ chối: xem địa chỉ và khóa AWS_*"
        )
        return
    if without and settings.OPEN_DATA_S3:
        way = "trên máy đang có tệp, chạy tinhso move-files --open-data --into ĐỊA-CHỈ-ẤY"
        yield Finding(
            NAME, "wrong", f"{without} trên {every} phiên bản chưa có đủ trong TINHSO_OPEN_DATA_S3: {way}"
        )
    elif without:
        way = "người đọc nhận lỗi 503; phục hồi thư mục open-data hoặc gắn lại thư mục chung"
        yield Finding(NAME, "wrong", f"{without} trên {every} phiên bản thiếu tệp ở máy này: {way}")
    else:
        yield Finding(NAME, "good", f"đủ tệp của {every} phiên bản")
