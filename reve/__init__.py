"""REVE: a real-time, stateful RPG and gacha bot for Discord."""
