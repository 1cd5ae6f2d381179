"""The groups of staff, and what each may do with which model: editors write, reviewers publish.

Nobody in them manages accounts; superusers do. docs/decisions/review.md has the table in words.
"""

from django.contrib.auth.management import create_permissions

NOUNS = ["meeting", "party", "official", "place", "process", "issue", "source"]
# What stands below a noun, and is entered and taken away with it.
ROWS = [
    *("meetingplace", "meetingauspice", "meetingissue", "meetingsource", "meetingcitation"),
    *("delegation", "delegate", "appointment", "appointmentcitation"),
    *("statement", "statementissue", "statementparty", "statementspeaker", "statementcitation"),
    *("followup", "followuppromiser", "followupcitation", "partyname", "partymember"),
]
WRITE, ALL = ["view", "add", "change"], ["view", "add", "change", "delete"]
ROLES = {
    "editor": {
        **dict.fromkeys(NOUNS, WRITE),
        **dict.fromkeys(ROWS, ALL),
        "correction": ["view", "change"],
        "oldid": ["view"],
    },
    "reviewer": {
        **dict.fromkeys(NOUNS + ROWS, ALL),
        "meeting": [*ALL, "publish"],
        "correction": ["view", "change", "delete"],
        "oldid": WRITE,
    },
}


def make_groups(apps, schema_editor=None):
    """Make the groups, and give them what they lack of `ROLES`; takes nothing away.

    For migrations, with their `apps`: permissions do not exist yet when the first ones run. One
    that adds a model which `ROLES` names calls this again.
    """
    make_permissions(apps)
    groups = apps.get_model("auth", "Group").objects
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="talks"
    )
    by_name = {permission.codename: permission for permission in permissions}
    for name in ROLES:
        group, _ = groups.get_or_create(name=name)
        group.permissions.add(*(by_name[code] for code in codenames(name) if code in by_name))


def make_permissions(apps):
    config = apps.get_app_config("talks")
    # What a migration has in its place knows no module, without which Django makes none.
    config.models_module = getattr(config, "models_module", None) or True
    create_permissions(config, apps=apps, verbosity=0)


def codenames(role):
    return [f"{action}_{model}" for model, actions in ROLES[role].items() for action in actions]
