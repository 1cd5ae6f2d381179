"""schema.org nodes in a page, as data that no browser runs."""

import json

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import mark_safe

register = template.Library()
# What could end the element, or a line of a script, is said by its number, as JSON allows.
ESCAPED = {ord(letter): f"\\u{ord(letter):04X}" for letter in "<>&\u2028\u2029"}


@register.simple_tag(takes_context=True)
def share_image(context):
    """The picture that stands for the site where a page is shared: its whole address."""
    return context["request"].build_absolute_uri(static("share.png"))


@register.simple_tag(takes_context=True)
def structured_data(context):
    """What the page's view put into `structured_data`; nothing on a page without."""
    data = context.get("structured_data")
    if not data:
        return ""
    said = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(ESCAPED)
    script = '<script type="application/ld+json">{}</script>'
    return format_html(script, mark_safe(said))  # noqa: S308 - nothing in it is markup any more
