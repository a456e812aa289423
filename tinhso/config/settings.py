"""Settings from the environment, safe by default. `docs/operations.md` lists every variable."""

from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from tinhso.config.environment import environment, state_folder
from tinhso.config.keys.secret_key import keys_before, secret_key
from tinhso.config.logs.lines import configuration
from tinhso.config.site_address import site_address

ROOT = Path(__file__).resolve().parents[2]
env = environment()


def database(url: str) -> dict[str, object]:
    """A `postgresql://` URL as Django's dictionary; the pool is on: reconnecting costs 3-4 times the CPU."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "tinhso",
        "USER": unquote(parts.username or options.pop("user", "")),
        "PASSWORD": unquote(parts.password or options.pop("password", "")),
        "HOST": options.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or options.pop("port", "")),
        # A pool hands out no connection that died with its server: 0.1 ms each time, where a request takes several.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "pool": {"min_size": 1, "max_size": env.number("TINHSO_POOL"), "timeout": 10},
            **options,
        },
        # Each run of the suite copies this ready-migrated database instead of migrating anew.
        "TEST": {
            "TEMPLATE": env.text("TINHSO_TEST_TEMPLATE") or None,
            "NAME": env.text("TINHSO_TEST_DATABASE") or None,
        },
    }


DEBUG = env.flag("TINHSO_DEBUG")
DEMO = env.flag("TINHSO_DEMO")
STATE = state_folder()
SECRET_KEY = env.text("TINHSO_SECRET_KEY") or secret_key(STATE)
SECRET_KEY_FALLBACKS = [*env.words("TINHSO_SECRET_KEYS_BEFORE"), *keys_before(STATE)]
# Encrypt the seeds of second factors; older keys, which still open what they sealed, after the newest.
SEED_KEYS = [
    env.text("TINHSO_SEED_KEY") or secret_key(STATE, "seed-key"),
    *env.words("TINHSO_SEED_KEYS_BEFORE"),
    *keys_before(STATE, "seed-key"),
]
# Signs the heads of the log; without it the file `seal-key` of the state folder, which `tinhso prepare` makes.
SEAL_KEY = env.text("TINHSO_SEAL_KEY")
# Signs policies of the data exchange; older keys are still named by what they signed.
EXCHANGE_KEY = env.text("TINHSO_EXCHANGE_KEY") or secret_key(STATE, "exchange-key")
EXCHANGE_KEYS_BEFORE = [*env.words("TINHSO_EXCHANGE_KEYS_BEFORE"), *keys_before(STATE, "exchange-key")]
# Makes the pseudonyms of people in the log of calls; never turned: rows of another key are nobody's any more.
EXCHANGE_SUBJECT_KEY = env.text("TINHSO_EXCHANGE_SUBJECT_KEY") or secret_key(STATE, "exchange-subject-key")
EXCHANGE_FOLDER = Path(env.text("TINHSO_EXCHANGE_FOLDER") or STATE / "exchange")
EXCHANGE_ADDRESS = env.text("TINHSO_EXCHANGE_ADDRESS")
# The plane that serves on the policy of the test environment: where technicians try calls from the page.
EXCHANGE_TEST_ADDRESS = env.text("TINHSO_EXCHANGE_TEST_ADDRESS")
EXCHANGE_PULL_TOKEN = env.text("TINHSO_EXCHANGE_PULL_TOKEN")
# Where events are sent in a demo whose addresses lead nowhere: JSON, address to process; outside a demo nothing stands in.
EXCHANGE_STAND_INS = (env.json("TINHSO_EXCHANGE_STAND_INS") or {}) if DEMO else {}
# The one-stop shop as a caller of others' data: plane (its address) and client (its system); without it no source is asked.
EXCHANGE_CLIENT = env.json("TINHSO_EXCHANGE_CLIENT")
EXCHANGE_CLIENT_KEY = env.text("TINHSO_EXCHANGE_CLIENT_KEY") or secret_key(STATE, "exchange-client-key")
METRICS_TOKEN = env.text("TINHSO_METRICS_TOKEN")
SEAL_KEYS_BEFORE = env.words("TINHSO_SEAL_KEYS_BEFORE")
ALLOWED_HOSTS = env.words("TINHSO_HOSTS")
CSRF_TRUSTED_ORIGINS = env.words("TINHSO_ORIGINS")

# The province is a pack of data: units, agencies, competence and dated rules (see the pack's README).
SHIPPED_PACK = ROOT / "tinhso/config/packs/thanh_hoa"  # its rules are those that this program reads
PROVINCE_PACK = Path(env.text("TINHSO_PACK") or SHIPPED_PACK)
PACK_IS_NAMED = bool(env.text("TINHSO_PACK"))

DATABASES = {"default": database(env.text("DATABASE_URL") or "postgresql:///tinhso")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PROCRASTINATE_ON_APP_READY = "tinhso.kernel.events.jobs.connector.keep_jobs_with_their_deed"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "procrastinate.contrib.django",
    "js_lib_leaflet",
    "tinhso.kernel.site",
    "tinhso.kernel.law",
    "tinhso.kernel.places",
    "tinhso.kernel.people",
    "tinhso.kernel.events",
    "tinhso.kernel.moderation",
    "tinhso.kernel.files",
    "tinhso.kernel.papers",
    "tinhso.kernel.search",
    "tinhso.kernel.notices",
    "tinhso.casework",
    "tinhso.indicators",
    "tinhso.opendata",
    "tinhso.exchange",
    "tinhso.documents",
    "tinhso.onestop",
    "tinhso.citizen",
    "tinhso.security",
    "tinhso.press",
    "tinhso.demo",
    "allauth",  # after our rooms: their templates come first
    "allauth.account",
    "allauth.socialaccount",
    "allauth.mfa",
]

MIDDLEWARE = [
    "tinhso.config.middleware.request_log",
    "tinhso.kernel.site.middleware.one_clock",
    "tinhso.config.middleware.security_headers",
    "tinhso.config.middleware.no_trace",
    "tinhso.config.middleware.machines_by_https",
    "django.middleware.security.SecurityMiddleware",
    "tinhso.config.health.this_machine_asks",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tinhso.kernel.site.browser.browser_notes.browser_notes",
    "tinhso.kernel.site.middleware.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "tinhso.kernel.people.guards.resubmission.sent_again",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tinhso.kernel.people.sessions.expiry.bounded_session",
    "tinhso.kernel.people.sessions.step_up.step_up",
    "tinhso.kernel.people.sessions.middleware.idle_lock",
    "tinhso.config.middleware.page_for_a_deed",
    "tinhso.config.middleware.bounded_body",
    "tinhso.config.middleware.readable_path",
    "tinhso.casework.history.middleware.refused_moves",
    "tinhso.kernel.site.middleware.nothing_without_address",
]

ROOT_URLCONF = "tinhso.config.urls"
WSGI_APPLICATION = "tinhso.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tinhso.kernel.site.context.site",
            ]
        },
    }
]

AUTH_USER_MODEL = "people.User"
CSRF_FAILURE_VIEW = "tinhso.kernel.people.guards.expired_session.csrf_failure"

# Signing in (docs/operations.md): locks and idle times are dated rules of the province pack.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("MinimumLengthValidator", {"min_length": 12}),
        ("UserAttributeSimilarityValidator", {"user_attributes": ("username", "full_name", "phone")}),
        ("CommonPasswordValidator", {}),
    )
] + [
    {"NAME": name}
    for name in (
        "tinhso.kernel.people.passwords.words.NotOfThisPlace",
        "tinhso.kernel.people.passwords.parts.NotPutTogether",
        "tinhso.kernel.people.passwords.breached.NotBreached",
    )
]
# Made by `tinhso load_breached_passwords`, or a file that is named.
LOADED_PASSWORDS = str(STATE / "breached-passwords") if (STATE / "breached-passwords").exists() else ""
BREACHED_PASSWORDS = env.text("TINHSO_BREACHED_PASSWORDS") or LOADED_PASSWORDS
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "account"
ACCOUNT_ADAPTER = "tinhso.kernel.people.sign_in.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SIGNUP_FORM_CLASS = "tinhso.kernel.people.sign_in.citizen_form.CitizenFields"
ACCOUNT_FORMS = {
    name: f"tinhso.kernel.people.sign_in.account_forms.{form}"
    for name, form in (
        ("login", "LoginForm"),
        ("signup", "SignupForm"),
        ("change_password", "ChangePasswordForm"),
        ("reauthenticate", "ReauthenticateForm"),
    )
}
MFA_FORMS = {
    "authenticate": "tinhso.kernel.people.sign_in.account_forms.AuthenticateForm",
    "reauthenticate": "tinhso.kernel.people.sign_in.account_forms.ReauthenticateCodeForm",
    "activate_totp": "tinhso.kernel.people.sign_in.account_forms.ActivateForm",
    "add_webauthn": "tinhso.kernel.people.sign_in.passkey_forms.AddPasskeyForm",
    "authenticate_webauthn": "tinhso.kernel.people.sign_in.passkey_forms.AuthenticatePasskeyForm",
    "reauthenticate_webauthn": "tinhso.kernel.people.sign_in.passkey_forms.ReauthenticatePasskeyForm",
}
MFA_ADAPTER = "tinhso.kernel.people.sign_in.adapters.SecondFactorAdapter"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip"}  # the lock of an account is our own, in the database
SOCIALACCOUNT_ADAPTER = "tinhso.kernel.people.sign_in.adapters.IdentityAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
MFA_SUPPORTED_TYPES = [
    "totp",
    "recovery_codes",
    "webauthn",
]  # a passkey is the second step, never the only one
MFA_TOTP_ISSUER = "Tỉnh Số"
# The electronic identity provider, as JSON: server_url, client_id, secret; claims and levels where they differ.
IDENTITY_PROVIDER = env.json("TINHSO_OIDC")
if DEMO and not IDENTITY_PROVIDER and env.text("TINHSO_SANDBOX_IDENTITY_PROVIDER"):
    IDENTITY_PROVIDER = {
        "server_url": env.text("TINHSO_SANDBOX_IDENTITY_PROVIDER"),
        "client_id": "tinhso",
        "secret": "sandbox",
    }
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

LOCALE_PATHS = [ROOT / "tinhso/config/locale"]  # what libraries leave untranslated

STATIC_URL = "/static/"
STATICFILES_DIRS = [("fonts", STATE / "fonts")]  # written by `tinhso build_fonts`
SILENCED_SYSTEM_CHECKS = [
    "staticfiles.W004"
]  # before the first set-up that folder is missing, and pages do without
STATIC_ROOT = STATE / "static"
MEDIA_ROOT = STATE / "files"
OPENDATA_ENGINE = env.text("OPENDATA_ENGINE")  # or spark://, trino://, clickhouse://: docs/scale.md
OPEN_DATA_ROOT = STATE / "open-data"  # the tables of published versions; a backup takes it along
# `tinhso prepare` collects them with hashes and brotli; without it they are read from the rooms themselves.
STATIC_COLLECTED = env.flag("TINHSO_STATIC_COLLECTED")
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = not STATIC_COLLECTED
WHITENOISE_MAX_AGE = 600
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "tinhso.kernel.site.browser.static_files.StaticFiles"
        if STATIC_COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# Uploads: the sizes of files are the rule of the room that takes them; these stop a flood before it.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 300  # above the 200 that a form refuses in words of its own
MOST_REQUEST_BYTES = 130_000_000  # of one request; larger files come in pieces
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640

# Cookies, transport, content. HTTPS is on when the installation says that it is reached by HTTPS.
HTTPS = env.flag("TINHSO_HTTPS")
COOKIE = "__Host-" if HTTPS else ""  # of every cookie: no neighbour under the same domain can plant one
SESSION_COOKIE_NAME = f"{COOKIE}tinhso"
CSRF_COOKIE_NAME = f"{COOKIE}csrftoken"
RESEND_COOKIE_NAME = f"{COOKIE}gui_lai"
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_NAME = f"{COOKIE}language"
BROWSER_NOTES_COOKIE_NAME = f"{COOKIE}so_tay"
SESSION_ENGINE = "tinhso.kernel.people.session_store"
MESSAGE_STORAGE = "tinhso.kernel.site.messages.Messages"
SESSION_COOKIE_AGE = (
    12 * 3600
)  # the whole life of a session, however busy it is (kernel/people/sessions/expiry.py)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env.flag("TINHSO_HSTS_SUBDOMAINS")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("TINHSO_PROXY") else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSP_CONNECT = env.words("TINHSO_CSP_CONNECT")
CSP_FORM_ACTION = env.words("TINHSO_CSP_FORM_ACTION")
if IDENTITY_PROVIDER:  # the button that leaves for the provider is a form
    CSP_FORM_ACTION.append(IDENTITY_PROVIDER["server_url"])

# E-mail: a server where one is named, else files in the state folder, so that nothing leaves by mistake.
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("TINHSO_MAIL_FROM")
EMAIL_HOST = env.text("TINHSO_MAIL_HOST")
EMAIL_PORT = env.number("TINHSO_MAIL_PORT")
EMAIL_HOST_USER = env.text("TINHSO_MAIL_USER")
EMAIL_HOST_PASSWORD = env.text("TINHSO_MAIL_PASSWORD")
EMAIL_USE_TLS = env.flag("TINHSO_MAIL_TLS")
EMAIL_TIMEOUT = 20
EMAIL_FILE_PATH = STATE / "mail"
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST and not DEMO else 'filebased'}.EmailBackend"

# A copy of each log line to another system: `tls://host[:6514]` (roots in a PEM file), `tcp://…`, `udp://…`, `unix:///path`.
LOG_TO = env.text("TINHSO_LOG_TO")
LOG_AUTHORITIES = env.text("TINHSO_LOG_AUTHORITIES")
LOGGING = configuration(env.text("TINHSO_LOG_LEVEL"), LOG_TO, LOG_AUTHORITIES)

# Files: `s3://bucket/prefix?endpoint=...` instead of the folder; ClamAV's socket (`/path` or `host:port`).
TINHSO_FILES_S3, OPEN_DATA_S3 = env.text("TINHSO_FILES_S3"), env.text("TINHSO_OPEN_DATA_S3")
TINHSO_CLAMAV = env.text("TINHSO_CLAMAV")

# Heads of the log outside this machine: time stamping authorities (RFC 3161) in order and the roots that vouch for them (PEM files),
# a folder that another machine keeps, addresses of mail.
TIMESTAMP_URLS = env.words("TINHSO_TIMESTAMP_URL") or (
    env.words("TINHSO_SANDBOX_TIMESTAMP_AUTHORITY") if DEMO else []
)
TIMESTAMP_GRACE_HOURS = env.number("TINHSO_TIMESTAMP_GRACE_HOURS")
TIMESTAMP_ROOTS = env.words("TINHSO_TIMESTAMP_ROOTS")
if DEMO:
    TIMESTAMP_ROOTS.append(str(STATE / "sandbox" / "timestamp_authority" / "root.crt"))
SEAL_POST_DIR = env.text("TINHSO_SEAL_POST_DIR")
SEAL_POST_MAIL = env.words("TINHSO_SEAL_POST_MAIL")

# Maps: the address of tiles (`https://…/{z}/{x}/{y}.png`) or a PMTiles archive of pictures (a file, or an address that gives
# ranges), which the program serves itself, and whom they are owed to; without it outlines or points.
TILES = env.text("TINHSO_TILES")
TILES_CREDIT = env.text("TINHSO_TILES_CREDIT")
CSP_IMG = ["{0.scheme}://{0.netloc}".format(urlsplit(TILES)).replace("{s}.", "*.")] if "{z}" in TILES else []

# Notices: the province's SMS gateway (POST of JSON, bearer token); without it nobody can choose SMS.
TINHSO_SMS_URL = env.text("TINHSO_SMS_URL")
TINHSO_SMS_TOKEN = env.text("TINHSO_SMS_TOKEN")
# Messages that people send in ("HS <mã> <4 số cuối>"): the secret under which the gateway signs; without it no door.
TINHSO_SMS_SECRET = env.text("TINHSO_SMS_SECRET")
# Push notices in browsers: the private VAPID key; `prepare` makes one in the state folder where none is given.
TINHSO_PUSH_KEY = env.text("TINHSO_PUSH_KEY")
PUSH_LOCAL = False  # tests push to an endpoint on this machine; elsewhere only public addresses are called
# Links and harvested catalogues: tests serve them on 127.0.0.1; elsewhere only public addresses are called.
FETCH_LOCAL = False
# Mail of the press: the folder into which the mail server writes it; "" and none is read.
PRESS_MAILBOX = env.text("TINHSO_PRESS_MAILBOX")
# How much may wait in it: beyond, the mail server is answered that there is no room for now.
PRESS_MAIL_HELD = env.number("TINHSO_PRESS_MAIL_HELD")
PRESS_MAIL_HELD_MB = env.number("TINHSO_PRESS_MAIL_HELD_MB")
# Outlets of the demo (hosts that end in .example.vn) are played by a sandbox of this machine; nothing else is led there.
NEWS_STAND_IN = env.text("TINHSO_SANDBOX_NEWS_OUTLET") if DEMO else ""

# Papers: absolute address of the portal (QR codes; "" and nothing that carries it is issued), roots of trusted certificates (PEM files), lists of revoked ones, the local signing
# service that the server may call on an official's behalf (demo), a folder of fonts that come before our own.
SITE_LOCAL = DEMO or DEBUG or env.flag("TINHSO_SITE_LOCAL")
SITE_URL = site_address(env.text("TINHSO_SITE_URL"), local=SITE_LOCAL)
TRUST_ROOTS = env.words("TINHSO_TRUST_ROOTS")
REVOCATION_LISTS = env.words("TINHSO_REVOCATION_LISTS")
# The bank that tells of fees paid by transfer; without a secret nobody is believed.
BANK_SECRET = env.text("TINHSO_BANK_SECRET")
BANK_URL = env.text("TINHSO_BANK_URL") or (env.text("TINHSO_SANDBOX_BANK") if DEMO else "")
SANDBOX_SIGNING = env.text("TINHSO_SANDBOX_SIGNING_SERVICE") if DEMO else ""
SIGNING_SERVICE_URL = env.text("TINHSO_SIGNING_SERVICE") or SANDBOX_SIGNING
# The same service as the browser on an official's own machine reaches it; pages may talk to it.
LOCAL_SIGNING_URL = (
    env.text("TINHSO_LOCAL_SIGNING_URL") or SANDBOX_SIGNING or "http://127.0.0.1:8011"
).rstrip("/")
CSP_CONNECT.append("{0.scheme}://{0.netloc}".format(urlsplit(LOCAL_SIGNING_URL)))
# The national portal of public services, as JSON: url, unit (madonvi), secret; without it nothing is exchanged.
NATIONAL_PORTAL = env.json("TINHSO_NATIONAL_PORTAL")
if DEMO and not NATIONAL_PORTAL and env.text("TINHSO_SANDBOX_NATIONAL_PORTAL"):
    NATIONAL_PORTAL = {
        "url": env.text("TINHSO_SANDBOX_NATIONAL_PORTAL"),
        "unit": "H56",
        "secret": "sandbox",
        "filing": env.text("TINHSO_SANDBOX_NATIONAL_PORTAL") + "/nop-ho-so/",
    }
# The shared software of civil status and linked services, as JSON: url, unit, secret; without it the commune registers
# outside this program.
CIVIL_STATUS = env.json("TINHSO_CIVIL_STATUS")
if DEMO and not CIVIL_STATUS and env.text("TINHSO_SANDBOX_CIVIL_STATUS"):
    CIVIL_STATUS = {"url": env.text("TINHSO_SANDBOX_CIVIL_STATUS"), "unit": "H56", "secret": "sandbox"}
# The document axis, as JSON: form (vxp or lgsp), url, system, secret; without it no document is sent over it.
DOCUMENT_AXIS = env.json("TINHSO_DOCUMENT_AXIS")
if DEMO and not DOCUMENT_AXIS and env.text("TINHSO_SANDBOX_AXIS"):
    DOCUMENT_AXIS = {"form": "vxp", "system": "tinhso", "secret": "sandbox"}
    DOCUMENT_AXIS["url"] = env.text("TINHSO_SANDBOX_AXIS")
# The office suite that opens drafts over WOPI (Collabora Online, ONLYOFFICE Docs); its one page may frame it and send it a form.
OFFICE_EDITOR = env.text("TINHSO_OFFICE_EDITOR") or (env.text("TINHSO_SANDBOX_OFFICE_EDITOR") if DEMO else "")
# The national open data portal (data.gov.vn), as JSON: url, unit, secret; without it deliveries wait in their queue.
NATIONAL_DATA = env.json("TINHSO_NATIONAL_DATA")
if DEMO and not NATIONAL_DATA and env.text("TINHSO_SANDBOX_NATIONAL_DATA"):
    NATIONAL_DATA = {"url": env.text("TINHSO_SANDBOX_NATIONAL_DATA"), "unit": "H56", "secret": "sandbox"}
# The weather service whose bulletins are relayed as alerts, as JSON: url, key; without it nothing is relayed.
WEATHER = env.json("TINHSO_WEATHER")
INTELLIGENCE_KEYS = env.json("TINHSO_INTELLIGENCE_KEYS") or {}
# The folder into which tools lay reports, logs and events; without it none is watched.
SECURITY_INBOX = env.text("TINHSO_SECURITY_INBOX")
if DEMO and not WEATHER and env.text("TINHSO_SANDBOX_WEATHER"):
    WEATHER = {"url": env.text("TINHSO_SANDBOX_WEATHER"), "key": "sandbox"}
PAPER_FONTS = env.text("TINHSO_PAPER_FONTS")
