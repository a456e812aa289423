"""Khám hệ thống và nói việc cần làm; --try làm thử với bên ngoài. Trả về 0 khi không có lỗi, 1 khi có (chú ý không phải là lỗi).

Với --security chỉ khám việc tự bảo vệ: cài đặt, khóa, quyền của tệp, tài khoản quản trị, chứng thư, thư viện, sao lưu. Trả về 2 khi
không có lỗi nhưng có việc không tra được.
"""

import argparse
import json
import os
from pathlib import Path

from tinhso.config.database import database, open_django
from tinhso.kernel.site.operation import Finding

MARK = {"good": "tốt    ", "note": "CHÚ Ý  ", "wrong": "LỖI    "}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="in kết quả cho máy đọc")
    parser.add_argument("--deploy", action="store_true", help="khám thêm cài đặt cho máy chủ thật")
    parser.add_argument("--security", action="store_true", help="chỉ khám việc hệ thống tự bảo vệ")
    parser.add_argument(
        "--advisories",
        type=Path,
        metavar="FILE",
        help="với --security: tra thư viện trong tệp này (OSV của PyPI: .zip, .json; hoặc JSON của pip-audit)",
    )
    parser.add_argument(
        "--backups", type=Path, metavar="THƯ-MỤC", help="với --security: bản sao lưu nằm ở đây"
    )
    parser.add_argument(
        "--try",
        action="store_true",
        dest="attempt",
        help="làm thử: gửi một thư và một SMS tới quản trị, ghi và đọc một tệp, hỏi từng dịch vụ bên ngoài đã nối",
    )
    parser.add_argument("--mail", default="", metavar="ĐỊA-CHỈ", help="gửi thư thử tới đây thay cho quản trị")
    parser.add_argument("--phone", default="", metavar="SỐ", help="gửi SMS thử tới đây thay cho quản trị")


def run(arguments: argparse.Namespace) -> int:
    os.environ |= {"TINHSO_LOG_LEVEL": "ERROR", "TINHSO_STATIC_COLLECTED": "1"}  # as it serves
    with database(reached=False):  # what cannot be reached is a finding
        open_django()
        # the rooms can be read only once the command has opened Django
        from tinhso.config.checks.doctor import examine
        from tinhso.config.checks.own_security import examine_security, exit_code

        if arguments.security:
            findings = examine_security(advisories=arguments.advisories, backups=arguments.backups)
        else:
            findings = examine(deploy=arguments.deploy)
        if arguments.attempt:
            findings += _attempted(arguments.mail, arguments.phone)
    if arguments.json:
        print(json.dumps([finding.__dict__ for finding in findings], ensure_ascii=False, indent=1))
    else:
        print("\n".join(line(finding) for finding in findings))
    if arguments.security:
        return exit_code(findings)
    return 1 if any(finding.level == "wrong" for finding in findings) else 0


def _attempted(mail: str, phone: str) -> list[Finding]:
    # the rooms can be read only once the command has opened Django
    from tinhso.config.checks.trials import attempted, first_administrator

    return attempted(first_administrator(mail, phone))


def line(finding: Finding) -> str:
    return f"{MARK[finding.level]} {finding.name}: {finding.sentence}"
