"""A listener of links that can be waited for, and a sender who does not stop."""

import anyio

from actors.ports import Link, Message


class Heard:
    """Messages as they come."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self._news = anyio.Event()

    def __call__(self, message: Message) -> None:
        self.messages.append(message)
        self._news.set()

    async def wait(self, count: int) -> list[Message]:
        """Return the messages once there are so many."""
        with anyio.fail_after(10):
            while len(self.messages) < count:
                await self._news.wait()
                self._news = anyio.Event()
        return self.messages


async def send_for_ever(link: Link, to: str, message: Message) -> None:
    """Send again and again: a server may take a moment to notice that somebody has gone."""
    while True:
        await link.send(to, message)
