"""Forms of the admin as a browser sends them: read from the page, changed, sent back."""

from django.urls import reverse


def address(model, view, *args):
    return reverse(f"admin:talks_{model._meta.model_name}_{view}", args=args)


def change_address(row):
    return address(type(row), "change", row.pk)


def filled_in(response):
    """What a browser would send if staff pressed Save on this page at once."""
    return {name: value for form in shown_forms(response) for name, value in sent(form)}


def unfolded(client, response, prefix):
    """What a browser sends of a row that was folded, once it is unfolded."""
    form = next(form for form in shown_forms(response) if form.prefix == prefix)
    shown = client.get(form.unfolds_at).context["inline_admin_form"].form
    lists = [rows for rows, _ in shown.nested]
    forms = [shown, *(form for rows in lists for form in forms_of(rows))]
    return {name: value for form in forms for name, value in sent(form)}


def sent(form):
    """Pairs of name and value."""
    for field in form:
        value = field.field.widget.format_value(field.value())
        if field.value() is True:
            yield field.html_name, "on"
        elif value not in (None, []):
            yield field.html_name, value[0] if isinstance(value, list) else value


def shown_forms(response):
    yield response.context["adminform"].form
    for inline in response.context["inline_admin_formsets"]:
        yield from forms_of(inline.formset)


def forms_of(formset):
    """The forms of the rows, and of the rows below them."""
    yield formset.management_form
    for form in formset.forms:
        yield form
        for below, _ in form.nested:
            yield from forms_of(below)


def formsets_of(formset):
    yield formset
    for form in formset.forms:
        for below, _ in form.nested:
            yield from formsets_of(below)


def new_row(data, prefix, **values):
    """Add a row to an inline, as “Add another” does."""
    n = int(data[f"{prefix}-TOTAL_FORMS"])
    data[f"{prefix}-TOTAL_FORMS"] = n + 1
    data[f"{prefix}-{n}-order"] = n
    data |= {f"{prefix}-{n}-{name}": value for name, value in values.items()}


def change(client, row, edit=None, **values):
    """Open a row's page, change fields and rows, and save."""
    page = client.get(change_address(row))
    data = filled_in(page) | values
    if edit:
        edit(data)
    return client.post(change_address(row), data)


def add(client, model, edit=None, query="", **values):
    page = client.get(address(model, "add") + query)
    data = filled_in(page) | values
    if edit:
        edit(data)
    return client.post(address(model, "add") + query, data)


def act(client, action, *rows, **extra):
    """Choose rows in their list and run an action on them."""
    data = {"action": action, "_selected_action": [row.pk for row in rows], **extra}
    return client.post(address(type(rows[0]), "changelist"), data, follow=True)


def delete(client, row):
    return client.post(address(type(row), "delete", row.pk), {"post": "yes"}, follow=True)


def errors(response):
    """Every error on the page, in words; an empty list when the save went through."""
    if response.status_code == 302:
        return []
    found = [e for form in shown_forms(response) for es in form.errors.values() for e in es]
    for inline in response.context["inline_admin_formsets"]:
        for formset in formsets_of(inline.formset):
            found.extend(formset.non_form_errors())
    return found


def told(response):
    return [str(message) for message in response.context["messages"]]
