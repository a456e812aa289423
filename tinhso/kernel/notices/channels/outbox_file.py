from pathlib import Path

from django.conf import settings

from tinhso.kernel.notices.models import Delivery
from tinhso.kernel.notices.wording import Wording


def write_file(delivery: Delivery, address: str, words: Wording) -> str:
    """The demo sends nothing outside: what would have left lies in `outbox/` of the instance's state."""
    folder = Path(settings.STATE) / "outbox"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    text = words.sms if delivery.channel == Delivery.Channel.SMS else f"{words.subject}\n\n{words.text}"
    path = folder / f"{delivery.pk:08}-{delivery.channel}.txt"
    path.write_text(f"DỮ LIỆU MÔ PHỎNG\nTới: {address}\n\n{text}\n", encoding="utf-8")
    return path.name
