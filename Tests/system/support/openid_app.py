"""A real OpenID provider: Django with django-oauth-toolkit, with accounts, passwords, consent and PKCE.

A process of its own: python openid_app.py FOLDER REDIRECT_URI prints its issuer as one line of JSON and serves until it is ended. Its accounts
are those of `ACCOUNTS`; the client is `CLIENT`.
"""

import json
import os
import sys
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

CLIENT = ("latchkey", "the secret of & the client: 100%")
PASSWORD = "a password at the provider"
# Name: address, whether it is verified. None: the provider tells no address.
ACCOUNTS: dict[str, tuple[str | None, bool]] = {
    "ann": ("ann@northwind.example", True),
    "ann-again": ("ann@northwind.example", True),
    "eve": ("Eve@Stranger.example", True),
    "bob": ("bob@northwind.example", False),
    "dan": (None, False),
}

FORM = """<form method="post">{% csrf_token %}{{ form.as_p }}<input type="hidden" name="next" value="{{ next }}"><button>Go on</button></form>"""


def configure(folder: Path, issuer: str) -> None:
    import django
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    from django.conf import settings

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()).decode()
    settings.configure(
        SECRET_KEY=os.urandom(16).hex(),
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        USE_TZ=True,
        LOGIN_URL="/login",
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "provider.sqlite")}},
        PASSWORD_HASHERS=["django.contrib.auth.hashers.PBKDF2PasswordHasher"],
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "oauth2_provider"],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware", "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
        TEMPLATES=[{
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [
                    ("django.template.loaders.locmem.Loader", {
                        "registration/login.html": FORM,
                        "oauth2_provider/authorize.html":
                            '<form method="post">{% csrf_token %}{% for field in form %}{{ field }}{% endfor %}'
                            '<input type="submit" name="allow" value="Allow"></form>{{ error.error }}',
                    }),
                    "django.template.loaders.app_directories.Loader",
                ],
                "context_processors": ["django.template.context_processors.request", "django.contrib.auth.context_processors.auth"],
            },
        }],
        OAUTH2_PROVIDER={
            "OIDC_ENABLED": True,
            "OIDC_RSA_PRIVATE_KEY": key,
            "OIDC_ISS_ENDPOINT": issuer,
            "PKCE_REQUIRED": True,
            "SCOPES": {"openid": "Who you are", "email": "Your address"},
            "OAUTH2_VALIDATOR_CLASS": f"{__name__}.Validator",
        },
    )
    django.setup()


def fill(redirect_uri: str) -> None:
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from oauth2_provider.models import Application

    call_command("migrate", verbosity=0)
    for name, (email, _) in ACCOUNTS.items():
        User.objects.create_user(name, email or "", PASSWORD)
    Application.objects.create(
        name="Latchkey", client_id=CLIENT[0], client_secret=CLIENT[1], client_type="confidential",
        authorization_grant_type="authorization-code", redirect_uris=redirect_uri, algorithm="RS256")


def __getattr__(name: str):
    """What Django looks for in this module by name, once it is configured."""
    if name == "Validator":
        from oauth2_provider.oauth2_validators import OAuth2Validator

        class Validator(OAuth2Validator):
            oidc_claim_scope = {**OAuth2Validator.oidc_claim_scope, "email": "email", "email_verified": "email"}

            def get_additional_claims(self, request):
                email, verified = ACCOUNTS[request.user.username]
                return {"email": email, "email_verified": verified} if email else {}

        globals()["Validator"] = Validator
        return Validator
    if name == "urlpatterns":
        from django.contrib.auth.views import LoginView
        from django.urls import include, path

        patterns = [path("login", LoginView.as_view()), path("o/", include("oauth2_provider.urls", namespace="oauth2_provider"))]
        globals()["urlpatterns"] = patterns
        return patterns
    raise AttributeError(name)


class Quiet(WSGIRequestHandler):
    def log_message(self, format, *arguments) -> None:
        pass


def main(folder: str, redirect_uri: str) -> None:
    os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"
    server = make_server("127.0.0.1", 0, None, handler_class=Quiet)
    issuer = f"http://127.0.0.1:{server.server_port}/o"
    # Django finds this file under its own name, not as __main__.
    sys.path.insert(0, str(Path(__file__).parent))
    import openid_app

    openid_app.configure(Path(folder), issuer)
    openid_app.fill(redirect_uri)
    from django.core.wsgi import get_wsgi_application

    server.set_app(get_wsgi_application())
    print(json.dumps({"issuer": issuer}), flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
