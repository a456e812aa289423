"""Kiểm tra chuỗi niêm phong và đối chiếu hồ sơ với sự kiện: tính lại từng dòng, chỉ rõ dòng nào sai. Trả về 1 khi có sai.

Người có toàn quyền với cơ sở dữ liệu tính lại được cả chuỗi, nhưng không có khóa ký đầu chuỗi. Đưa vào vân tay khóa hoặc đầu
chuỗi đã ghi ở nơi khác (báo cáo năm, thư, tệp hay trang đã lưu): --key, --head, --posted. Khóa ghi trong cơ sở dữ liệu không được tin.
"""

import argparse
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tinhso.config.backups.archive import Progress
from tinhso.config.database import database, open_django
from tinhso.config.log_comparison import comparisons_of
from tinhso.config.refusal import Refusal
from tinhso.config.sealing import seal_what_is_open
from tinhso.lib.system_errors import reason

if TYPE_CHECKING:
    from tinhso.kernel.events.public import Signed, Verdict

UNSEALED = (
    "CHƯA NIÊM PHONG: %s dòng đã quá hạn vì không có tiến trình xử lý nền nào chạy (tinhso up, tinhso worker fast);"
    " lệnh này niêm phong chúng bây giờ, từ nay mới chứng minh được là không bị sửa."
)
HASH = re.compile(r"[0-9a-f]{64}")
MOST_BYTES = 20_000_000


@dataclass
class Outside:
    """What whoever asks knows from elsewhere."""

    heads: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--head",
        action="append",
        default=[],
        metavar="MÃ_BĂM",
        help="đầu chuỗi đã ghi lại ở nơi khác, phải còn trong chuỗi (dùng được nhiều lần)",
    )
    parser.add_argument(
        "--key",
        action="append",
        default=[],
        metavar="VÂN_TAY",
        help="vân tay khóa ký đầu chuỗi đã biết từ nơi khác (dùng được nhiều lần)",
    )
    parser.add_argument(
        "--posted",
        action="append",
        default=[],
        type=Path,
        metavar="TỆP",
        help="tệp, thư hoặc trang đầu chuỗi đã lưu ở nơi khác: lấy cả vân tay lẫn đầu chuỗi (dùng được nhiều lần)",
    )
    parser.add_argument(
        "--changed",
        action="store_true",
        help="chỉ đối chiếu với sự kiện những hồ sơ, việc đã thay đổi từ lần đối chiếu trước (vài giây)",
    )
    parser.add_argument(
        "--files", action="store_true", help="đọc lại cả nội dung từng tệp và so với mã băm lúc lưu (lâu)"
    )


def run(arguments: argparse.Namespace) -> int:
    heads = {sixty_four("--head", words) for words in arguments.head}
    keys = {sixty_four("--key", words) for words in arguments.key}
    if arguments.changed and (heads or keys or arguments.posted):
        raise Refusal(
            "--changed không đọc chuỗi niêm phong: bỏ --changed để kiểm --head, --key, --posted",
            english="--changed does not read the chain of seals: leave it out to check --head, --key, --posted",
        )
    with database():
        open_django()
        outside = Outside(heads, keys)
        for file in arguments.posted:
            add_posted(file, outside)
        findings = [] if arguments.changed else check_log(outside)
        compared = list(comparisons_of(changed=arguments.changed, files=arguments.files))
        seal_what_is_open()
    if wrong := any(held.lines for _, held in compared):
        print("\n".join(line for _, held in compared for line in held.lines))
    print("\n".join(words for words, _ in compared))
    return 1 if findings or wrong else 0


def check_log(outside: Outside) -> list[str]:
    """Prints what was found of the chain and its signatures; returns the lines that are wrong."""
    found, signed = log_of_events(outside.heads), signatures(outside.keys)
    wrong = [*found.lines, *signed.lines]
    print("\n".join([*wrong, *summary(found, signed)]))
    return wrong


def sixty_four(option: str, words: str) -> str:
    """A hash as somebody typed it from paper: spaces, colons and capital letters are no fault. Refusal."""
    plain = "".join(words.split()).replace(":", "").lower()
    if not HASH.fullmatch(plain):
        raise Refusal(
            f"{option} {words}: cần 64 chữ số hệ 16 (0-9, a-f)",
            english=f"{option} {words}: must be 64 hexadecimal digits (0-9, a-f)",
        )
    return plain


def add_posted(file: Path, outside: Outside) -> None:
    """The heads and keys of what was saved elsewhere; Refusal where it holds none, or one that was changed."""
    # the rooms can be read only once the command has opened Django
    from tinhso.kernel.events.public import fingerprint, posted_heads

    try:
        with file.open("rb") as opened:
            text = opened.read(MOST_BYTES).decode("utf-8", "replace")
    except OSError as error:
        raise Refusal(
            f"không đọc được {file} ({reason(error)})", english=f"{file} cannot be read ({error.strerror})"
        ) from error
    found = list(posted_heads(text))
    if not found:
        raise Refusal(
            f"{file} không có dòng đầu chuỗi nào (tinhso-seal-head-1 …)",
            english=f"{file} has no line of a signed head (tinhso-seal-head-1 …)",
        )
    for head in found:
        if not head.holds:
            raise Refusal(
                f"{file}: dòng của niêm phong số {head.number} đã bị sửa, chữ ký của chính nó không đúng",
                english=f"{file}: the line of seal {head.number} was changed, its own signature does not fit",
            )
        outside.heads.add(head.hash)
        outside.keys.add(fingerprint(head.public))


def log_of_events(heads: set[str]) -> "Verdict":
    # the rooms can be read only once the command has opened Django
    from tinhso.kernel.events.public import verify

    progress = Progress(lambda line: print(line, file=sys.stderr, flush=True))
    return verify(
        known_heads=sorted(heads),
        progress=lambda checked: progress.report(f"Đã kiểm tra {checked:,} dòng…".replace(",", ".")),
    )


def signatures(keys: set[str]) -> "Signed":
    # the rooms can be read only once the command has opened Django
    from tinhso.kernel.events.public import check_signatures

    return check_signatures(keys=keys)


def summary(found: "Verdict", signed: "Signed") -> list[str]:
    wrong = len(found.lines) + len(signed.lines)
    verdict = f"{wrong} điểm sai" if wrong else "Không có sai sót"
    return [
        f"{verdict}: {found.checked} dòng đã kiểm tra, {found.waiting} dòng mới chờ niêm phong.",
        f"Đầu chuỗi sự kiện: {found.head}",
        f"Đầu chuỗi lượt xem: {found.access_head}",
        *signed.proven,
        *([UNSEALED % f"{found.unsealed:,}".replace(",", ".")] if found.unsealed else []),
        *(f"CHƯA CHỨNG MINH ĐƯỢC: {line}" for line in signed.unproven),
    ]
