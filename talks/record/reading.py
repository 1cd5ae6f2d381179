"""How rows are read: without the columns for search, and by any number of keys at little cost."""

from django.db.models import BooleanField, F, Func, Value

# Long, and they follow from the rest.
FOR_SEARCH = {"folded", "search"}


def without_search(model):
    """Rows of a model without the columns for search."""
    names = {field.name for field in model._meta.concrete_fields}
    return model._base_manager.defer(*names & FOR_SEARCH)


def as_tuples(model):
    """The same as named tuples, for reading alone: instances of models cost many times that."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    names = [field.attname for field in fields if field.name not in FOR_SEARCH]
    return model._base_manager.values_list("pk", *names, named=True)


def is_any_of(name, keys):
    """A condition on a column of keys: what `__in` says, with all keys as one text.

    One parameter each would have Django and the driver take thousands apart for every query.
    """
    array = Value("{" + ",".join(map(str, keys)) + "}")
    any_of = Func(array, template="ANY(%(expressions)s::bigint[])")
    is_equal = {"template": "%(expressions)s", "arg_joiner": " = "}
    return Func(F(name), any_of, **is_equal, output_field=BooleanField())
