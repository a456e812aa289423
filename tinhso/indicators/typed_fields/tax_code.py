from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.forms import WordsField


def tax_code_field() -> WordsField:
    return WordsField(
        _("Mã số thuế"),
        14,
        help_text=_("10, 12 chữ số, hoặc 10 chữ số kèm gạch ngang và 3 chữ số của chi nhánh."),
        validators=[RegexValidator(r"^\d{10}(-\d{3}|\d{2})?$", _("Mã số thuế chưa đúng dạng."))],
    )
