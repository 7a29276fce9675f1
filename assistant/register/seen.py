"""
The register as one asker sees it at one moment.

Owns keeping what was read, and leaving out interim lights where employees are not to see them: a report that somebody
may not see looks as if it had never been made.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Mapping, Sequence

from assistant.errors import RegisterBroken
from assistant.question import Asker
from assistant.register import people
from assistant.register.anchor import Head
from assistant.register.draft import LIGHTS
from assistant.register.entry import Entry, body_of, hash_of
from assistant.register.register import Register, head_in
from assistant.register.views import Report, Round, Statuses

__all__ = ["Sight"]


def _is_interim(report: Report | Entry) -> bool:
    """Whether it belongs to the interim round."""
    return report.round is Round.INTERIM or report.status in LIGHTS


def _may_see_interim(asker: Asker, *, employees_see_interim: bool) -> bool:
    """Whether `asker` sees interim reports: those who report do, the others by the setting."""
    return employees_see_interim or asker.can_report


class Sight:
    """Gives each asker the statuses of the moment; reads from the store only what is new."""

    def __init__(self, register: Register, *, employees_see_interim: bool) -> None:
        self._register = register
        self._employees_see_interim = employees_see_interim
        self._lock = threading.Lock()
        self._entries: tuple[Entry, ...] = ()
        self._head = Head(0, "")
        self._stamp: tuple[int, ...] | None = None
        self._names: Mapping[str, str] = {}
        self._all, self._without_interim = _Gathered(()), _Gathered(())

    def __call__(self, asker: Asker) -> Statuses:
        """What has been reported up to this moment, as `asker` may see it."""
        try:
            with self._lock:
                names = self._catch_up()
                sees_all = _may_see_interim(asker, employees_see_interim=self._employees_see_interim)
                gathered = self._all if sees_all else self._without_interim
        except RegisterBroken as error:
            return _Broken(error)
        return _Seen(gathered, names)

    def _catch_up(self) -> Mapping[str, str]:
        """Read what is new, and give the names of the moment; nothing is read where nothing was written since."""
        stamp = self._register.store.stamp()
        if stamp is None or stamp != self._stamp:
            self._names = self._read_on()
            self._stamp = stamp  # as it was before reading: what was written meanwhile is read next time
        return self._names

    def _read_on(self) -> Mapping[str, str]:
        head, names = self._moment()
        if head != self._head:
            # A shorter register is another one: a backup was put in force.
            self._entries = self._grown() if head.n > self._head.n else self._register.entries()
            last = self._entries[-1] if self._entries else None
            self._head = Head(last.n, hash_of(body_of(last))) if last else Head(0, "")
            self._all = _Gathered(self._entries)
            self._without_interim = _Gathered([entry for entry in self._entries if not _is_interim(entry)])
            _, names = self._moment()  # whoever reported first just now is named as well
        return names

    def _moment(self) -> tuple[Head, Mapping[str, str]]:
        with self._register.store.reading() as connection:
            head = head_in(connection)
            return head, people.names(connection) if head.n else {}

    def _grown(self) -> tuple[Entry, ...]:
        """What is known with what has come since; all of it anew where it does not follow on what is known."""
        try:
            return self._entries + self._register.entries(after=self._head)
        except RegisterBroken:
            return self._register.entries()


class _Gathered:
    """Entries by subject; never changed once made."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.by_subject: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            self.by_subject[entry.subject].append(entry)
        # Of what is seen only, or the unseen would show in it.
        self.head = hash_of(body_of(entries[-1])) if entries else ""


class _Seen:
    """Statuses of one moment."""

    def __init__(self, gathered: _Gathered, names: Mapping[str, str]) -> None:
        self._names = names
        self._by_subject = gathered.by_subject
        self.head = gathered.head

    def latest(self, subject: str) -> Report | None:
        """The latest report about `subject`, or None."""
        return next(reversed(self.history(subject)), None)

    def history(self, subject: str) -> Sequence[Report]:
        """Every report about `subject`, oldest first."""
        found = self._by_subject.get(subject, ())
        return tuple(entry.report(self._names.get(entry.by)) for entry in found)


class _Broken:
    """Statuses of a register that was tampered with: what does not touch them can still be answered."""

    head = "broken"

    def __init__(self, error: RegisterBroken) -> None:
        self._error = error

    def latest(self, subject: str) -> Report | None:  # noqa: ARG002 (the protocol's parameter)
        """
        Nothing: no status may be told as if it were known.

        Raises:
            RegisterBroken: Always.
        """
        raise self._error

    def history(self, subject: str) -> Sequence[Report]:  # noqa: ARG002 (the same)
        """
        As `latest`.

        Raises:
            RegisterBroken: Always.
        """
        raise self._error
