"""What every noun with an address has in common: its id, and who may see it."""

import pgtrigger
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models.expressions import RawSQL
from django.db.models.functions import Left

from talks.folding import fold

from . import duplicates
from .fields import SLUG, DerivingModel, DerivingQuerySet

# A tsvector holds at most 1 MB; this much text stays below it whatever its words are.
SEARCHED_CHARACTERS = 200_000


class NounQuerySet(DerivingQuerySet):
    def naming(self, words):
        """Rows whose folded text holds every one of the given words, in any order."""
        rows = self
        for word in fold(words).split():
            rows = rows.filter(folded__contains=word)
        return rows

    def on_record_twice(self):
        """Probable duplicates: see `duplicates`. Reads all rows of the noun at once."""
        found = duplicates.FOUND_BY[self.model._meta.model_name]()
        return self.filter(slug__in=duplicates.members(found))


class Noun(DerivingModel):
    """A thing with an id for ever: an id once given is never given to something else."""

    slug = models.CharField(
        "id", max_length=500, unique=True, validators=[SLUG], help_text="Part of the address."
    )

    objects = NounQuerySet.as_manager()

    class Meta:
        abstract = True


def slug_constraint(model):
    return models.CheckConstraint(
        condition=models.Q(slug__regex=r"^[a-z0-9-]+$"),
        name=f"{model}_slug_is_an_id",
        violation_error_message="An id has only the letters a-z, digits and hyphens.",
    )


def choice_constraint(model, field, choices, blank=False):
    values = [value for value, _ in choices]
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": [*values, ""] if blank else values}),
        name=f"{model}_{field}_is_a_choice",
        violation_error_message=f"The {field} is not one of the choices.",
    )


def once_constraint(model, *fields, message):
    return models.UniqueConstraint(
        fields=fields, name=f"{model}_once", violation_error_message=message
    )


def not_blank_constraint(model, field):
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__regex": r"\S"}),
        name=f"{model}_{field}_not_blank",
        violation_error_message=f"The {field} may not be blank.",
    )


def search_field(text):
    """A generated text-search vector over an expression of the row's folded text."""
    return models.GeneratedField(
        expression=SearchVector(Left(text, SEARCHED_CHARACTERS), config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )


def reached_through(base, step):
    """The ids of `base` and of all that `step` leads to from there.

    `base` is a queryset of one model; `step` is SQL that selects ids from `public(id)`.
    """
    sql, params = base.order_by().values("pk").query.sql_with_params()
    closure = f"WITH RECURSIVE public(id) AS ({sql} UNION {step}) SELECT id FROM public"
    return RawSQL(closure, params)


def id_triggers(noun):
    """Triggers that keep ids for ever: a changed or deleted id stays known as an old one."""
    old = "INSERT INTO talks_oldid (noun, slug, target) VALUES ('{noun}', OLD.slug, {target});"
    renamed = old.format(noun=noun, target="NEW.id")
    removed = old.format(noun=noun, target="NULL")
    return [
        pgtrigger.Trigger(
            name="id_not_given_twice",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.UpdateOf("slug"),
            func=f"""
                DELETE FROM talks_oldid
                    WHERE noun = '{noun}' AND slug = NEW.slug AND target = NEW.id;
                IF EXISTS (SELECT FROM talks_oldid WHERE noun = '{noun}' AND slug = NEW.slug) THEN
                    RAISE EXCEPTION 'the id "%" was given to another {noun} before', NEW.slug
                        USING ERRCODE = 'unique_violation';
                END IF;
                RETURN NEW;
            """,
        ),
        pgtrigger.Trigger(
            name="id_renamed",
            when=pgtrigger.After,
            operation=pgtrigger.UpdateOf("slug"),
            condition=pgtrigger.Q(old__slug__df=pgtrigger.F("new__slug")),
            func=f"{renamed} RETURN NEW;",
        ),
        pgtrigger.Trigger(
            name="id_removed",
            when=pgtrigger.After,
            operation=pgtrigger.Delete,
            func=f"""
                UPDATE talks_oldid SET target = NULL WHERE noun = '{noun}' AND target = OLD.id;
                {removed}
                RETURN OLD;
            """,
        ),
    ]


def count_of(rows):
    """The number of rows as a subquery; `rows` refer to the outer row."""
    counted = rows.order_by().annotate(
        n=models.Func(function="COUNT", template="COUNT(*)", output_field=models.IntegerField())
    )
    return models.Subquery(counted.values("n"), output_field=models.IntegerField())


def is_circular(row, link):
    """Whether a row comes back to itself through a foreign key to its own model."""
    seen, above = {row.pk} - {None}, getattr(row, link)
    while above is not None:
        if above.pk in seen:
            return True
        seen.add(above.pk)
        above = getattr(above, link)
    return False


FIRST_PUBLISHED = pgtrigger.Trigger(
    name="first_published",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("is_draft"),
    func="""
        -- What was loaded before the publication and is saved after it must not forget it.
        IF TG_OP = 'UPDATE' AND OLD.first_published_at IS NOT NULL THEN
            NEW.first_published_at = OLD.first_published_at;
        ELSIF NOT NEW.is_draft AND NEW.first_published_at IS NULL THEN
            NEW.first_published_at = now();
        END IF;
        RETURN NEW;
    """,
)
