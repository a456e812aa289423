"""What `tinhso setup` leaves to people, in its order."""

from pathlib import Path

from tinhso.config.setting_up.questions import Answers
from tinhso.lib.bilingual import in_english


def left_to_do(answers: Answers, folder: Path, *, filled: bool) -> str:
    """What only people can do, in its order."""
    if in_english():
        return left_in_english(answers, folder, filled=filled)
    lines = [
        f"cp {folder}/*.service {folder}/*.timer /etc/systemd/system/ && systemctl daemon-reload",
        "systemctl enable --now tinhso.service tinhso-backup.timer tinhso-backup-check.timer",
        f"cp {folder}/tinhso.logrotate /etc/logrotate.d/tinhso",
        f"đặt chứng thư vào {answers['certificate']}, {answers['certificate_key']}; cp {folder}/tinhso.nginx"
        " /etc/nginx/sites-enabled/tinhso && nginx -t && systemctl reload nginx",
        f"cài đặt khác (tinhso settings) ghi vào {folder}/local.env, rồi systemctl restart tinhso",
        f"có Prometheus: đặt TINHSO_METRICS_TOKEN ở đó, cho nó (trên máy này) hỏi http://127.0.0.1:{answers['port']}/metrics; {folder}/tinhso.alerts.yml là cảnh báo,"
        f" {folder}/tinhso.dashboard.json là bảng theo dõi để nạp vào Grafana",
        "giữ các khóa (secret-key, seed-key, seal-key, push-key) của thư mục trạng thái ở nơi khác bản sao lưu",
        f"sh {folder}/tinhso.sh check --deploy --try: làm thử với mọi dịch vụ đã nối; mọi lệnh tinhso khác cũng chạy như vậy",
    ]
    if not filled:
        lines.insert(0, "chạy lại không có --files-only để nâng cơ sở dữ liệu và nạp gói của tỉnh")
    if answers.get("administrators") and filled:
        lines.append(
            f"gửi mỗi người đường dẫn của mình trong {answers['state']}/links.csv, rồi xóa tệp ấy; /kiem-chung/ và tinhso check nêu tên họ tới khi thủ trưởng xác nhận"
        )
    else:
        lines.append(
            f"sh {folder}/tinhso.sh import_accounts --template {answers['state']}/officers.xlsx: điền hai người quản trị,"
            " rồi --administrators --apply"
        )
    if not answers.get("database"):
        lines.append(
            "PostgreSQL riêng hợp với một máy nhỏ; lớn hơn thì dùng máy chủ riêng (docs/operations.vi.md)"
        )
    return "Còn lại:\n" + "\n".join(f"  {number}. {line}" for number, line in enumerate(lines, 1))


def left_in_english(answers: Answers, folder: Path, *, filled: bool) -> str:
    """The same, for whoever works in English."""
    lines = [
        f"cp {folder}/*.service {folder}/*.timer /etc/systemd/system/ && systemctl daemon-reload",
        "systemctl enable --now tinhso.service tinhso-backup.timer tinhso-backup-check.timer",
        f"cp {folder}/tinhso.logrotate /etc/logrotate.d/tinhso",
        f"put the certificate into {answers['certificate']}, {answers['certificate_key']}; cp {folder}/tinhso.nginx"
        " /etc/nginx/sites-enabled/tinhso && nginx -t && systemctl reload nginx",
        f"other settings (tinhso settings) go into {folder}/local.env, then systemctl restart tinhso",
        f"with Prometheus: set TINHSO_METRICS_TOKEN there and let it (on this machine) ask http://127.0.0.1:{answers['port']}/metrics; {folder}/tinhso.alerts.yml are alarms,"
        f" {folder}/tinhso.dashboard.json a dashboard for Grafana",
        "keep the keys (secret-key, seed-key, seal-key, push-key) of the state folder apart from the backups",
        f"sh {folder}/tinhso.sh check --deploy --try: tries every service that is connected; so does any other command run",
    ]
    if not filled:
        lines.insert(0, "run again without --files-only to migrate the database and load the province's pack")
    if answers.get("administrators") and filled:
        lines.append(
            f"send everybody their link in {answers['state']}/links.csv, then delete that file; /kiem-chung/ and tinhso check name them until a head confirms"
        )
    else:
        lines.append(
            f"sh {folder}/tinhso.sh import_accounts --template {answers['state']}/officers.xlsx: fill in two administrators,"
            " then --administrators --apply"
        )
    if not answers.get("database"):
        lines.append(
            "the own PostgreSQL is for a small machine; else use a server of its own (docs/operations.md)"
        )
    return "Left to do:\n" + "\n".join(f"  {number}. {line}" for number, line in enumerate(lines, 1))
