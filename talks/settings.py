"""Django's settings. What depends on the place comes from the environment."""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from xstatic.pkg import leaflet, leaflet_markercluster

from talks import environment, keyfile

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = environment.folder("DATA_DIR", BASE_DIR / "var")


def _made_secret_key():
    try:
        return keyfile.read_or_make(DATA_DIR / "secret_key")
    except keyfile.KeyFileError as problem:
        raise ImproperlyConfigured(f"SECRET_KEY is not set, and {problem}") from problem


DEBUG = environment.flag("DEBUG")
SECRET_KEY = environment.secret_key("SECRET_KEY", make=_made_secret_key)
ALLOWED_HOSTS = environment.hosts("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = environment.origins("CSRF_TRUSTED_ORIGINS")
BEHIND_HTTPS = environment.flag("BEHIND_HTTPS")
WEB_CONCURRENCY = environment.count("WEB_CONCURRENCY", 2)
SECOND_FACTOR = environment.flag("SECOND_FACTOR", default=not DEBUG)
FOUR_EYES = environment.flag("FOUR_EYES")

# Applications and middleware

INSTALLED_APPS = [
    "talks.signin.apps.StaffAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.postgres",
    "pgtrigger",
    "pghistory",
    "corsheaders",
    "django_filters",
    "django_countries",
    "csp",
    "django_htmx",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
    "talks",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "talks.signin.middleware.SecondFactorMiddleware",
    "talks.body_limit.BodyLimitMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "talks.data_forms.link_header",
    "pghistory.middleware.HistoryMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "talks.urls"
WSGI_APPLICATION = "talks.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Database

# The pool keeps the connections of DATABASE_URL; the private server is one socket away.
DATABASE_URL = environment.database("DATABASE_URL")
if DATABASE_URL:
    options = {"pool": True, **DATABASE_URL.get("OPTIONS", {})}
    DATABASES = {"default": {**DATABASE_URL, "CONN_MAX_AGE": 0, "OPTIONS": options}}
else:
    DATABASES = {
        "default": {"ENGINE": "talks.postgres", "NAME": "parley", "CONN_MAX_AGE": 60},
    }
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# History

# Who changed a row is kept with the change; reading changes nothing.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

# Language and time

LANGUAGE_CODE = "en-gb"
TIME_ZONE = environment.time_zone("TIME_ZONE")
USE_TZ = True
COUNTRIES_OVERRIDE = {"XK": "Kosovo"}

# Static files

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    # Packages that only carry files; django-leaflet, as an app, would want GDAL.
    ("leaflet", leaflet.BASE_DIR),
    ("markercluster", leaflet_markercluster.BASE_DIR),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "talks.static_files.StaticFiles"},
}

# Staff

LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 12}
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# A working day; sign in again for the next.
SESSION_COOKIE_AGE = 12 * 60 * 60
OTP_TOTP_ISSUER = "Parley"
# Both together: a stranger elsewhere must not be able to lock a name out.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
# With a second factor, only the code makes up for failures (talks/signin/sessions.py).
AXES_RESET_ON_SUCCESS = not SECOND_FACTOR
AXES_CLIENT_IP_CALLABLE = "talks.signin.lockout.client_address"
AXES_LOCKOUT_CALLABLE = "talks.signin.lockout.locked_out"
# Neither logged nor kept: who mistypes may type a password for a name.
AXES_SENSITIVE_PARAMETERS = ["username", "code"]
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
# A meeting's form has some twenty fields for each of its statements and delegates.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
# And each may have a text of a million characters; the public sends less (talks/body_limit.py).
DATA_UPLOAD_MAX_MEMORY_SIZE = 64_000_000

# Import in the admin

IMPORT_LIMIT_MB = environment.megabytes("IMPORT_LIMIT_MB", 200)

# API

# What one address may ask within a minute; 0 is no limit.
API_REQUESTS_A_MINUTE = environment.rate("API_REQUESTS_A_MINUTE", 300)
API_SEARCHES_A_MINUTE = environment.rate("API_SEARCHES_A_MINUTE", 60)
API_LIMITS_FILE = DATA_DIR / "api-limits.sqlite3"
# Pages elsewhere may read what is public, as data; never with anybody's cookies.
CORS_ALLOW_ALL_ORIGINS = True
CORS_URLS_REGEX = r"^/(api/v1/|(?!admin/).*\.(json|csv|atom|ics|ris|bib)$)"
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_ALLOW_HEADERS = ["accept", "content-type", "if-none-match"]
CORS_EXPOSE_HEADERS = ["Link", "ETag", "Retry-After", "RateLimit", "RateLimit-Policy"]
# Dumps of the public record

DATA_FILES = DATA_DIR / "dumps"
if environment.text("DATA_FILES"):
    DATA_FILES = environment.folder("DATA_FILES", DATA_FILES)
DATA_LICENCE = environment.text(
    "DATA_LICENCE", "No licence is stated for this record; ask those who publish it."
)

# Mail to readers

EMAIL_URL = environment.mail_server("EMAIL_URL")
DEFAULT_FROM_EMAIL = environment.mail_address("DEFAULT_FROM_EMAIL", is_needed=bool(EMAIL_URL))
if EMAIL_URL:
    EMAIL_HOST, EMAIL_PORT = EMAIL_URL["EMAIL_HOST"], EMAIL_URL["EMAIL_PORT"]
    EMAIL_HOST_USER = EMAIL_URL["EMAIL_HOST_USER"] or ""
    EMAIL_HOST_PASSWORD = EMAIL_URL["EMAIL_HOST_PASSWORD"] or ""
    EMAIL_USE_TLS = EMAIL_URL.get("EMAIL_USE_TLS", False)
    EMAIL_USE_SSL = EMAIL_URL.get("EMAIL_USE_SSL", False)
# Where readers find this site: for links in mails that no request is the cause of.
SITE_URL = environment.site("SITE_URL")
# Staff wait for it: what does not answer within this is told as a problem.
EMAIL_TIMEOUT = 10
# Days from the outcome of a reader's correction to the deletion of the reader's address.
FORGET_READERS_AFTER = environment.days("FORGET_READERS_AFTER", 30)

# Links

# Whether `check_links` may ask addresses of our own network: for an intranet, and for tests.
CHECK_PRIVATE_LINKS = environment.flag("CHECK_PRIVATE_LINKS", False)

# Security

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "talks.views.errors.not_a_form_of_ours"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = BEHIND_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
if BEHIND_HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60

# Logging

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": [], "level": "WARNING", "propagate": True}},
}
