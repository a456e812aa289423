"""Lập hồ sơ của chính hệ thống từ các sổ của nó: hồ sơ đề xuất cấp độ an toàn và hồ sơ đánh giá tác động xử lý dữ liệu cá nhân.

Mỗi hồ sơ có hai tệp, PDF và DOCX (để cơ quan sửa tiếp). Chỉ lập cấp độ 3: hệ thống giải quyết thủ tục hành chính trực
tuyến của tỉnh không thấp hơn cấp độ 3, còn cấp độ 4, 5 do chủ quản xác định và cần thêm ý kiến chuyên môn.
"""

import argparse
from pathlib import Path

from tinhso.config.database import database, open_django
from tinhso.config.refusal import Refusal
from tinhso.lib.system_errors import reason


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cap-do", type=int, default=3, metavar="N", help="cấp độ đề xuất (chỉ 3)")
    parser.add_argument(
        "--out", type=Path, default=Path(), metavar="DIR", help="thư mục ghi ra, mặc định là thư mục này"
    )


def run(arguments: argparse.Namespace) -> int:
    if arguments.cap_do != 3:
        raise Refusal(
            "chỉ lập được hồ sơ cấp độ 3: cấp độ 4, 5 do chủ quản xác định, cấp độ 1, 2 thấp hơn luật cho phép",
            english="only dossiers of level 3 are drawn up: 4 and 5 are the owner's to determine, 1 and 2 are below what the law allows",
        )
    with database():
        open_django()
        for path in write(arguments.out):
            print(path)
    return 0


def write(folder: Path) -> list[Path]:
    """The four files, as of now. Refusal where the installation has no name yet, or the folder cannot be written."""
    # the rooms can be read only once the command has opened Django
    from tinhso.config.compliance.impact_record import impact_record
    from tinhso.config.compliance.level_dossier import level_dossier
    from tinhso.config.compliance.writing import to_docx, to_pdf
    from tinhso.kernel.site import clock
    from tinhso.kernel.site.models import Instance

    instance, now = Instance.objects.first(), clock.now()
    if instance is None:
        raise Refusal(
            "hệ thống chưa có tên và chủ quản: khai ở trang quản trị trước",
            english="the system has no name and owner yet: enter them at the administration page first",
        )
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for document in (level_dossier(instance, now), impact_record(instance, now)):
            for ending, content in ((".pdf", to_pdf(document, at=now)), (".docx", to_docx(document))):
                path = folder / (document.file + ending)
                path.write_bytes(content)
                written.append(path)
    except OSError as error:
        raise Refusal(
            f"không ghi được vào {folder}: {reason(error)}",
            english=f"{folder} cannot be written: {error.strerror}",
        ) from error
    return written
