"""The commands of skills and classes: /skills view, allocate and reset; /class view and change."""

from reve.bot.call import Call, Options
from reve.bot.commands.slash import Feature, Option, Slash
from reve.bot.custom_ids import Act
from reve.bot.plan import AskPlayer, Place, Plan
from reve.bot.ports import CatalogueNow
from reve.game.vocabulary.skill import AllocateSkill, ChangeClass, ResetSkills, ShowClass, ShowSkills


def feature(catalogue: CatalogueNow) -> Feature:
    """Return these commands and their buttons."""
    content = catalogue()
    classes = {one.id: one.name for one in content.classes.values()}
    skill = Option("skill", "text", required=True, choices=content.growing.skills.skills)
    points = Option("points", "number", required=True, lowest=1, highest=content.experience.max_level)
    chosen = Option("class", "text", required=True, choices=tuple(classes), labels=classes)
    return Feature(
        slashes=(
            Slash("skills view", lambda call, options: AskPlayer(ShowSkills())),
            Slash("skills allocate", _allocate, (skill, points)),
            Slash("skills reset", lambda call, options: AskPlayer(ShowSkills(resetting=True))),
            Slash("class view", lambda call, options: AskPlayer(ShowClass())),
            Slash("class change", _change, (chosen,)),
        ),
        presses={
            "skill": lambda call, act: AskPlayer(AllocateSkill(act.text(0), act.number(1)), Place.IN_PLACE),
            "skills": lambda call, act: AskPlayer(ShowSkills(), Place.IN_PLACE),
            "skills.ask": lambda call, act: AskPlayer(ShowSkills(resetting=True), Place.IN_PLACE),
            "skills.reset": _reset,
            "class.show": lambda call, act: AskPlayer(ShowClass(), Place.IN_PLACE),
            "class": lambda call, act: AskPlayer(ShowClass(act.text(0)), Place.IN_PLACE),
            "class.change": lambda call, act: AskPlayer(
                ChangeClass(act.text(0), act.version), Place.IN_PLACE
            ),
        },
    )


def _allocate(call: Call, options: Options) -> Plan:
    return AskPlayer(AllocateSkill(options.demanded_text("skill"), options.number("points", 1)))


def _change(call: Call, options: Options) -> Plan:
    return AskPlayer(ShowClass(options.demanded_text("class")))


def _reset(call: Call, act: Act) -> Plan:
    return AskPlayer(ResetSkills(act.text(0) == "token", act.version), Place.IN_PLACE)
