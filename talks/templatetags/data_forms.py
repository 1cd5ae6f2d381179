"""The forms of the page that is shown, for its head and for its readers."""

from django import template

from talks.data_forms import links_of

register = template.Library()


@register.simple_tag(takes_context=True)
def data_forms(context):
    """The links to the page as data: `data_forms.Link`s; none where there is no request."""
    request = context.get("request")
    return links_of(request) if request else []
