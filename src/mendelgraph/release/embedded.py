"""The embedded catalogue as a release, for who asks before having built one."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from tempfile import gettempdir

from mendelgraph.release.build import build
from mendelgraph.release.fingerprint import fingerprint_package
from mendelgraph.store import MANIFEST


def embedded_release() -> Path:
    """Return a release of the embedded catalogue, built on first use into the user's cache folder.

    Its name holds a hash of all that it is made from, so another version of the package has another one.
    """
    cache = _cache()
    folder = cache / f"embedded-{fingerprint_package()[:16]}"
    if not (folder / MANIFEST).is_file():
        cache.mkdir(parents=True, exist_ok=True)
        with (cache / ".first-use.lock").open("wb") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)  # who comes second waits, and finds the release there
            if not (folder / MANIFEST).is_file():
                build(output=folder)
    return folder


def _cache() -> Path:
    home = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    try:
        return (Path(home) if home else Path.home() / ".cache") / "mendelgraph"
    except RuntimeError:  # no home folder, as in some containers
        return Path(gettempdir()) / f"mendelgraph-{os.getuid()}"
