"""Actions of all kinds by which a collection grows, for tests that try many in any order."""

from hypothesis import strategies as st

from reve.game import commands
from reve.game.vocabulary.fusion import Fuse, PreviewFusion

GROWTH: list[commands.Action] = [
    PreviewFusion("jelune", "jelune"),
    Fuse("jelune", "jelune"),
    Fuse("tempest_kin", "jelune", 2, 1),
]

_names = st.sampled_from(["jelune", "muddroot", "blazeblob", "shynix", "tempest_kin", "tempest_t2", "nobody"])
growing: st.SearchStrategy[commands.Action] = st.one_of(
    st.builds(Fuse, _names, _names, st.integers(0, 3), st.integers(-1, 2), st.booleans()),
    st.builds(PreviewFusion, _names, _names),
)
