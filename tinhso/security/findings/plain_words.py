"""A finding in words for whoever has no technician: what it is, what to do first, whom to call."""

from django.utils.translation import gettext as _

from tinhso.security.models import SecurityContact, SecurityFinding

Kind = SecurityFinding.Kind


def what_it_is(finding: SecurityFinding) -> str:
    return {
        Kind.MALWARE: _("Máy này có phần mềm độc hại."),
        Kind.BOTNET: _(
            "Máy này tự liên lạc với địa chỉ độc hại trên mạng; có thể đã bị người khác điều khiển."
        ),
        Kind.VULNERABILITY: _("Phần mềm trên máy này có lỗ hổng; kẻ xấu có thể lợi dụng để vào máy."),
        Kind.MISCONFIGURATION: _("Máy này đặt cấu hình chưa an toàn."),
        Kind.INFORMATION: _("Thông tin để biết, chưa phải điểm yếu."),
    }[Kind(finding.kind)]


def first_step(finding: SecurityFinding) -> str:
    if finding.kind in (Kind.MALWARE, Kind.BOTNET):
        return _(
            "Rút dây mạng hoặc tắt Wi-Fi của máy. Không tắt máy, không tự xóa tệp. Gọi ngay đầu mối dưới đây."
        )
    if finding.kind == Kind.INFORMATION:
        return _("Không phải làm gì ngay.")
    return _(
        "Báo cán bộ kỹ thuật cập nhật hoặc chỉnh cấu hình theo cách khắc phục dưới đây, trước hạn. Chưa rõ thì gọi đầu mối."
    )


def contacts_of(finding: SecurityFinding) -> list[SecurityContact]:
    """Whom to call at the agency of the machine."""
    if finding.agency_id is None:
        return []
    return list(
        SecurityContact.objects.filter(agency_id=finding.agency_id, ends=None).order_by("part", "pk")[:10]
    )
