"""Each limit: what just fits is taken, one more is refused, by the checks and by the API's description."""

from typing import Any

import pytest

from reve.playground.command_limits import check_all, check_command
from reve.playground.component_limits import check_components, check_modal
from reve.playground.judge import Judge
from reve.playground.limits import COMPONENTS_V2, check_choices, check_message, tree

type Json = dict[str, Any]

CALLBACK = "/interactions/{id}/{token}/callback"
COMMANDS = "/applications/{application_id}/commands"


def button(at: int = 0, **changed: Any) -> Json:
    return {"type": 2, "style": 1, "label": "Go", "custom_id": f"go{at}"} | changed


def row(*parts: Json) -> Json:
    return {"type": 1, "components": list(parts)}


def select(options: int = 1, **changed: Any) -> Json:
    offered = [{"label": f"l{at}", "value": f"v{at}"} for at in range(options)]
    return {"type": 3, "custom_id": "choose", "options": offered} | changed


def text(content: str) -> Json:
    return {"type": 10, "content": content}


def picture(at: int = 0) -> Json:
    return {"media": {"url": f"https://example.com/{at}.png"}}


def embed(**parts: Any) -> Json:
    return {"embeds": [parts]}


def fields(count: int, name: str = "n", value: str = "v") -> Json:
    return embed(fields=[{"name": name, "value": value} for _ in range(count)])


FITTING = [
    {"content": "x" * 2_000},
    {"embeds": [{"title": "t"}] * 10},
    embed(title="x" * 256, description="y" * 4_096),
    fields(25),
    fields(1, "x" * 256, "y" * 1_024),
    embed(footer={"text": "x" * 2_048}),
    embed(author={"name": "x" * 256}),
    {"embeds": [{"description": "x" * 3_000}, {"description": "y" * 3_000}]},
    {"components": [row(*(button(n * 5 + at) for at in range(5))) for n in range(5)]},
    {"components": [row(button(custom_id="x" * 100, label="y" * 80))]},
    {"components": [row(select(25, placeholder="x" * 150))]},
    {"components": [row(button(style=5, url="https://example.com", custom_id=None) | {})]},
]

BROKEN = [
    ({"content": "x" * 2_001}, "content"),
    ({"embeds": [{"title": "t"}] * 11}, "embeds"),
    (embed(title="x" * 257), "embeds.0.title"),
    (embed(description="x" * 4_097), "embeds.0.description"),
    (fields(26), "embeds.0.fields"),
    (fields(1, "x" * 257), "embeds.0.fields.0.name"),
    (fields(1, "n", "x" * 1_025), "embeds.0.fields.0.value"),
    (embed(footer={"text": "x" * 2_049}), "embeds.0.footer.text"),
    (embed(author={"name": "x" * 257}), "embeds.0.author.name"),
    ({"components": [row(*(button(at) for at in range(6)))]}, "components.0.components"),
    ({"components": [row(button(custom_id="x" * 101))]}, "components.0.components.0.custom_id"),
    ({"components": [row(button(label="x" * 81))]}, "components.0.components.0.label"),
    ({"components": [row(select(26))]}, "components.0.components.0.options"),
    ({"components": [row(select(placeholder="x" * 151))]}, "components.0.components.0.placeholder"),
]

# Limits that the description does not have; the last ones concern Components V2.
UNDESCRIBED = [
    ({"embeds": [{"description": "x" * 3_000}, {"description": "y" * 3_001}]}, 0, "embeds"),
    ({"components": [row(button(at)) for at in range(6)]}, 0, "components"),
    ({"components": [row(button(1), button(1))]}, 0, "components"),
    ({"components": [text("x" * 2_000), text("y" * 2_001)]}, COMPONENTS_V2, "components"),
    ({"components": [{"type": 17, "components": [text("x")] * 40}]}, COMPONENTS_V2, "components"),
    ({"components": [text("x")]}, 0, "components.0.type"),
    ({"content": "x", "components": [text("x")]}, COMPONENTS_V2, "content"),
]


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge()


def faults(form: Json, flags: int = 0) -> list[str]:
    found = list(check_message(form, flags))
    if "components" in form:
        found += check_components(form["components"], v2=bool(flags & COMPONENTS_V2))
    return [".".join(map(str, fault.path)) for fault in found]


def judged(judge: Judge, kind: int, form: Json) -> list[str]:
    found = judge.faults("POST", CALLBACK, {"type": kind, "data": form})
    return [".".join(map(str, fault.path[1:])) for fault in found]


@pytest.mark.parametrize("form", FITTING)
def test_what_just_fits_is_taken(form: Json, judge: Judge) -> None:
    assert faults(form) == []
    assert judged(judge, 4, form) == []


@pytest.mark.parametrize(("form", "where"), BROKEN)
def test_one_too_many_is_refused_where_it_is(form: Json, where: str, judge: Judge) -> None:
    assert faults(form) == [where]
    assert judged(judge, 4, form) == [where]


@pytest.mark.parametrize(("form", "flags", "where"), UNDESCRIBED)
def test_limits_that_the_description_lacks_are_held(form: Json, flags: int, where: str, judge: Judge) -> None:
    assert faults(form, flags) == [where]
    assert judged(judge, 4, form) == []


def test_forty_components_with_four_thousand_characters_fit(judge: Judge) -> None:
    parts = [
        {"type": 17, "components": [text("x" * 100)] * 39},
    ]
    parts[0]["components"] = [text("x" * 100)] * 38 + [text("y" * 200)]
    assert faults({"components": parts}, COMPONENTS_V2) == []
    assert judged(judge, 4, {"components": parts, "flags": COMPONENTS_V2}) == []


@pytest.mark.parametrize(("items", "fits"), [(1, True), (10, True), (11, False), (0, False)])
def test_a_gallery_has_one_to_ten_pictures(items: int, fits: bool, judge: Judge) -> None:
    form = {"components": [{"type": 12, "items": [picture(at) for at in range(items)]}]}
    assert (faults(form, COMPONENTS_V2) == []) is fits
    assert (judged(judge, 4, form) == []) is fits


@pytest.mark.parametrize(
    ("choices", "fits"),
    [
        ([{"name": "n", "value": "v"}] * 25, True),
        ([{"name": "n", "value": "v"}] * 26, False),
        ([{"name": "x" * 100, "value": "y" * 100}], True),
        ([{"name": "x" * 101, "value": "v"}], False),
    ],
)
def test_suggestions_are_25_of_100_characters(choices: list[Json], fits: bool, judge: Judge) -> None:
    assert (not list(check_choices(choices))) is fits
    assert (judged(judge, 8, {"choices": choices}) == []) is fits


def modal(parts: int = 1, title: str = "Who?", label: str = "Name", value: str = "") -> Json:
    inputs = [{"type": 4, "style": 1, "custom_id": f"f{at}", "value": value} for at in range(parts)]
    shown = [{"type": 18, "label": label, "component": each} for each in inputs]
    return {"title": title, "custom_id": "who", "components": shown}


@pytest.mark.parametrize(
    ("form", "fits"),
    [
        (modal(5, "x" * 45, "y" * 45), True),
        (modal(1, value="x" * 4_000), True),
        (modal(1, "x" * 46), False),
        (modal(1, label="x" * 46), False),
        (modal(1, value="x" * 4_001), False),
        (modal(6), False),
        (modal(0), False),
    ],
)
def test_a_modal_has_a_short_title_and_one_to_five_parts(form: Json, fits: bool, judge: Judge) -> None:
    assert (not list(check_modal(form))) is fits
    if len(form["components"]) != 6:
        assert (judged(judge, 9, form) == []) is fits


def command(**changed: Any) -> Json:
    return {"type": 1, "name": "pull", "description": "Pull"} | changed


def option(at: int = 0, **changed: Any) -> Json:
    return {"type": 3, "name": f"o{at}", "description": "An option"} | changed


@pytest.mark.parametrize(
    ("form", "fits", "described"),
    [
        (command(name="x" * 32, description="y" * 100), True, True),
        (command(options=[option(at) for at in range(25)]), True, True),
        (command(options=[option(choices=[{"name": f"n{n}", "value": "v"} for n in range(25)])]), True, True),
        (command(name="x" * 33), False, True),
        (command(name="Pull"), False, False),
        (command(name="two words"), False, False),
        (command(description="x" * 101), False, True),
        (command(options=[option(at) for at in range(26)]), False, True),
        (command(options=[option(), option()]), False, False),
        (command(options=[option(), option(1, required=True)]), False, False),
        (command(options=[option(at, description="x" * 100, choices=[
            {"name": "n" * 100, "value": "v" * 100} for _ in range(25)]) for at in range(2)]), False, False),
    ],
)  # fmt: skip
def test_a_command_keeps_within_its_limits(form: Json, fits: bool, described: bool, judge: Judge) -> None:
    assert (not list(check_command(form))) is fits
    if described:
        assert (not list(judge.faults("POST", COMMANDS, form))) is fits


@pytest.mark.parametrize(("kind", "most"), [(1, 100), (2, 15), (3, 15)])
def test_there_is_a_most_of_each_kind_of_command(kind: int, most: int) -> None:
    forms = [command(type=kind, name=f"c{at}") for at in range(most + 1)]
    assert list(check_all(forms[:most])) == []
    assert [fault.code for fault in check_all(forms)] == ["BASE_TYPE_MAX_LENGTH"]


def test_faults_are_arranged_as_discord_does() -> None:
    found = check_message({"content": "x" * 2_001}, 0)
    error = {"code": "BASE_TYPE_MAX_LENGTH", "message": "Must be 2000 or fewer in length."}
    assert tree(found) == {"content": {"_errors": [error]}}
