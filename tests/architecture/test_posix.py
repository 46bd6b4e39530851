"""What only POSIX has stands in one module a layer, so that the rest runs on Windows too."""

import ast
from collections.abc import Iterator

from tests.architecture.tree import LAYERS, ROOT, Module, dotted, imports, is_within, listing, modules

HOMES = {"persistence": "persistence/embedded/posix.py", "reve": "reve/launch/stopping.py"}
"""The one module of a layer where such calls may stand."""

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


def test_what_only_posix_has_stands_in_one_module_a_layer() -> None:
    wrong = [
        f"{module.at(line)} uses {name}"
        for module in modules(*LAYERS)
        if module.path not in HOMES.values()
        for line, name in posix_only(module)
    ]

    assert not wrong, f"Windows lacks these; put them into one of {sorted(HOMES.values())}:{listing(wrong)}"


def test_the_posix_modules_that_are_listed_exist_and_are_needed() -> None:
    for layer, path in HOMES.items():
        assert (ROOT / path).is_file(), f"{path} is gone; take it out of this list"
        (home,) = (module for module in modules(layer) if module.path == path)
        assert list(posix_only(home)), f"{path} holds nothing that only POSIX has; take it out of this list"
