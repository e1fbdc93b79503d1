"""What a submission may ask of the kernel behind a boundary: everything but a short list.

Forbidden is what no exercise needs and what would get around a limit (memory that belongs to no
process, such as that of `memfd_create`, or the processor of the submission beside it), around the
boundary (new namespaces, mounts, keys) or into rarely used parts of the kernel. No other program is
started either.
"""

from __future__ import annotations

import errno
import platform
import struct
from typing import Final

# Numbers of system calls differ between the two kinds of processor; those from 424 on do not.
FORBIDDEN: Final = {
    # name: (x86_64, aarch64)
    "add_key": (248, 217),
    "bpf": (321, 280),
    "chroot": (161, 51),
    "execve": (59, 221),
    "execveat": (322, 281),
    "finit_module": (313, 273),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fsopen": (430, 430),
    "init_module": (175, 105),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "io_uring_setup": (425, 425),
    "kexec_load": (246, 104),
    "keyctl": (250, 219),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "mount": (165, 40),
    "mount_setattr": (442, 442),
    "move_mount": (429, 429),
    "msgget": (68, 186),
    "open_by_handle_at": (304, 265),
    "open_tree": (428, 428),
    "perf_event_open": (298, 241),
    "pivot_root": (155, 41),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "ptrace": (101, 117),
    "request_key": (249, 218),
    "sched_setaffinity": (203, 122),
    "semget": (64, 190),
    "setns": (308, 268),
    "shmget": (29, 194),
    "umount2": (166, 39),
    "unshare": (272, 97),
    "userfaultfd": (323, 282),
}
CLONE: Final = (56, 220)
CLONE_3: Final = 435
NAMESPACES: Final = 0x7E020080
"""The flags of `clone` that ask for a new namespace."""

# The words of a filter: see linux/bpf_common.h and linux/seccomp.h.
LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOW, ERROR = 0x7FFF0000, 0x00050000
AT_NUMBER, AT_PROCESSOR, AT_FLAGS = 0, 4, 16
FOREIGN: Final = 0x40000000
"""From here on, x86_64 counts the calls of a second, rarely used kind (x32)."""


def program(machine: str = "") -> bytes:
    """The filter for a kind of processor, or nothing where its numbers are not known here.

    Parameters
    ----------
    machine
        As `platform.machine` names it; this machine's if left out.
    """
    kinds = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
    found = kinds.get(machine or platform.machine())
    if found is None:
        return b""
    kind, processor = found
    refuse = RETURN, 0, 0, ERROR | errno.EPERM
    words = [
        (LOAD, 0, 0, AT_PROCESSOR),
        (EQUAL, 1, 0, processor),
        refuse,
        (LOAD, 0, 0, AT_NUMBER),
        (AT_LEAST, 0, 1, FOREIGN),
        refuse,
    ]
    for numbers in FORBIDDEN.values():
        words += [(EQUAL, 0, 1, numbers[kind]), refuse]
    # Its flags lie in memory, where no filter can look; libraries then fall back to `clone`.
    words += [(EQUAL, 0, 1, CLONE_3), (RETURN, 0, 0, ERROR | errno.ENOSYS)]
    words += [(EQUAL, 0, 3, CLONE[kind]), (LOAD, 0, 0, AT_FLAGS), (ANY_BIT, 0, 1, NAMESPACES)]
    words += [refuse, (RETURN, 0, 0, ALLOW)]
    return b"".join(struct.pack("HBBI", *word) for word in words)
