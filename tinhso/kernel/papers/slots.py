from django.utils.translation import gettext_lazy as _

from tinhso.kernel.papers.forms import verification_address
from tinhso.kernel.papers.issued_files import ISSUED_DIGEST, PAPERS
from tinhso.kernel.papers.signing.metrics import trust_root_left
from tinhso.kernel.papers.signing.revocation_lists import revocation_lists
from tinhso.kernel.papers.trials import ask_signing_service
from tinhso.kernel.site.operation import Empty, Export, Metric, Probe, Retention
from tinhso.kernel.site.slots import BoxAnswer, HomeTask, MenuItem
from tinhso.kernel.site.trial import Trial

COMPARISONS = [PAPERS]
DIGESTS = [ISSUED_DIGEST]
MENU = [
    MenuItem("public", _("Xác minh"), "verify", order=40),
    MenuItem("footer", _("Xác minh giấy tờ điện tử"), "verify", order=30),
]
BOX = [BoxAnswer(verification_address, order=20)]
TASKS = [
    HomeTask(
        _("Xác minh giấy tờ điện tử"),
        _("Ai ký, ký lúc nào, nội dung có bị sửa không"),
        "verify",
        "seal",
        order=40,
    )
]
RETENTION = [
    Retention(
        "papers.requests",
        _("Yêu cầu ký: hết hiệu lực sau vài phút, xóa cùng bản thảo của giấy tờ"),
        ("papers.SigningRequest",),
    )
]
EXPORTS = [
    Export(
        "papers",
        "Giấy tờ điện tử và chữ ký trên đó; mã tra cứu in trên giấy đi cùng để còn kiểm tra được",
        stays={"papers.SigningRequest": "signing under way"},
        order=7,
    )
]
METRICS = [
    Metric(
        "tinhso_trust_root_left_seconds",
        "until the first certificate ends by which signatures are judged",
        trust_root_left,
    )
]
PROBES = [Probe("revocation_lists", revocation_lists, database=False, order=65)]
TRIALS = [Trial("signing", "Dịch vụ ký", "TINHSO_SIGNING_SERVICE", ask_signing_service, order=31)]
EMPTY = [
    Empty("MyData", why="an issued paper is given out by the system that had it drawn up"),
    Empty("AccountEnd", why="an issued paper is kept; it holds no account"),
]
