"""How ids look in addresses."""

from django.urls import register_converter


class Id:
    regex = "[a-z0-9-]+"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(Id, "id")
