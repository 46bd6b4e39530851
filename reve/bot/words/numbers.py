"""How figures, times, stars and tiers are written."""

from typing import Final

_UNITS: Final = ((10**15, "Qa"), (10**12, "T"), (10**9, "B"), (10**6, "M"))
_BAR_CELLS: Final = 10
_MOST_STARS: Final = 10
_LONGEST_S: Final = 1e12


def whole(number: int) -> str:
    """Write a number exactly, with separators: 1,234,567."""
    return f"{number:,}"


def short(number: int) -> str:
    """Write up to 999,999 exactly, above that three significant digits: 1.23M."""
    size = abs(number)
    for unit, letter in _UNITS:
        if size >= unit:
            sign = "-" if number < 0 else ""
            return f"{sign}{_three_digits(size, unit)}{letter}"
    return whole(number)


def both(number: int) -> str:
    """Write a number short, with its exact value behind it where that differs."""
    brief, exact = short(number), whole(number)
    return brief if brief == exact else f"{brief} ({exact})"


def change(number: int) -> str:
    """Write a difference with its sign: +1,234."""
    return f"+{short(number)}" if number > 0 else short(number)


def duration(ms: int) -> str:
    """Write a span of time, rounded up to a second: 1h 05m, 4m 09s, 8s; what is whole is short: 9m."""
    seconds = max(0, -(-ms // 1000))
    days, rest = divmod(seconds, 86_400)
    hours, rest = divmod(rest, 3_600)
    minutes, seconds = divmod(rest, 60)
    if days:
        return f"{days}d {hours:02}h" if hours else f"{days}d"
    if hours:
        return f"{hours}h {minutes:02}m" if minutes else f"{hours}h"
    if minutes:
        return f"{minutes}m {seconds:02}s" if seconds else f"{minutes}m"
    return f"{seconds}s"


def precise(ms: int) -> str:
    """Write a span of time exactly: 4m 56.7s, 3.25s; what has no parts of a second as `duration` does."""
    minutes, rest = divmod(ms, 60_000)
    if ms < 0 or not rest % 1000:
        return duration(ms)
    parts = f"{rest % 1000:03}".rstrip("0")
    if not minutes:
        return f"{rest // 1000}.{parts}s"
    return f"{duration(minutes * 60_000)} {rest // 1000:02}.{parts}s"


def span(seconds: float) -> str:
    """Write a measured span of time: tenths of a second below a minute."""
    return duration(int(seconds * 1000)) if 60.0 <= seconds < _LONGEST_S else f"{seconds:.1f} s"


def moment(ms: int) -> str:
    """Write a time so that Discord shows it relative to the reader's now."""
    return f"<t:{ms // 1000}:R>"


def day(ms: int) -> str:
    """Write a time so that Discord shows its date in the reader's zone."""
    return f"<t:{ms // 1000}:D>"


def share(part: int, total: int) -> str:
    """Write a share in percent, up to three decimals and without trailing zeros: 0.05 %."""
    if total <= 0:
        return "0 %"
    thousandths = part * 100_000 // total
    figure = f"{thousandths // 1000}.{thousandths % 1000:03}".rstrip("0").rstrip(".")
    return f"{figure} %"


def basis_points(bp: int) -> str:
    """Write basis points as a signed percentage: +5.5 %."""
    sign = "-" if bp < 0 else "+"
    return f"{sign}{share(abs(bp), 10_000)}"


def stars(count: int) -> str:
    """Write stars: ★★★; more than a player can have, as a figure."""
    return f"★ × {whole(count)}" if count > _MOST_STARS else "★" * max(0, count)


def tier(numeral: str, name: str) -> str:
    """Write a tier: Roman numeral and name."""
    return f"{numeral} {name}"


def bar(done: int, total: int) -> str:
    """Draw progress in ten cells."""
    filled = min(_BAR_CELLS, max(0, done * _BAR_CELLS // total)) if total > 0 else 0
    return "▰" * filled + "▱" * (_BAR_CELLS - filled)


def _three_digits(size: int, unit: int) -> str:
    if size >= 1000 * unit:
        return whole(size // unit)
    if size >= 100 * unit:
        return str(size // unit)
    if size >= 10 * unit:
        tenths = size * 10 // unit
        return f"{tenths // 10}.{tenths % 10}"
    hundredths = size * 100 // unit
    return f"{hundredths // 100}.{hundredths % 100:02}"
