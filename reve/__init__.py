"""REVE: a real-time, stateful RPG and gacha bot for Discord."""

__version__ = "0.1.0"
