"""Tests of the content pack: its figures, its texts, and the refusal of every broken one."""
