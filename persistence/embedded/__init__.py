"""Real PostgreSQL and Valkey for a machine that has neither, from wheels or from PATH."""

from persistence.embedded.erase import erase
from persistence.embedded.errors import ServersError
from persistence.embedded.plan import LOCAL_LEASES, ServerPlan, Servers
from persistence.embedded.servers import EmbeddedServers, servers

__all__ = ["LOCAL_LEASES", "EmbeddedServers", "ServerPlan", "Servers", "ServersError", "erase", "servers"]
