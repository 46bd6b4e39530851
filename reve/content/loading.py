"""From a directory to a catalogue, with every fault that can be found on the way."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from reve.content.adventure_models import AreaFile
from reve.content.anatomy import AREAS_DIR, SUFFIX, Pack, model_of
from reve.content.build import build
from reve.content.documents import Document, read
from reve.content.faults import Fault, PackError
from reve.content.files import source, texts
from reve.content.models import SpeciesFile
from reve.content.shapes import LOOKS, Model
from reve.content.validation import validate
from reve.game.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Reading:
    """A pack with all its faults; only one without faults may be built."""

    pack: Pack
    faults: tuple[Fault, ...]


def load_catalogue(path: Path | None = None) -> Catalogue:
    """Build the catalogue of a pack, the shipped one by default.

    :raises PackError: if anything is wrong with the pack
    """
    return build(load_pack(path))


def load_pack(path: Path | None = None) -> Pack:
    """Read a pack, the shipped one by default.

    :raises PackError: if anything is wrong with the pack
    """
    reading = read_pack(path)
    if reading.faults:
        raise PackError(str(path or "shipped"), reading.faults)
    return reading.pack


def read_pack(path: Path | None = None) -> Reading:
    """Read a pack with all its faults; a check that needs a spoilt file is left out."""
    return read_texts(texts(source(path)))


def read_texts(entries: Iterable[tuple[str, str] | Fault]) -> Reading:
    """Read a pack from name and text of its files, as `read_pack` does."""
    faults: list[Fault] = []
    documents: dict[str, Document] = {}
    for found in entries:
        if isinstance(found, Fault):
            faults.append(found)
            continue
        document, wrong = read(*found)
        faults += wrong
        if not wrong:
            documents[document.file] = document
    files, species, areas = _models(documents, faults)
    spoilt = frozenset(fault.file for fault in faults)
    pack = Pack(files, species, spoilt, areas)
    faults += validate(pack)
    return Reading(pack, tuple(_with_line(fault, documents) for fault in faults))


def _models(
    documents: Mapping[str, Document], faults: list[Fault]
) -> tuple[dict[type[Model], Model], dict[str, SpeciesFile], dict[str, AreaFile]]:
    files: dict[type[Model], Model] = {}
    species: dict[str, SpeciesFile] = {}
    areas: dict[str, AreaFile] = {}
    for name, document in documents.items():
        model = model_of(name)
        try:
            checked = model.model_validate(document.value)
        except ValidationError as error:
            faults += [_fault(name, document, details) for details in error.errors(include_url=False)]
            continue
        if isinstance(checked, SpeciesFile):
            species[name] = checked
        elif isinstance(checked, AreaFile):
            areas[name.removeprefix(f"{AREAS_DIR}/").removesuffix(SUFFIX)] = checked
        else:
            files[model] = checked
    return files, species, areas


def _fault(name: str, document: Document, details: ErrorDetails) -> Fault:
    """Say in plain words what a model found wrong, at a path that exists in the document."""
    kind, found = details["type"], _short(details["input"])
    path = document.closest(details["loc"], and_last=kind == "missing")
    match kind:
        case "missing":
            reason, remedy = "it is missing", "add it"
        case "extra_forbidden":
            reason, remedy = "it is not known here", "correct its spelling or remove it"
        case "int_type":
            reason, remedy = f"a whole number is due, not {found}", "write digits, without quotes"
        case "string_type":
            reason, remedy = f"text is due, not {found}", "put it in quotes"
        case "model_type" | "dict_type":
            reason, remedy = f"a mapping is due, not {found}", "write 'key: value' lines"
        case "list_type":
            reason, remedy = f"a list is due, not {found}", "write it in [brackets]"
        case "string_pattern_mismatch":
            reason, remedy = f"{found} does not look right", LOOKS[details["ctx"]["pattern"]]
        case _:
            reason, remedy = f"{found}: {details['msg'].removeprefix('Input ')}", "correct it"
    return Fault(name, path, reason, remedy)


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:40]}…"


def _with_line(fault: Fault, documents: Mapping[str, Document]) -> Fault:
    if fault.line is not None or fault.file not in documents:
        return fault
    return replace(fault, line=documents[fault.file].line_of(fault.path))
