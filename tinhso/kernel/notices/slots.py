from django.utils.translation import gettext_lazy as _

from tinhso.kernel.notices import account_end, activation_letters, contact_letters, metrics, my_data, trials
from tinhso.kernel.notices.topics import Topic
from tinhso.kernel.people.public import AccountEnd, MyData
from tinhso.kernel.site.operation import Empty, Export, Metric
from tinhso.kernel.site.slots import MenuItem
from tinhso.kernel.site.trial import Trial

MENU = [MenuItem("account", _("Thông báo"), "notices:inbox", order=20)]

MY_DATA = [
    MyData(
        "thong-bao",
        _("Thông báo"),
        _("Thông báo đã nhận, cách nhận đã chọn, các máy nhận thông báo"),
        my_data.tables,
        order=20,
    )
]
TOPICS = [Topic("notices.account", _("Tài khoản của tôi"), channels=("email",), order=90)]
CARRIERS = [*contact_letters.CARRIERS, *activation_letters.CARRIERS]
ACCOUNT_ENDS = [AccountEnd("notices", erase=account_end.erase)]
METRICS = [Metric("tinhso_deliveries", "messages on their way to people, by channel", metrics.on_their_way)]
EXPORTS = [
    Export(
        "notices",
        "Thông báo đã gửi và cách nhận mà mỗi người chọn",
        stays={"notices.PushSubscription": "opens a browser for messages of this program"},
        order=8,
    )
]
TRIALS = [
    Trial("mail", "Gửi thư", "TINHSO_MAIL_HOST", trials.send_trial_mail, order=20),
    Trial("sms", "Gửi SMS", "TINHSO_SMS_URL", trials.send_trial_sms, order=21),
]
EMPTY = [
    Empty(
        "Probe", why="a gateway that is away shows in the jobs that wait, and trying it would send a message"
    ),
    Empty("Retention", why="a notice stays until its owner closes the account, or its case is erased"),
]
