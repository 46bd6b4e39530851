"""The message catalogue: every text the bot says, by key and language.

Texts live in `.po` files beside this module, named `<language>.po` and `<language>.<part>.po`, and are
read once, at start. A key that a language lacks is taken from English. Placeholders are named: `{name}`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from gettext import c2py
from importlib.resources import files
from typing import Final

from babel.messages.pofile import read_po

SOURCE: Final = "en"


class UnknownText(KeyError):
    """The catalogue has no text for the key."""


@dataclass(frozen=True, slots=True)
class _Language:
    texts: Mapping[str, tuple[str, ...]]
    form_for: Callable[[int], int]


class _Values(dict[str, object]):
    """What placeholders stand for. One without a value shows as an ellipsis: better than no text."""

    def __missing__(self, name: str) -> str:
        return "…"


class Words:
    """The texts of one language. Calling it with a key gives the text."""

    def __init__(self, *languages: _Language) -> None:
        self._languages = languages

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the text of a key, with its placeholders filled.

        :raises UnknownText: if there is none
        """
        forms, _ = self._find(key)
        return forms[0].format_map(_Values(values))

    def many(self, key: str, count: int, /, **values: object) -> str:
        """Return the text of a key in the form that `count` things take.

        :raises UnknownText: if there is none
        """
        forms, form_for = self._find(key)
        index = min(form_for(abs(count)), len(forms) - 1)
        return forms[index].format_map(_Values(values))

    def known(self, key: str, otherwise: str) -> str:
        """Return the text of a key that is put together from data; `otherwise` if there is none."""
        return self(key) if self.has(key) else otherwise

    def has(self, key: str) -> bool:
        """Tell whether there is a text for the key."""
        return any(key in language.texts for language in self._languages)

    def keys(self) -> frozenset[str]:
        """Return the keys of all texts."""
        return frozenset(key for language in self._languages for key in language.texts)

    def _find(self, key: str) -> tuple[tuple[str, ...], Callable[[int], int]]:
        for language in self._languages:
            if key in language.texts:
                return language.texts[key], language.form_for
        raise UnknownText(key)


class Library:
    """All languages that there are texts in."""

    def __init__(self, languages: Mapping[str, _Language]) -> None:
        self._languages = languages

    @classmethod
    def read(cls) -> "Library":
        """Read every catalogue that ships with the bot."""
        folder = files("reve.bot.words")
        parts: dict[str, list[str]] = {}
        for name in sorted(path.name for path in folder.iterdir() if path.name.endswith(".po")):
            parts.setdefault(name.partition(".")[0], []).append(name)
        return cls({language: _joined(language, names) for language, names in parts.items()})

    def words(self, locale: str | None = None) -> Words:
        """Return the words for a Discord locale such as `de` or `en-GB`."""
        source = self._languages[SOURCE]
        for name in (locale, (locale or "").partition("-")[0]):
            if name and name != SOURCE and name in self._languages:
                return Words(self._languages[name], source)
        return Words(source)


def _joined(language: str, names: Sequence[str]) -> _Language:
    """Read the parts of one language, no two of which may have the same key."""
    read = [_read(language, name) for name in names]
    texts: dict[str, tuple[str, ...]] = {}
    for part, name in zip(read, names, strict=True):
        if twice := texts.keys() & part.texts.keys():
            raise ValueError(f"{name} has keys that another part has: {', '.join(sorted(twice))}")
        texts.update(part.texts)
    return _Language(texts, read[0].form_for)


def _read(language: str, name: str) -> _Language:
    with files("reve.bot.words").joinpath(name).open("rb") as source:
        catalogue = read_po(source, locale=language)
    texts: dict[str, tuple[str, ...]] = {}
    for message in catalogue:
        key = message.id if isinstance(message.id, str) else message.id[0]
        forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        if key and all(forms):
            texts[key] = tuple(str(form) for form in forms)
    return _Language(texts, c2py(catalogue.plural_expr))
