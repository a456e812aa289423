from django.utils.translation import gettext_lazy as _

from tinhso.kernel.files import my_data
from tinhso.kernel.files.comparison import FILES
from tinhso.kernel.files.probes import scanner
from tinhso.kernel.people.public import MyData
from tinhso.kernel.people.roles import Administrator
from tinhso.kernel.site.operation import Empty, Probe, Retention
from tinhso.kernel.site.slots import MenuItem

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
MENU = [MenuItem("officer", _("Tệp"), "files:overview", order=83, roles=(Administrator.code,))]
PROBES = [Probe("scanner", scanner, database=False, deploy=True)]
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
        ("files.StoredFile",),
        rules="retention.",
    ),
]
EMPTY = [
    Empty(
        "AccountEnd",
        why="a file is let go by the system that holds it; what nobody holds goes after two days",
    )
]
