from django.utils.translation import gettext_lazy as _

from tinhso.kernel.files import metrics, my_data, trials
from tinhso.kernel.files.comparison import FILES
from tinhso.kernel.files.exported import exported_files
from tinhso.kernel.files.probes import scanner
from tinhso.kernel.people.public import MyData
from tinhso.kernel.people.roles import Administrator
from tinhso.kernel.site.operation import Empty, Export, Metric, Probe, Retention
from tinhso.kernel.site.slots import MenuItem
from tinhso.kernel.site.trial import Trial

MY_DATA = [
    MyData(
        "tep",
        _("Tệp đã gửi"),
        _("Tên, dung lượng, thời điểm gửi, kết quả kiểm tra của từng tệp; tệp chưa kèm vào hồ sơ nào"),
        my_data.tables,
        my_data.files,
        order=40,
    )
]
COMPARISONS = [FILES]
MENU = [
    MenuItem(
        "officer", _("Tệp"), "files:overview", group="administration", order=83, roles=(Administrator.code,)
    )
]
PROBES = [Probe("scanner", scanner, database=False, deploy=True)]
METRICS = [Metric("tinhso_files_unscanned", "files that wait for their scan", metrics.waiting_for_scan)]
RETENTION = [
    Retention(
        "files.unclaimed",
        _("Tệp gửi lên mà không kèm vào việc gì: xóa sau hai ngày"),
        ("files.Upload", "files.UploadChunk"),
        job="tinhso.kernel.files.tasks.purge",
    ),
    Retention(
        "files.held",
        _("Tệp đã kèm: xóa cùng việc đang giữ nó"),
        ("files.PublicPicture", "files.StoredFile"),
        rules="retention.",
    ),
]
EXPORTS = [
    Export(
        "files",
        "Tệp đã nộp và tệp hệ thống lập: tên, ai gửi, lúc nào; nội dung nằm trong thư mục files",
        stays={"files.Upload": "sending under way", "files.UploadChunk": "sending under way"},
        files=exported_files,
        order=6,
    )
]
TRIALS = [
    Trial("files", "Kho tệp", "TINHSO_FILES_S3", trials.put_and_get, order=10),
    Trial("clamav", "Quét mã độc", "TINHSO_CLAMAV", trials.ask_scanner, order=11),
]
EMPTY = [
    Empty(
        "AccountEnd",
        why="a file is let go by the system that holds it; what nobody holds goes after two days",
    )
]
