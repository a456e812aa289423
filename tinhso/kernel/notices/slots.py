from django.utils.translation import gettext_lazy as _

from tinhso.kernel.notices.topics import Topic
from tinhso.kernel.site.slots import MenuItem

MENU = [MenuItem("account", _("Thông báo"), "notices:inbox", order=20)]

TOPICS = [Topic("notices.account", _("Tài khoản của tôi"), channels=("email",), order=90)]
