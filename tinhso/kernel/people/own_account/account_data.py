"""What people itself holds about an account: the account, the person it belongs to, its sessions, the posts."""

from collections.abc import Iterator

from tinhso.kernel.events.actor import Actor
from tinhso.kernel.people.models import AccountSession, Post, User
from tinhso.kernel.people.own_account.my_data import MOST_ROWS, MyTable, Row


def tables(actor: Actor) -> Iterator[MyTable]:
    """Account and person in one row each, devices, posts newest first. Three queries."""
    user = User.objects.select_related("person__unit").get(pk=actor.user_id or 0)
    yield MyTable("tai-khoan", [account(user)])
    if user.person:
        yield MyTable("nhan-than", [person(user)])
    posts = Post.objects.filter(user=user).select_related("agency").order_by("-pk")[:MOST_ROWS]
    yield MyTable("thiet-bi-dang-nhap", [session(one) for one in user.sessions.all()[:MOST_ROWS]])
    yield MyTable("vi-tri", [post(one) for one in posts])


def account(user: User) -> Row:
    return {
        "ten_dang_nhap": user.username,
        "ho_va_ten": user.full_name,
        "thu_dien_tu": user.email,
        "dien_thoai": user.phone,
        "muc_do_dinh_danh": user.identity_level,
        "tao_luc": user.date_joined,
        "dang_nhap_gan_nhat": user.last_login,
    }


def person(user: User) -> Row:
    who = user.person
    assert who
    return {
        "loai": str(who.Kind(who.kind).label),
        "ho_va_ten": who.full_name,
        "so_dinh_danh": who.id_number,
        "ngay_sinh": who.birth_date,
        "dien_thoai": who.phone,
        "thu_dien_tu": who.email,
        "dia_chi": who.address,
        "don_vi_hanh_chinh": who.unit.name if who.unit else "",
    }


def session(one: AccountSession) -> Row:
    return {"thiet_bi": one.device, "dang_nhap_luc": one.begun_at, "dung_gan_nhat": one.seen_at}


def post(one: Post) -> Row:
    return {
        "vi_tri": one.title,
        "co_quan": one.agency.name,
        "vai_tro": list(one.roles),
        "tu_ngay": one.valid.lower,
        "den_truoc_ngay": one.valid.upper,
    }
