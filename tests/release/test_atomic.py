"""Whatever happens to a build, the release that was there before is whole and readable, or the new one is."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from mendelgraph.graph import Minter
from mendelgraph.graph.namespaces import DCAT
from mendelgraph.release.folder import replace_release
from mendelgraph.release.kept import FOLDER
from mendelgraph.store import MANIFEST, STORE, load, open_store
from tests.test_processes import check_ended, run_driver

OLD, NEW, LAST = "2026-01-31", "2026-02-28", "2026-03-31"
ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
MAIN = "from mendelgraph.cli import main; main()"

# The process kills itself at the N-th file that it opens, makes, renames or removes once it is building; N = 0: never,
# and it tells how many there were.
COUNTED = """
import os, signal, sys
from mendelgraph.cli import main
last, seen = int(sys.argv.pop(1)), 0
def count(event, arguments):
    global seen
    if event in {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree", "ctypes.dlsym"}:
        seen += ".building-" in str(arguments) or "renameat2" in str(arguments)
        if seen == last > 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(count)
try:
    main()
finally:
    print(f"events: {seen}")
"""


def command(output: Path, version: str = NEW, code: str = MAIN, *first: str) -> list[str]:
    return [sys.executable, "-c", code, *first, "build", "-o", str(output), "--release", version]


def run(arguments: list[str], **options: object) -> subprocess.CompletedProcess[str]:
    done: subprocess.CompletedProcess[str] = subprocess.run(  # type: ignore[call-overload]
        arguments, capture_output=True, text=True, timeout=600, check=False, **options
    )
    return done


def check_whole(folder: Path) -> str:
    """Return the release's version after holding every file to its hash, and the store to the manifest."""
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    assert {path.name for path in folder.iterdir()} - {FOLDER} == {*manifest["files"], MANIFEST, STORE}
    for name, about in manifest["files"].items():
        assert sha256((folder / name).read_bytes()).hexdigest() == about["sha256"], name
    assert stored_version(folder) == manifest["version"]
    return str(manifest["version"])


def stored_version(folder: Path) -> str:
    mint, store = Minter(), open_store(folder)
    graph = mint.dataset_graph()
    (current,) = store.quads_for_pattern(mint.dataset(), DCAT.hasCurrentVersion, None, graph)
    (version,) = store.quads_for_pattern(current.object, DCAT.version, None, graph)
    return str(version.object.value)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("first") / "dist"
    done = run(command(folder, OLD))
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def release(first: Path, tmp_path: Path) -> Path:
    shutil.copytree(first, tmp_path / "dist")
    return tmp_path / "dist"


class Whole(NamedTuple):
    """What a build takes that nobody kills: seconds, and events of files."""

    seconds: float
    events: int


def measure(folder: Path) -> Whole:
    started = time.monotonic()
    shutil.rmtree(folder / FOLDER, ignore_errors=True)
    counted = run(command(folder, OLD, COUNTED, "0"))
    assert counted.returncode == 0, counted.stderr
    return Whole(time.monotonic() - started, int(counted.stdout.rpartition("events: ")[2]))


def kill_by_time(folder: Path, version: str, after: float) -> int:
    child = subprocess.Popen(command(folder, version), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(after)
    child.kill()
    return child.wait(timeout=600)


def kill_at_event(folder: Path, version: str, last: int) -> int:
    """Kill a build that takes nothing over, so that it has as many events as the one that was measured."""
    shutil.rmtree(folder / FOLDER, ignore_errors=True)
    return run(command(folder, version, COUNTED, str(last))).returncode


def try_kills(folder: Path, whole: Whole, parts: list[float], events: list[int]) -> Counter[str]:
    """Kill a build at each point, and tell how often the old release, the new one or an end was met."""
    kills: list[partial[int]] = [partial(kill_by_time, after=part * whole.seconds) for part in parts]
    kills += [partial(kill_at_event, last=last) for last in events]
    outcomes: Counter[str] = Counter()
    for kill in kills:
        for leftover in folder.parent.glob(".dist.building-*"):
            shutil.rmtree(leftover)  # else the next build's events would begin with its removal
        before = check_whole(folder)
        version = str(date.fromisoformat(before) + timedelta(1))
        outcomes["killed"] += kill(folder, version) == -signal.SIGKILL
        outcomes["old" if check_whole(folder) == before else "new"] += 1
    return outcomes


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_killed_at_50_points_a_release_is_whole(release: Path, tmp_path: Path) -> None:
    """24 random times, 20 random events of files, and the last 6 events, among which is the swap."""
    second = tmp_path / "other" / "dist"
    shutil.copytree(release, second)
    whole = measure(release)
    random = Random(6)  # noqa: S311 - points to try, repeatable
    parts = [random.random() for _ in range(24)]
    events = [random.randint(1, whole.events) for _ in range(20)] + [whole.events - back for back in range(6)]
    lanes = [(release, parts[::2], events[::2]), (second, parts[1::2], events[1::2])]
    with ThreadPoolExecutor(2) as pool:
        outcomes = sum(pool.map(lambda lane: try_kills(lane[0], whole, *lane[1:]), lanes), Counter[str]())
    assert outcomes["old"] + outcomes["new"] == 50
    assert outcomes["new"], "no kill came after the swap"
    assert outcomes["old"] > 25, "most kills come before the swap"
    # All 26 at an event, and a few by time even where builds are now several times as fast as the measured one was.
    assert outcomes["killed"] >= 30, "the builds ended before they were killed"
    assert run(command(release)).returncode == 0
    assert check_whole(release) == NEW
    assert [path.name for path in tmp_path.glob(".*")] == [".dist.lock"]


# Two processes make the records, each of them slowly, and tell who they are.
SHARED_WORK = """
import os, signal, time
from pathlib import Path
from mendelgraph.cli import main
from mendelgraph.release import workers
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # who runs tests under nohup hands on that it is ignored
make, workers.WORTH_A_PROCESS = workers.make_record, 2
def make_slowly(*arguments):
    (Path(os.environ["STARTED"]) / str(os.getpid())).touch()
    time.sleep(0.2)
    return make(*arguments)
workers.make_record = make_slowly
if __name__ == "__main__":
    main()
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_a_build_that_is_ended_leaves_no_process(release: Path, tmp_path: Path, number: signal.Signals) -> None:
    shutil.rmtree(release / FOLDER)
    with run_driver(SHARED_WORK, tmp_path, "build", "-o", str(release), "--release", NEW) as (parent, workers):
        assert list(tmp_path.glob(".dist.building-*"))
        check_ended(parent, workers, number)
    assert check_whole(release) == OLD
    left = [] if number != signal.SIGKILL else [f".dist.building-{parent.pid}"]
    assert [path.name for path in tmp_path.glob(".dist.building-*")] == left
    assert run(command(release)).returncode == 0
    assert {path.name for path in tmp_path.iterdir()} == {"dist", ".dist.lock", "driver.py", "started"}


LIMITED = (
    "import resource, sys; limit = int(sys.argv.pop(1)); resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))"
)


@pytest.mark.skipif(sys.platform == "win32", reason="needs RLIMIT_FSIZE")
@pytest.mark.parametrize("size", [1_000, 200_000, 2_000_000])
def test_a_file_that_cannot_grow_keeps_the_old_release(release: Path, size: int) -> None:
    done = run(command(release, NEW, f"{LIMITED}\n{MAIN}", str(size)))
    assert done.returncode == 3, done.stderr
    assert "cannot be written" in done.stderr
    assert check_whole(release) == OLD
    assert {path.name for path in release.parent.iterdir()} == {"dist", ".dist.lock"}


FILL = (
    'mount -t tmpfs -o size="$1" tmpfs "$2" && cp -a "$3" "$2/dist" && rm -r "$2/dist/.kept" && shift 3 && "$@"; '
    "code=$?; {check}; exit $code"
)
CHECK = """
import sys
from pathlib import Path
from tests.release.test_atomic import check_whole
assert check_whole(Path(sys.argv[1])) == sys.argv[2], "the old release is not whole"
assert [path.name for path in Path(sys.argv[1]).parent.iterdir() if path.name.startswith(".dist.b")] == []
"""


def can_mount(place: Path) -> bool:
    if not (ROOT and shutil.which("unshare")):
        return False
    return run(["unshare", "-m", "mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]).returncode == 0


# The copy has nothing that a build could take over, so a whole release has to be written.
# Not 0.9: the store's engine packs its files in the background, so a build fits there now and then, and is then whole.
@pytest.mark.parametrize("room", [0.01, 0.3, 0.5, 0.6, 0.75])
def test_a_full_disk_keeps_the_old_release(first: Path, tmp_path: Path, room: float) -> None:
    """`room`: how much of what a second release takes there is on the disk."""
    if not can_mount(tmp_path):
        pytest.skip("a small disk can be mounted only by root in a mount namespace of its own")
    taken = sum(path.stat().st_size + 4096 for path in first.rglob("*"))
    check = f'"{sys.executable}" -c "$CHECK" "{tmp_path}/dist" {OLD} || exit 99'
    script = ["sh", "-c", FILL.replace("{check}", check), "sh", str(int(taken * (1 + room))), str(tmp_path), str(first)]
    environment = {**os.environ, "CHECK": CHECK, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = run(["unshare", "-m", *script, *command(tmp_path / "dist")], env=environment)
    assert done.returncode == 3, done.stderr
    assert "No space left" in done.stderr


def without_privilege(arguments: list[str]) -> list[str]:
    """Run as somebody whom permissions stop: root is such a one without these two capabilities."""
    if not ROOT:
        return arguments
    if not shutil.which("setpriv"):
        pytest.skip("root is stopped by no permission, and setpriv is not there to give up that privilege")
    return ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", *arguments]


@pytest.mark.parametrize("place", ["parent", "lock"])
def test_without_permission_the_old_release_stays(release: Path, place: str) -> None:
    lock = release.parent / ".dist.lock"
    lock.touch()
    taken = {"parent": release.parent, "lock": lock}[place]
    mode = taken.stat().st_mode
    taken.chmod(mode & ~0o222)
    try:
        done = run(without_privilege(command(release)))
    finally:
        taken.chmod(mode)
    assert done.returncode == 3, done.stderr
    assert "Permission denied" in done.stderr
    assert check_whole(release) == OLD


def test_permission_taken_away_during_a_build_keeps_the_old_release(release: Path) -> None:
    mode = release.parent.stat().st_mode
    child = subprocess.Popen(without_privilege(command(release)), stderr=subprocess.PIPE, text=True)
    try:
        while child.poll() is None and not list(release.parent.glob(".dist.building-*")):
            time.sleep(0.005)
        release.parent.chmod(mode & ~0o222)
        _, talk = child.communicate(timeout=600)
    finally:
        release.parent.chmod(mode)
    assert child.returncode == 3, talk
    assert "Permission denied" in talk
    assert check_whole(release) == OLD
    assert run(command(release)).returncode == 0
    assert {path.name for path in release.parent.iterdir()} == {"dist", ".dist.lock"}


def test_builds_at_the_same_time_exclude_each_other(release: Path) -> None:
    children = [subprocess.Popen(command(release), stderr=subprocess.PIPE, text=True) for _ in range(3)]
    talks = [child.communicate(timeout=600)[1] for child in children]
    codes = sorted(child.returncode for child in children)
    assert codes[0] == 0
    assert set(codes) <= {0, 3}
    assert all("another run" in talk for child, talk in zip(children, talks, strict=True) if child.returncode)
    assert 3 in codes, "the builds never met"
    assert check_whole(release) == NEW


READER = """
import sys, time
from pathlib import Path
from tests.release.test_atomic import stored_version
folder, seen = Path(sys.argv[1]), set()
print("ready", flush=True)
while not (folder.parent / "stop").exists():
    seen.add(stored_version(folder))
print(*sorted(seen))
"""


def test_readers_are_never_disturbed_by_the_next_release(release: Path, tmp_path: Path) -> None:
    """An open store, a file being read, and a reader that opens the release over and over while it is swapped."""
    opened = open_store(release)
    size = len(opened)
    lines = (release / "mendelgraph.nq").open("rb")
    begin = lines.readline()
    file_hash = json.loads((release / MANIFEST).read_text())["files"]["mendelgraph.nq"]["sha256"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    reader = subprocess.Popen(
        [sys.executable, "-c", READER, str(release)], env=environment, text=True, stdout=subprocess.PIPE
    )
    assert reader.stdout
    assert reader.stdout.readline() == "ready\n"
    for version in (NEW, LAST):
        assert run(command(release, version)).returncode == 0
    (release.parent / "stop").touch()
    said, _ = reader.communicate(timeout=600)
    assert reader.returncode == 0
    assert {OLD, NEW} <= set(said.split()) <= {OLD, NEW, LAST}
    assert len(opened) == size == len(list(opened))
    with lines:
        assert sha256(begin + lines.read()).hexdigest() == file_hash
    assert len(load(release)) > 0


def test_the_fast_swap_never_mixes_two_releases(first: Path, tmp_path: Path) -> None:
    """Stores opened while their folder is exchanged many times: each is one release, not files of both.

    The engine opens its files one by one; before `open_folder` looked twice, one opening in ten failed here.
    """
    code = (
        "import sys, time\nfrom pathlib import Path\nfrom mendelgraph.store import open_store\n"
        "end = time.monotonic() + 3\nsizes = set()\n"
        "while time.monotonic() < end:\n    sizes.add(len(open_store(Path(sys.argv[1]))))\nprint(*sizes)"
    )
    folder = tmp_path / "dist"
    shutil.copytree(first, folder)
    reader = subprocess.Popen([sys.executable, "-c", code, str(folder)], text=True, stdout=subprocess.PIPE)
    while reader.poll() is None:
        with replace_release(folder) as scratch:
            shutil.copytree(first, scratch, dirs_exist_ok=True)
    said, _ = reader.communicate()
    assert reader.returncode == 0
    assert said.split() == [str(len(open_store(first)))]
