"""What only POSIX has stands in few modules, so that the rest runs on Windows too."""

import ast
from collections.abc import Iterator

from tests.architecture.tree import LAYERS, Module, dotted, imports, is_within, listing, modules

HOMES = {
    "persistence/embedded/posix.py": "accounts, locks and processes of the servers that we start",
    "reve/launch/stopping.py": "signals that an event loop receives",
    "reve/operation/clock.py": "the clock that also runs while the machine sleeps",
}
"""The modules where such calls may stand, each behind a name that works, or is not asked for, on Windows."""

MODULES = ("fcntl", "grp", "posix", "pty", "pwd", "readline", "resource", "syslog", "termios", "tty")

LACKING = {
    "os": """
        WEXITSTATUS WIFEXITED WIFSIGNALED WTERMSIG chown chroot confstr eventfd fchown fork forkpty getegid
        geteuid getgid getgroups getloadavg getpgid getpgrp getpriority getresuid getsid getuid initgroups
        killpg lchown memfd_create mkfifo mknod nice openpty pidfd_open posix_spawn posix_spawnp pread
        pwrite sched_getaffinity sched_setaffinity setegid seteuid setgid setgroups setns setpgid setpgrp
        setresuid setsid setuid statvfs sysconf uname unshare wait wait3 wait4 waitid
    """,
    "signal": """
        SIGALRM SIGCHLD SIGCONT SIGHUP SIGKILL SIGPIPE SIGQUIT SIGSTOP SIGUSR1 SIGUSR2 alarm pause
        pthread_kill pthread_sigmask setitimer sigpending sigtimedwait sigwait sigwaitinfo
    """,
    "socket": "AF_UNIX SO_REUSEPORT",
    "time": "CLOCK_BOOTTIME CLOCK_MONOTONIC clock_gettime clock_gettime_ns tzset",
}
NAMES = frozenset(f"{home}.{name}" for home, lacking in LACKING.items() for name in lacking.split())
METHODS = ("add_signal_handler", "create_unix_server", "open_signal_receiver")


def posix_only(module: Module) -> Iterator[tuple[int, str]]:
    """Yield (line, name) of all that Windows lacks."""
    for line, name in imports(module):
        if is_within(name, MODULES) or name in NAMES:
            yield line, name
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and (dotted(node) in NAMES or node.attr in METHODS):
            yield node.lineno, dotted(node)


def test_what_only_posix_has_stands_in_few_modules() -> None:
    wrong = [
        f"{module.at(line)} uses {name}"
        for module in modules(*LAYERS)
        if module.path not in HOMES
        for line, name in posix_only(module)
    ]

    assert not wrong, f"Windows lacks these; put them behind a name in one of {[*HOMES]}:{listing(wrong)}"


def test_the_modules_that_are_listed_are_needed() -> None:
    holding = {module.path for module in modules(*LAYERS) if any(posix_only(module))}

    assert not HOMES.keys() - holding, "these are gone or hold nothing of the kind; take them off the list"
