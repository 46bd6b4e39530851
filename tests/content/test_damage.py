"""No damage to a pack's bytes makes reading it fail in any other way than by faults."""

from hypothesis import given, settings
from hypothesis import strategies as st

from reve.content.documents import read
from reve.content.files import shipped
from reve.content.loading import read_pack
from reve.content.report import check
from tests.content.conftest import copied_pack

TEXTS = {
    file: (shipped() / file).read_bytes()
    for file in ("elements.yaml", "reve.yaml", "starter.yaml", "species/umbral.yaml")
}
FRAGMENTS = (
    b"{",
    b"[",
    b": ",
    b"\n",
    b"- ",
    b"'",
    b"&a",
    b"*a",
    b"!!",
    b"null",
    b"-1",
    b"\xff",
    b"\x00",
    b"\xe2\x80\xae",
)


@given(text=st.text(max_size=200) | st.text(alphabet="ab{}[]:,-&*!?|>'\"# \n\t01~", max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_has_a_fault(text: str) -> None:
    document, faults = read("any.yaml", text)

    assert document.file == "any.yaml"
    assert all(fault.reason and fault.remedy for fault in faults)


@given(
    file=st.sampled_from(sorted(TEXTS)),
    at=st.integers(min_value=0, max_value=6_000),
    cut=st.integers(min_value=0, max_value=60),
    fragment=st.sampled_from(FRAGMENTS) | st.binary(max_size=4),
)
@settings(max_examples=60, deadline=None)
def test_a_damaged_file_is_read_or_has_a_fault(file: str, at: int, cut: int, fragment: bytes) -> None:
    at %= len(TEXTS[file])
    with copied_pack() as pack:
        (pack / file).write_bytes(TEXTS[file][:at] + fragment + TEXTS[file][at + cut :])
        reading = read_pack(pack)

        assert check(pack).ok is not bool(reading.faults)
        assert all(fault.reason and fault.remedy and str(fault) for fault in reading.faults)
