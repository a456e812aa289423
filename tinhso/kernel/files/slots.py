from django.utils.translation import gettext_lazy as _

from tinhso.kernel.files import my_data
from tinhso.kernel.files.comparison import FILES
from tinhso.kernel.people.public import MyData
from tinhso.kernel.people.roles import Administrator
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
