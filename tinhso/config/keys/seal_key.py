"""The key that signs the heads of the log: made at set-up, turned, taken up after a restore or in the place of a lost one.

It lies in `STATE/seal-key` or in TINHSO_SEAL_KEY, never in the database. All of it as the owner of the tables.
"""

from django.conf import settings

from tinhso.config.database import state
from tinhso.config.keys.secret_key import SEAL_KEY, forget_before, secret_key, turn
from tinhso.config.refusal import Refusal
from tinhso.kernel.events.public import (
    ChainRewritten,
    Change,
    KeyTooShort,
    NotSigned,
    SealKeyMissing,
    SealKeyUnknown,
    current_key,
    fingerprint,
    held_key,
    keys_before,
    seal,
    sign_heads,
    take_up_seal_key,
)
from tinhso.kernel.events.signatures.probes import LOST
from tinhso.kernel.site import clock
from tinhso.lib.bilingual import say


def at_set_up() -> str:
    """The first key of an installation, and a turned one; what somebody must do, "" where nothing is to be done."""
    if current_key() is None:
        make()
    return take_up()


def make() -> None:
    """A key in the state folder, where neither the environment nor the folder has one."""
    if not settings.SEAL_KEY:
        secret_key(state(), SEAL_KEY)


def take_up() -> str:
    """Sign with the key that is here; in words why not, where that is so."""
    try:
        take_up_seal_key(now=clock.now())
    except KeyTooShort:
        return "TINHSO_SEAL_KEY ngắn quá: cần từ 43 ký tự ngẫu nhiên"
    except SealKeyMissing:
        return f"khóa ký đầu chuỗi không có ở đây: chép tệp seal-key hoặc đặt TINHSO_SEAL_KEY; mất hẳn thì {LOST}"
    except SealKeyUnknown:
        return f"khóa ở đây không phải khóa đang ký đầu chuỗi: đặt đúng khóa; mất hẳn khóa cũ thì {LOST}"
    except ChainRewritten:
        return "đầu chuỗi đã ký không còn trong chuỗi: chạy tinhso verify, đừng phục vụ trước khi rõ vì sao"
    return ""


def after_restore() -> str:
    """Go on with the key that is here, else with a new one, whose taking over is an event; told in words."""
    make()
    try:
        change = take_up_seal_key(lost=True, now=clock.now())
        seal()
        sign_heads(every_head=True)
    except NotSigned as error:
        why = type(error).__name__
        return say(
            f"CHÚ Ý: đầu chuỗi chưa được ký ({why}): tinhso check.",
            f"NOTE: the heads are not signed yet ({why}): tinhso check.",
        )
    key = held_key()
    print_of = fingerprint(key.public) if key else ""
    if change == Change.LOST:
        return say(
            "CHÚ Ý: khóa ký đầu chuỗi của bản sao lưu không có ở đây. Đã lập khóa mới và ghi sự kiện mất khóa; vân tay mới:"
            f" {print_of}. Còn khóa cũ thì làm lại vào nơi trống, với tệp seal-key đặt sẵn trong thư mục trạng thái.",
            "NOTE: the seal key of the backup is not here. A new one was made, its loss is an event; the new fingerprint:"
            f" {print_of}. Where the old key is still there, begin again in an empty place with seal-key laid into the state folder.",
        )
    return say(
        f"Đầu chuỗi được ký bằng khóa có vân tay {print_of}.",
        f"The heads are signed by the key with the fingerprint {print_of}.",
    )


def turned(*, lost: bool) -> str:
    """Another key from now on, which the one before vouches for; the fingerprint of the new one. Refusal."""
    current, held = current_key(), held_key()
    ours = bool(current and held and held.public == current.public)
    begun = bool(current) and any(key.public == current.public for key in keys_before() if current)
    refuse_wrong(lost=lost, ours=ours, begun=begun, env=bool(settings.SEAL_KEY), held=bool(held))
    if not settings.SEAL_KEY and not begun:
        make() if lost else turn(state(), SEAL_KEY)
    take_up_seal_key(lost=lost, now=clock.now())
    forget_before(state(), SEAL_KEY)
    new = held_key()
    return fingerprint(new.public) if new else ""


def refuse_wrong(*, lost: bool, ours: bool, begun: bool, env: bool, held: bool) -> None:
    """Before anything is changed."""
    if lost and (ours or begun):
        raise Refusal(
            "khóa đang ký vẫn còn ở đây, không mất: bỏ --lost",
            english="the key that signs is here, not lost: leave out --lost",
        )
    if lost or begun:
        return
    if not ours:
        found = "khóa ở đây không phải khóa đang ký" if held else f"chưa có khóa {SEAL_KEY} trong {state()}"
        english = (
            "the key here is not the one that signs" if held else f"there is no key {SEAL_KEY} in {state()}"
        )
        raise Refusal(
            f"{found}: đặt đúng khóa rồi chạy lại; mất hẳn khóa cũ thì thêm --lost",
            english=f"{english}: set the right key and run again; where the old key is gone for good, add --lost",
        )
    if env:
        raise Refusal(
            "khóa này đặt bằng TINHSO_SEAL_KEY: đặt khóa mới ở đó, khóa cũ ở TINHSO_SEAL_KEYS_BEFORE, rồi chạy lại",
            english="this key is given by TINHSO_SEAL_KEY: put the new one there, the old one into TINHSO_SEAL_KEYS_BEFORE, then run again",
        )
