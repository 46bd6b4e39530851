"""What is asked of a player, answered and told, one module per system.

Each module defines its commands, events and replies, and names them for the registries: `NAMES` and
`GROUPS` (of commands), `EVENTS`, `REPLIES`, and the unions `Action`, `Event`, `Reply`. The registries
(`reve.game.commands`, `.events`, `.replies`) take them in, a line each.
"""
