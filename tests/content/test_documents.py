"""Files of a pack are plain data: strict, bounded, and unable to run anything."""

from pathlib import Path

import pytest

from reve.content.documents import MAX_DEPTH, MAX_VALUES, read


def only_fault(text: str) -> str:
    """The one fault of a text, as a contributor reads it."""
    _, faults = read("any.yaml", text)
    assert len(faults) == 1, [str(fault) for fault in faults]
    return str(faults[0])


def test_only_whole_numbers_words_and_text_are_told_apart() -> None:
    document, faults = read("any.yaml", 'a: [1, -2, 1_000, 1.5, 010, 1e3, "7", no, true, null, ~, 12:30]')

    assert faults == []
    assert document.value == {"a": [1, -2, 1000, "1.5", "010", "1e3", "7", "no", True, None, None, "12:30"]}


def test_every_value_knows_its_line() -> None:
    document, _ = read("any.yaml", "a:\n  b:\n    - 1\n    - c: 2\n")

    assert document.line_of(("a", "b", 1, "c")) == 4
    assert document.line_of(("a", "b", 7, "nowhere")) == document.line_of(("a", "b")) == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\nb: {c: 1, c: 2}", "any.yaml (line 2): b.c: this key is here twice"),
        ("a: &x 1", "any.yaml (line 1): a: the anchor &x is not allowed"),
        ("a: *x", "any.yaml (line 1): a: the alias *x is not allowed"),
        ("a: !!python/object/apply:os.getcwd []", "python/object/apply:os.getcwd is not allowed"),
        ("a: !mine 1", "any.yaml (line 1): a: the tag !mine is not allowed"),
        ("a: [1", "not YAML: did not find expected ',' or ']'"),
        ("a: 1\n b: 2", "any.yaml (line 2): not YAML"),
        ("a: \x00", "any.yaml: not YAML"),
        ("a: 1\n---\nb: 1", "any.yaml (line 2): there is more than one document"),
        ("? [a]\n: 1", "any.yaml (line 1): a key is a mapping or a list"),
        ("null: 1", "any.yaml (line 1): null: this key is not text"),
        ("a: 9223372036854775808", "any.yaml (line 1): a: the number 9223372036854775808 is beyond 64 bits"),
        (f"a: {'9' * 5000}", "is beyond 64 bits"),
        ("[" * 100_000, f"it is nested deeper than {MAX_DEPTH} levels"),
        ("- 1\n" * (MAX_VALUES + 1), f"it has more than {MAX_VALUES} values"),
    ],
)
def test_what_is_not_plain_data_is_refused(text: str, said: str) -> None:
    assert said in only_fault(text)


def test_a_text_that_would_grow_by_aliases_is_refused_at_the_first() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60))

    _, faults = read("any.yaml", bomb)

    assert any("the alias *a0 is not allowed" in str(fault) for fault in faults)


def test_a_tag_runs_nothing(tmp_path: Path) -> None:
    trace = tmp_path / "trace"

    read(
        "any.yaml",
        f'a: !!python/object/apply:pathlib.Path.touch [!!python/object/apply:pathlib.Path ["{trace}"]]',
    )

    assert not trace.exists()
