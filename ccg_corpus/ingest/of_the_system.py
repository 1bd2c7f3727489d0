"""Whether a place is the system's own window on itself (/proc, /sys, /dev), and holds no files on a disk.

Comes in: what `stat` says of a place. Goes out: yes or no. What lies there looks like files and folders
without end, leads back to the whole disk, and may wait for ever when it is read.
"""

from __future__ import annotations

import os
from functools import lru_cache

WHY = "a place of the system that holds no files on a disk"
# Linux names what is mounted where; other systems have no such places but /dev.
_MOUNTS = "/proc/self/mountinfo"
_KINDS = frozenset((
    "proc", "sysfs", "devtmpfs", "devpts", "cgroup", "cgroup2", "debugfs", "tracefs", "securityfs",
    "mqueue", "pstore", "bpf", "configfs", "fusectl", "hugetlbfs", "binfmt_misc", "efivarfs", "nsfs",
    "selinuxfs", "devfs",
))  # fmt: skip
_ALWAYS = ("/proc", "/sys", "/dev")


def is_of_the_system(state: os.stat_result) -> bool:
    """Whether a file or folder lies on no disk."""
    return state.st_dev in _devices()


@lru_cache(maxsize=1)
def _devices() -> frozenset[int]:
    found = set(_mounted())
    roots = {_device(os.sep), _device(os.path.expanduser("~"))}  # noqa: PTH111 - no home, no error
    found |= {_device(place) for place in _ALWAYS} - roots
    return frozenset(one for one in found if one >= 0)


def _mounted() -> list[int]:
    try:
        with open(_MOUNTS, encoding="utf-8", errors="replace") as lines:  # noqa: PTH123
            split = [line.split() for line in lines]
    except OSError:
        return []
    return [
        os.makedev(*map(int, one[2].split(":")))
        for one in split
        if "-" in one and one[one.index("-") + 1] in _KINDS
    ]


def _device(place: str) -> int:
    try:
        return os.stat(place).st_dev  # noqa: PTH116
    except OSError:
        return -1
