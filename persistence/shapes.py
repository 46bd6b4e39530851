"""How values of a type are stored: type hints compiled, once, into encoders and decoders.

A dataclass is stored as the array of its fields, in order; a union of dataclasses as (tag, fields);
an enum as its value; a set as its sorted members. Scalars stand for themselves.

Trailing fields that have defaults may be absent in what is read; nothing else may differ.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from enum import Enum
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Final, Literal, TypeAliasType, Union, get_args, get_origin, get_type_hints

SCALARS: Final = (int, bool, str, bytes, NoneType)
SEQUENCES: Final = (tuple, Sequence)
SETS: Final = (frozenset, Set)
MAPPINGS: Final = (dict, Mapping)


@dataclass(frozen=True, slots=True)
class Shape:
    """How values of one type are stored.

    `encode` is None where values are stored as they are; then `types` are all types they may have.
    `decode` raises ValueError or TypeError for what no value was ever stored as.
    """

    encode: Callable[[Any], Any] | None
    decode: Callable[[Any], Any]
    types: frozenset[type] = frozenset()


class Shapes:
    """Compiles type hints. `tags` name the dataclasses that unions consist of."""

    def __init__(self, tags: Mapping[str, type]) -> None:
        self._tag_of = {cls: tag for tag, cls in tags.items()}
        if len(self._tag_of) != len(tags):
            raise TypeError("a class has two tags")
        self._records: dict[type, Shape | None] = {}

    def of(self, hint: Any) -> Shape:
        """Return the shape of a type. Raises TypeError for one that cannot be stored."""
        if isinstance(hint, TypeAliasType):
            return self.of(hint.__value__)
        if hint in SCALARS or hint is None:
            return _scalar({NoneType if hint is None else hint})
        if isinstance(hint, type) and issubclass(hint, Enum):
            return Shape(attrgetter("value"), hint)
        if isinstance(hint, type) and is_dataclass(hint):
            return self.record(hint)
        return self._generic(hint, get_origin(hint), get_args(hint))

    def record(self, cls: type) -> Shape:
        """Return the shape of a dataclass."""
        if cls not in self._records:
            self._records[cls] = None
            hints = get_type_hints(cls)
            self._records[cls] = _record(cls, [self.of(hints[f.name]) for f in fields(cls)])
        shape = self._records[cls]
        if shape is None:
            raise TypeError(f"{cls.__name__} contains itself")
        return shape

    def tagged(self, classes: Iterable[type]) -> Shape:
        """Return the shape of a union of dataclasses. Raises TypeError if one has no tag."""
        encoders: dict[type, tuple[str, Callable[[Any], Any]]] = {}
        decoders: dict[str, Callable[[Any], Any]] = {}
        for cls in classes:
            if cls not in self._tag_of:
                raise TypeError(f"{cls.__name__} is part of a union and has no tag")
            shape, tag = self.record(cls), self._tag_of[cls]
            encoders[cls], decoders[tag] = (tag, encoder(shape)), shape.decode

        def encode(value: Any) -> tuple[str, Any]:
            found = encoders.get(type(value))
            if found is None:
                raise TypeError(f"{type(value).__name__} is not registered to be stored")
            tag, encode_fields = found
            return tag, encode_fields(value)

        def decode(stored: Any) -> Any:
            tag, items = stored
            return decoders[tag](items)

        return Shape(encode, decode)

    def _generic(self, hint: Any, origin: Any, arguments: Sequence[Any]) -> Shape:
        if origin in (Union, UnionType):
            return self._union([member for argument in arguments for member in _members(argument)])
        if origin is Literal:
            return _choice(arguments)
        if origin in SEQUENCES:
            return self._sequence(arguments)
        if origin in SETS:
            return _set(self.of(arguments[0]))
        if origin in MAPPINGS:
            return self._mapping(*arguments)
        raise TypeError(f"values of {hint!r} cannot be stored")

    def _union(self, members: Sequence[Any]) -> Shape:
        rest = [member for member in members if member is not NoneType]
        if len(rest) == 1:
            return _optional(self.of(rest[0]))
        shapes = [self.of(member) for member in rest]
        if all(shape.types for shape in shapes):
            return _scalar({NoneType} if len(rest) < len(members) else set(), *(s.types for s in shapes))
        tagged = self.tagged(rest)
        return _optional(tagged) if len(rest) < len(members) else tagged

    def _sequence(self, arguments: Sequence[Any]) -> Shape:
        if len(arguments) == 2 and arguments[1] is ...:
            return _tuple(self.of(arguments[0]))
        return _fixed_tuple([self.of(argument) for argument in arguments])

    def _mapping(self, key: Any, value: Any) -> Shape:
        keys = self.of(key)
        if not keys.types:
            raise TypeError(f"{key!r} cannot be the key of a stored mapping")
        return _mapping(keys, self.of(value))


def _members(hint: Any) -> list[Any]:
    """Return what a union consists of, those within it included; anything else is its own member."""
    while isinstance(hint, TypeAliasType):
        hint = hint.__value__
    if get_origin(hint) in (Union, UnionType):
        return [member for argument in get_args(hint) for member in _members(argument)]
    return [hint]


def _scalar(*types: Iterable[type]) -> Shape:
    allowed = frozenset().union(*types)

    def decode(stored: Any) -> Any:
        if type(stored) not in allowed:
            raise ValueError(f"{type(stored).__name__} found where one of {_names(allowed)} belongs")
        return stored

    return Shape(None, decode, allowed)


def _choice(values: Sequence[Any]) -> Shape:
    shape = _scalar({type(value) for value in values})

    def decode(stored: Any) -> Any:
        if shape.decode(stored) not in values:
            raise ValueError(f"{stored!r} is none of {values}")
        return stored

    return Shape(lambda value: value, decode)


def _optional(shape: Shape) -> Shape:
    encode = shape.encode
    if encode is None:
        return _scalar(shape.types, {NoneType})
    return Shape(
        lambda value: None if value is None else encode(value),
        lambda stored: None if stored is None else shape.decode(stored),
    )


def _tuple(member: Shape) -> Shape:
    def decode(stored: Any) -> tuple[Any, ...]:
        _expect(tuple, stored)
        if member.types.issuperset(map(type, stored)):
            return tuple(stored)
        return tuple(map(member.decode, stored))

    return Shape(tuple if member.encode is None else _mapped(member.encode), decode)


def _fixed_tuple(members: Sequence[Shape]) -> Shape:
    encoders = [encoder(member) for member in members]

    def encode(value: Any) -> tuple[Any, ...]:
        return tuple(encode(part) for encode, part in zip(encoders, value, strict=True))

    def decode(stored: Any) -> tuple[Any, ...]:
        _expect(tuple, stored)
        return tuple(member.decode(part) for member, part in zip(members, stored, strict=True))

    return Shape(encode, decode)


def _set(member: Shape) -> Shape:
    inner = _tuple(member).decode
    encode = encoder(member)
    return Shape(lambda value: sorted(map(encode, value)), lambda stored: frozenset(inner(stored)))


def _mapping(key: Shape, value: Shape) -> Shape:
    encode_value = value.encode

    def encode(mapping: Any) -> dict[Any, Any]:
        if encode_value is None:
            return dict(mapping)
        return {name: encode_value(part) for name, part in mapping.items()}

    def decode(stored: Any) -> dict[Any, Any]:
        _expect(dict, stored)
        if not key.types.issuperset(map(type, stored)):
            raise ValueError(f"a key is none of {_names(key.types)}")
        if value.types.issuperset(map(type, stored.values())):
            return dict(stored)
        return {name: value.decode(part) for name, part in stored.items()}

    return Shape(encode, decode)


def _record(cls: Any, shapes: Sequence[Shape]) -> Shape:
    """Return the shape of a dataclass whose fields have these shapes."""
    members = fields(cls)
    if any(not member.init for member in members):
        raise TypeError(f"{cls.__name__} has a field that is not an argument")
    names = [member.name for member in members]
    decoders = [shape.decode for shape in shapes]
    required = max((place for place, member in enumerate(members, 1) if not _has_default(member)), default=0)
    by_keyword = any(member.kw_only for member in members)
    # Most records hold scalars only; then one comparison of types, done in C, checks them all.
    sole = [next(iter(shape.types)) if len(shape.types) == 1 else object for shape in shapes]
    usual = None if by_keyword else tuple(sole)

    def decode(stored: Any) -> Any:
        _expect(tuple, stored)
        if tuple(map(type, stored)) == usual:
            return cls(*stored)
        if not required <= len(stored) <= len(names):
            raise ValueError(f"{cls.__name__} of {len(stored)} fields")
        values = [decode(item) for decode, item in zip(decoders, stored, strict=False)]
        return cls(**dict(zip(names, values, strict=False))) if by_keyword else cls(*values)

    return Shape(_record_encoder(names, shapes), decode)


def _record_encoder(names: Sequence[str], shapes: Sequence[Shape]) -> Callable[[Any], Sequence[Any]]:
    if len(names) < 2:
        encoders = [encoder(shape) for shape in shapes]
        return lambda value: [
            encode(getattr(value, name)) for name, encode in zip(names, encoders, strict=True)
        ]
    get: Callable[[Any], Sequence[Any]] = attrgetter(*names)
    if all(shape.encode is None for shape in shapes):
        return get
    optional = [shape.encode for shape in shapes]
    return lambda value: [
        item if encode is None else encode(item) for encode, item in zip(optional, get(value), strict=True)
    ]


def _mapped(encode: Callable[[Any], Any]) -> Callable[[Any], list[Any]]:
    return lambda value: [encode(part) for part in value]


def encoder(shape: Shape) -> Callable[[Any], Any]:
    """Return what encodes a value of the shape; a shape without one is stored as it is."""
    return shape.encode or (lambda value: value)


def _has_default(member: Field[Any]) -> bool:
    return member.default is not MISSING or member.default_factory is not MISSING


def _expect(wanted: type, stored: Any) -> None:
    if type(stored) is not wanted:
        raise ValueError(f"{type(stored).__name__} found where a {wanted.__name__} belongs")


def _names(types: Iterable[type]) -> str:
    return ", ".join(sorted(cls.__name__ for cls in types))
