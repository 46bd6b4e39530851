"""Discord's gateway shards, leased, so that several instances serve under one bot token."""

from reve.bot.gateway.report import GatewayReport, GatewayView, State
from reve.bot.gateway.sharing import Sharing, alone

__all__ = ["GatewayReport", "GatewayView", "Sharing", "State", "alone"]
