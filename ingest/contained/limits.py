"""
What a child that reads files may not do.

Owns the limits that the kernel keeps: memory, processor time, no file written, no new program, no network.
The network is refused twice: by a seccomp filter on the system calls that open sockets (Linux on x86-64 and ARM64),
and by an audit hook that Python cannot take off again. Source: seccomp(2), BPF_STMT and BPF_JUMP in linux/filter.h.
"""

from __future__ import annotations

import ctypes
import platform
import resource
import struct
import sys

__all__ = ["allow_time", "confine"]

PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, FILTER_MODE = 38, 22, 2
LOAD, EQUAL, RETURN = 0x20, 0x15, 0x06
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | 1
"""Let the call through; answer it with EPERM."""
ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
REFUSED_CALLS = {
    # socket, connect, bind, listen, sendto, socketpair, execve, execveat, ptrace, io_uring_setup
    "x86_64": (41, 42, 49, 50, 44, 53, 59, 322, 101, 425),
    "aarch64": (198, 203, 200, 201, 206, 199, 221, 281, 117, 425),
}
REFUSED_EVENTS = ("socket.", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "ctypes.dlopen")


def confine(*, memory: int) -> bool:
    """
    Bind this process, for good.

    Args:
        memory: Most bytes of address space.

    Returns:
        Whether the kernel refuses the network; where it cannot, only the audit hook does.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    is_filtered = _filter_calls()
    sys.addaudithook(_refuse)
    return is_filtered


def allow_time(seconds: int) -> None:
    """Let this process use so much processor time from now on; the kernel ends it after that."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, hard))


def _refuse(event: str, _: tuple[object, ...]) -> None:
    if event.startswith(REFUSED_EVENTS):
        msg = f"a process that reads documents may not use {event}"
        raise PermissionError(msg)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def _filter_calls() -> bool:
    machine = platform.machine()
    if sys.platform != "linux" or machine not in ARCHITECTURES:
        return False
    calls = REFUSED_CALLS[machine]
    # Offsets in seccomp_data: the call's number at 0, the architecture at 4. A foreign one is refused every call.
    steps = [_step(LOAD, 0, 0, 4), _step(EQUAL, 1, 0, ARCHITECTURES[machine]), _step(RETURN, 0, 0, REFUSE)]
    steps += [_step(LOAD, 0, 0, 0)]
    steps += [_step(EQUAL, len(calls) - place, 0, call) for place, call in enumerate(calls)]
    steps += [_step(RETURN, 0, 0, ALLOW), _step(RETURN, 0, 0, REFUSE)]
    program = _Program(len(steps), b"".join(steps))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.prctl(PR_SET_SECCOMP, FILTER_MODE, ctypes.byref(program)) == 0)


def _step(code: int, yes: int, no: int, value: int) -> bytes:
    return struct.pack("=HBBI", code, yes, no, value)
