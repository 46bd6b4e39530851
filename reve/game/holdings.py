"""What players hold and hear of: which rule answers which command, and what each event does."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from reve.game import construction, income, noticed, notices, tutorial
from reve.game.draft import Draft
from reve.game.state import Player
from reve.game.vocabulary import building, notice
from reve.game.vocabulary import tutorial as tutorial_words


def _unchanged(state: Player, event: Any) -> Player:
    """Keep the state: what changed came as events of its own."""
    return state


RULES: Final[Mapping[type[Any], Callable[[Draft, Any], Any]]] = {
    building.ShowBuildings: construction.show,
    building.Build: construction.build,
    building.Upgrade: construction.upgrade,
    building.Collect: income.collect,
    building.Expand: construction.expand,
    notice.ShowNotices: notices.show,
    notice.SetNotice: notices.change,
    notice.SetQuiet: notices.change_quiet,
    notice.TryNotice: notices.try_out,
    notice.NoticeDue: notices.due,
    notice.CloseNotices: notices.close,
}

STEPS: Final[Mapping[type[Any], Callable[[Player, Any], Player]]] = {
    building.BuildingBuilt: construction.built,
    building.BuildingUpgraded: construction.upgraded,
    building.BuildingCollected: income.collected,
    building.UpkeepUnpaid: _unchanged,
    notice.NoticeChanged: noticed.changed,
    notice.ReminderSet: noticed.reminder_set,
    notice.ReminderPassed: noticed.reminder_passed,
    notice.NoticeSent: noticed.sent,
    notice.NoticeGathered: noticed.gathered,
    notice.NoticesBlocked: noticed.blocked,
    tutorial_words.TutorialAdvanced: tutorial.advanced,
}
