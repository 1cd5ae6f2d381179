"""Why a merge cannot be done, as far as that can be told before it is tried."""

from collections import defaultdict

from talks.models import Delegate, Delegation, Meeting
from talks.models.choices import DelegateRole
from talks.models.delegations import TWO_HEADS, clashing_heads

# As many as a revert takes back at once.
ROWS_AT_MOST = 20_000
ITSELF = "It cannot be merged with itself."
TOO_LARGE = (
    f"{{:,}} rows would change; at most {ROWS_AT_MOST:,} are merged at once, "
    "so that it can be undone."
)
HIDDEN = (
    "“{merged}” is published and “{kept}” is a draft: its pages would be gone. "
    "Keep the published one, or publish the draft first."
)


def problems(plan):
    """Every reason, in words; lacking any, the merge may be tried."""
    if plan.kept.pk == plan.merged.pk:
        return [ITSELF]
    found = []
    if len(plan.steps) > ROWS_AT_MOST:
        found.append(TOO_LARGE.format(len(plan.steps)))
    if plan.model is Meeting and plan.kept.is_draft and not plan.merged.is_draft:
        found.append(HIDDEN.format(kept=plan.kept, merged=plan.merged))
    return found + list(two_heads(plan))


def two_heads(plan):
    """Delegations that come together, and would be led by two on one day."""
    together = plan.pairs.get(Delegation, {})
    if not together:
        return
    dropped = [step.pk for step in plan.of("drop", Delegate)]
    keys = [*together, *together.values()]
    heads = Delegate.objects.filter(delegation__in=keys, role=DelegateRole.HEAD)
    led = defaultdict(list)
    shown = ["official", "delegation__party", "delegation__meeting"]
    for head in heads.exclude(pk__in=dropped).select_related(*shown).order_by("pk"):
        led[together.get(head.delegation_id, head.delegation_id)].append(head)
    for delegates in led.values():
        if pair := clashing_heads(delegates):
            where = pair[0].delegation.meeting
            yield f"{where}: {pair[0]} and {pair[1]} would both lead a delegation. {TWO_HEADS}"
