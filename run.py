#!/usr/bin/env python3
"""Play, test or run REVE on a machine that has only Python.

    python3 run.py              play
    python3 run.py test ARGS    run all tests (ARGS go to pytest)
    python3 run.py ARGS         the same as `reve ARGS`

Makes a private environment once, in `.venv` or where REVE_VENV says, and installs what the lock files pin.
Standard library only; any Python from 3.8 runs this file, and it finds one from 3.12 for the rest.
"""

import contextlib
import hashlib
import os
import re
import signal
import subprocess
import sys

ROOT = os.path.dirname(os.path.abspath(__file__))
WINDOWS = os.name == "nt"
OLDEST = (3, 12)
UV = "uv==0.13.9"
LOCKS = ("requirements.lock", "requirements-dev.lock")  # the second holds all of the first, and more
PROBE = (
    "import sys; v = sys.version_info; "
    "print('%d.%d' % v[:2] if v.releaselevel == 'final' and sys.implementation.name == 'cpython' else '')"
)


class Missing(Exception):
    """Something is missing on this machine; the message is one sentence that says what to do."""


def main(arguments):
    """Prepare what is not ready yet, then become the program asked for."""
    testing = arguments[:1] == ["test"]
    folder = os.path.abspath(os.environ.get("REVE_VENV") or os.path.join(ROOT, ".venv"))
    try:
        wanted = LOCKS[1:] if testing else LOCKS
        if not any(is_current(folder, lock) for lock in wanted):
            with alone(folder):
                if not any(is_current(folder, lock) for lock in wanted):
                    prepare(folder, wanted[0] if testing or not has_stamp(folder, LOCKS[1]) else LOCKS[1])
    except Missing as missing:
        sys.exit("reve: %s" % missing)
    except subprocess.CalledProcessError as failed:
        sys.exit("reve: `%s` failed (see above); mend that, then start again" % " ".join(failed.cmd[:6]))
    if testing:
        os.chdir(ROOT)
        become(folder, ["-m", "pytest"] + arguments[1:])
    become(folder, ["-P", "-m", "reve"] + (arguments or ["play"]))


# -- the private environment ------------------------------------------------------------------------


def prepare(folder, lock):
    """Make the environment hold exactly what the lock file pins."""
    say("preparing %s (only the first time, and when the pins change)" % folder)
    uv = have_uv(folder)
    if not environment_fits(folder):
        make_environment(uv, folder)
    say("installing what %s pins (about a minute on a slow line)" % lock)
    quietly = [] if sys.stderr.isatty() else ["-q"]
    run(folder, [uv, "pip", "sync", *quietly, "--python", program(folder, "python"), os.path.join(ROOT, lock)])
    for name in LOCKS:
        with contextlib.suppress(FileNotFoundError):
            os.remove(stamp_file(folder, name))
    with open(stamp_file(folder, lock), "w") as out:
        out.write(stamp(folder, lock))


def make_environment(uv, folder):
    """Make the environment with a Python that was seen to run, else with one that uv fetches."""
    found = find_python(candidates())
    if found:
        say("using %s" % found)
        run(folder, [uv, "venv", "-q", "--allow-existing", "--no-python-downloads", "--python", found, folder])
        return
    say("no Python from %d.%d here: fetching one" % OLDEST)
    try:
        run(folder, [uv, "venv", "--allow-existing", "--python", "%d.%d" % OLDEST, folder])
    except subprocess.CalledProcessError:
        raise Missing("Python %d.%d or newer is needed and could not be fetched: install it, then start again" % OLDEST)


def environment_fits(folder):
    """Tell whether the environment's Python still runs and is new enough."""
    return find_python([program(folder, "python")]) is not None


def have_uv(folder):
    """Return uv from an environment of its own, made with whichever Python here can make one."""
    uv = program(os.path.join(folder, "uv"), "uv")
    wanted = UV.split("==")[1]
    if output([uv, "--version"]).split()[1:2] != [wanted]:
        python = program(os.path.join(folder, "uv"), "python")
        if not output([python, "-m", "pip", "--version"]):
            make_tool_environment(folder)
        say("installing uv")
        run(folder, [python, "-m", "pip", "install", "-q", "--disable-pip-version-check", UV])
    return uv


def make_tool_environment(folder):
    """Make an environment with pip; Debian's Python lacks the modules for it until they are installed."""
    for python in [sys.executable] + list(candidates()):
        if subprocess.call([python, "-c", "import venv, ensurepip"], stderr=subprocess.DEVNULL) == 0:
            run(folder, [python, "-m", "venv", "--clear", os.path.join(folder, "uv")])
            return
    raise Missing("Python's venv and pip are missing: install them (Debian: apt install python3-venv), then start again")


# -- whether it is ready ----------------------------------------------------------------------------


def stamp_file(folder, lock):
    return os.path.join(folder, lock + ".stamp")


def stamp(folder, lock):
    """Return what must not have changed: the lock file, and the environment's Python."""
    digest = hashlib.sha256()
    for path in (os.path.join(ROOT, lock), os.path.join(folder, "pyvenv.cfg")):
        with open(path, "rb") as file:
            digest.update(file.read() + b"\0")
    return digest.hexdigest()


def has_stamp(folder, lock):
    return os.path.exists(stamp_file(folder, lock))


def is_current(folder, lock):
    """Tell, without starting anything, whether the environment holds what the lock file pins."""
    if not os.path.exists(program(folder, "python")):  # also when the Python that it leads to has gone
        return False
    try:
        with open(stamp_file(folder, lock)) as file:
            return file.read() == stamp(folder, lock)
    except OSError:
        return False


# -- a Python that runs -----------------------------------------------------------------------------


def candidates():
    """Yield Pythons that may be new enough, best first: ourselves, PATH's, pyenv's."""
    yield sys.executable
    folders = [f for f in os.environ.get("PATH", os.defpath).split(os.pathsep) if f]
    for folder in folders + pyenv_folders(folders):
        for name in sorted(listed(folder), key=lambda n: (len(n), n)):
            if re.match(r"python(3(\.\d+)?)?(\.exe)?$", name) and new_enough(name.replace(".exe", "")[6:]):
                yield os.path.join(folder, name)


def new_enough(version):
    """Tell whether a name such as `python3.13` may be new enough; one that gives no minor version may."""
    return version in ("", "3") or tuple(int(part) for part in version.split(".")) >= OLDEST


def pyenv_folders(path):
    """Return the folders that pyenv keeps programs in: its shims may exist and fail."""
    roots = [os.environ.get("PYENV_ROOT", ""), os.path.join(os.path.expanduser("~"), ".pyenv")]
    roots += [os.path.dirname(f.rstrip(os.sep)) for f in path if os.path.basename(f.rstrip(os.sep)) == "shims"]
    roots += [os.path.join(home, ".pyenv") for home in registered_home()]
    versions = [os.path.join(root, "versions") for root in dict.fromkeys(roots) if root]
    return [os.path.join(v, name, "bin") for v in versions for name in sorted(listed(v), key=by_number)]


def registered_home():
    """Return this user's home as the system knows it, wherever HOME points."""
    try:
        import pwd

        return [pwd.getpwuid(os.getuid()).pw_dir]
    except (ImportError, KeyError):
        return []


def by_number(name):
    return [int(part) for part in re.findall(r"\d+", name)]


def listed(folder):
    try:
        return os.listdir(folder)
    except OSError:
        return []


def find_python(paths):
    """Return the first that runs and is new enough."""
    for path in dict.fromkeys(paths):
        version = output([path, "-I", "-c", PROBE]).strip() if path else ""
        if version and tuple(int(part) for part in version.split(".")) >= OLDEST:
            return path
    return None


# -- running things ---------------------------------------------------------------------------------


def program(folder, name):
    """Return the path of a program in an environment."""
    return os.path.join(folder, "Scripts", name + ".exe") if WINDOWS else os.path.join(folder, "bin", name)


def become(folder, arguments):
    """Replace this process, so that Ctrl-C and signals go straight to the program."""
    command = [program(folder, "python")] + arguments
    path = [ROOT] + [p for p in os.environ.get("PYTHONPATH", "").split(os.pathsep) if p]
    environment = dict(os.environ, PYTHONPATH=os.pathsep.join(path))
    if not WINDOWS:
        os.execve(command[0], command, environment)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the program too, and is its to handle
    sys.exit(subprocess.call(command, env=environment))


def run(folder, command):
    """Run a tool whose output goes to the user."""
    subprocess.run(command, check=True, stdout=sys.stderr, env=tool_environment(folder))


def output(command):
    """Return what a program prints; nothing if it fails, hangs or is none."""
    try:
        ended = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=20
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return ended.stdout.decode("utf-8", "replace") if ended.returncode == 0 else ""


def tool_environment(folder):
    """Return the environment for pip and uv: the system's certificates, and pip's settings for uv too."""
    environment = dict(os.environ)
    if not os.access(os.path.expanduser("~"), os.W_OK):  # accounts of services have no home
        for name in ("UV_CACHE_DIR", "PIP_CACHE_DIR", "UV_PYTHON_INSTALL_DIR"):
            environment.setdefault(name, os.path.join(folder, name.lower()))
    environment.setdefault("UV_SYSTEM_CERTS", "1")
    environment.setdefault("UV_NO_PROGRESS", "0" if sys.stderr.isatty() else "1")
    for name in ("VIRTUAL_ENV", "CONDA_PREFIX", "PYTHONHOME", "PYTHONPATH"):
        environment.pop(name, None)
    for theirs, ours in (
        ("PIP_INDEX_URL", "UV_DEFAULT_INDEX"),
        ("PIP_EXTRA_INDEX_URL", "UV_INDEX"),
        ("PIP_FIND_LINKS", "UV_FIND_LINKS"),
        ("PIP_CERT", "SSL_CERT_FILE"),
    ):
        if theirs in environment:
            environment.setdefault(ours, environment[theirs])
    return environment


@contextlib.contextmanager
def alone(folder):
    """Let one process at a time prepare the environment; the others wait for it."""
    try:
        os.makedirs(folder, exist_ok=True)
        file = open(os.path.join(folder, "prepare.lock"), "a")
    except OSError as error:
        raise Missing("%s cannot be written (%s): make it writable, or set REVE_VENV to a folder that is" % (folder, error.strerror))
    with file:
        lock(file)
        yield


def lock(file):
    """Wait for a lock that the system frees when we end."""
    if WINDOWS:
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX)


def say(text):
    print("reve: " + text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    if sys.version_info < (3, 8):
        sys.exit("reve: Python 3.8 or newer is needed to begin with: install one, then start again")
    main(sys.argv[1:])
