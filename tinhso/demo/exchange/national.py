"""The national databases in the demo's exchange: which agency of the province answers for each, and which sandbox stands in.

The registry has addresses as a real one would (`https://api.….vi-du.vn/…`, a name that leads nowhere). In a demo its plane is
told which process of this machine stands at each (`wiring`), so that a call gets an answer whatever ports were free.
"""

from pathlib import Path
from typing import Any

from django.conf import settings

from tinhso.demo.exchange.offers import Offer
from tinhso.exchange.public import InformationSystem, Service, ServiceAddress
from tinhso.lib.exchange.client import pem_of
from tinhso.lib.exchange.public_keys import read_pem

SANDBOXES = Path(__file__).parents[3] / "sandbox"
OUR_SYSTEM = "so-tttt/mot-cua"
NATIONAL_AGENCIES = {
    "bhxh-tinh": (
        "",
        "bhxh-tinh",
        (("thu-bhxh", "Phần mềm quản lý thu"), ("csdl-bao-hiem", "CSDL quốc gia về bảo hiểm (mô phỏng)")),
    ),
    "cong-an-tinh": ("", "cong-an-tinh", (("csdl-dan-cu", "CSDL quốc gia về dân cư (mô phỏng)"),)),
    "so-khdt": (
        "",
        "so-khdt|so-tc",
        (("csdl-doanh-nghiep", "CSDL quốc gia về đăng ký doanh nghiệp (mô phỏng)"),),
    ),
    "so-tnmt": ("", "so-tnmt|so-nnmt", (("csdl-dat-dai", "CSDL quốc gia về đất đai (mô phỏng)"),)),
}
"""As `registry.AGENCIES`."""
NATIONAL_OFFERS = (
    Offer(
        "cong-an-tinh/csdl-dan-cu",
        "ca-nhan",
        "Thông tin công dân (CSDL quốc gia về dân cư)",
        "Thông tin của một công dân theo số định danh. Dữ liệu minh họa của hệ thống thử nghiệm.",
        "soDinhDanh",
        document="population",
    ),
    Offer(
        "so-khdt/csdl-doanh-nghiep",
        "doanh-nghiep",
        "Thông tin đăng ký doanh nghiệp",
        "Thông tin của một doanh nghiệp theo mã số. Dữ liệu minh họa của hệ thống thử nghiệm.",
        "",
        document="business_registry",
    ),
    Offer(
        "bhxh-tinh/csdl-bao-hiem",
        "bao-hiem",
        "Giấy chứng sinh điện tử, quá trình đóng bảo hiểm xã hội",
        "Giấy chứng sinh gần nhất của một người mẹ, quá trình đóng của một người. Dữ liệu minh họa của hệ thống thử nghiệm.",
        "soDinhDanh",
        document="social_insurance",
    ),
    Offer(
        "so-tnmt/csdl-dat-dai",
        "dat-dai",
        "Giấy chứng nhận quyền sử dụng đất",
        "Giấy chứng nhận của một người theo số định danh. Dữ liệu minh họa của hệ thống thử nghiệm.",
        "soDinhDanh",
        document="land",
    ),
)
RECEIVER = "https://nhan-su-kien.ubnd-huyen-392.vi-du.vn/su-kien"
"""Where the demo's subscriber is told of events."""
STAND_INS = {
    "khai-sinh": "civil_status",
    "hon-nhan": "civil_status",
    **{offer.code: offer.document for offer in NATIONAL_OFFERS},
}
"""By the code of a service: the sandbox behind it."""


def document_of(sandbox: str) -> str:
    return (SANDBOXES / sandbox / "openapi.json").read_text(encoding="utf-8")


def wiring() -> dict[str, Any]:
    """For whoever starts the demo: the one-stop shop's own system, and the sandbox behind each address."""
    services = Service.objects.filter(code__in=STAND_INS)
    places = ServiceAddress.objects.filter(service__in=services)
    key = read_pem(pem_of(settings.EXCHANGE_CLIENT_KEY)).id
    ours = InformationSystem.objects.filter(keys__thumbprint=key).select_related("member").first()
    return {
        "client": str(ours or ""),
        "stand_ins": {one.url: STAND_INS[one.service.code] for one in places.select_related("service")},
        "receivers": [RECEIVER],
    }
