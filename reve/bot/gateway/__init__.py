"""Discord's gateway shards, leased, so that several instances serve under one bot token."""

from reve.bot.gateway.report import GatewayReport, State
from reve.bot.gateway.sharing import Sharing, alone

__all__ = ["GatewayReport", "Sharing", "State", "alone"]
