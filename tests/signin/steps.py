"""The steps from the password to the admin, as a browser takes them."""

from base64 import b32decode

from tests.signing_in import code

PASSWORD = "a long walk in Geneva"
LOGIN, INDEX = "/admin/login/", "/admin/"
CODE, APP = "/admin/second-factor/", "/admin/second-factor/app/"
CODES, LEAVE = "/admin/second-factor/recovery-codes/", "/admin/second-factor/leave/"


def give_password(client, name="editor", password=PASSWORD, **more):
    return client.post(LOGIN, {"username": name, "password": password, **more})


def give_code(client, text, **more):
    return client.post(CODE, {"code": text, **more})


def is_in(client):
    return client.get(INDEX).status_code == 200


def key_shown(client):
    return b32decode(client.get(APP).context["secret"].replace(" ", ""))


def set_up(client):
    key = key_shown(client)
    return key, client.post(APP, {"code": code(key)})
