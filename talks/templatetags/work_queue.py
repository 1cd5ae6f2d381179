"""The work queue on the admin's front page."""

from django import template

from talks import work_queue as queue

register = template.Library()


@register.inclusion_tag("admin/_work_queue.html", takes_context=True)
def work_queue(context):
    return {"lines": queue.lines_for(context["request"])}
