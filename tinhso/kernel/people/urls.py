from django.urls import URLPattern, URLResolver, path

from tinhso.kernel.people.views import account, accounts, allauth_pages, posts, sign_in, unlock

urlpatterns: list[URLPattern | URLResolver] = [
    path("dang-nhap/", sign_in.sign_in, name="sign_in"),
    path("dang-nhap/vai/", sign_in.become, name="become"),
    path("dang-nhap/mat-khau/", allauth_pages.password_sign_in, name="account_login"),
    path("dang-nhap/buoc-hai/", allauth_pages.second_factor, name="mfa_authenticate"),
    path("dang-nhap/dinh-danh/", allauth_pages.eid_start, name="eid_start"),
    path("dang-nhap/dinh-danh/tra-ve/", allauth_pages.eid_callback, name="eid_callback"),
    path("dang-nhap/dinh-danh/huy/", allauth_pages.eid_cancelled, name="socialaccount_login_cancelled"),
    path("dang-nhap/dinh-danh/loi/", allauth_pages.eid_error, name="socialaccount_login_error"),
    path("dang-xuat/", allauth_pages.sign_out, name="account_logout"),
    path("mo-khoa/", unlock.unlock, name="unlock"),
    path("tai-khoan/", account.account, name="account"),
    path("tai-khoan/dang-xuat-noi-khac/", account.sign_out_others, name="sign_out_others"),
    path("tai-khoan/dang-ky/", allauth_pages.sign_up, name="account_signup"),
    path("tai-khoan/da-khoa/", allauth_pages.inactive, name="account_inactive"),
    path("tai-khoan/xac-nhan-lai/", allauth_pages.reauthenticate, name="account_reauthenticate"),
    path("tai-khoan/mat-khau/", allauth_pages.change_password, name="account_change_password"),
    path("tai-khoan/xac-thuc/", allauth_pages.second_factors, name="mfa_index"),
    path("tai-khoan/xac-thuc/xac-nhan-lai/", allauth_pages.second_factor_again, name="mfa_reauthenticate"),
    path("tai-khoan/xac-thuc/ung-dung/", allauth_pages.add_app, name="mfa_activate_totp"),
    path("tai-khoan/xac-thuc/ung-dung/bo/", allauth_pages.remove_app, name="mfa_deactivate_totp"),
    path("tai-khoan/xac-thuc/khoa/", allauth_pages.passkeys, name="mfa_list_webauthn"),
    path("tai-khoan/xac-thuc/khoa/them/", allauth_pages.add_passkey, name="mfa_add_webauthn"),
    path(
        "tai-khoan/xac-thuc/khoa/xac-nhan-lai/",
        allauth_pages.passkey_again,
        name="mfa_reauthenticate_webauthn",
    ),
    path("tai-khoan/xac-thuc/khoa/<int:pk>/bo/", allauth_pages.remove_passkey, name="mfa_remove_webauthn"),
    path("tai-khoan/xac-thuc/ma-du-phong/", allauth_pages.recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "tai-khoan/xac-thuc/ma-du-phong/moi/",
        allauth_pages.new_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path("can-bo/chon-vi-tri/", posts.choose_post, name="choose_post"),
    path("quan-tri/tai-khoan/", accounts.accounts, name="accounts"),
    path("quan-tri/tai-khoan/<int:pk>/khoa/", accounts.disable, name="disable_account"),
    path("quan-tri/tai-khoan/<int:pk>/mo/", accounts.enable, name="enable_account"),
]
