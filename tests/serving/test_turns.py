"""Questions are answered one at a time, and a slow one holds nobody up."""

from __future__ import annotations

import threading
import time

from assistant.turns import Turns


def test_one_thread_is_at_work_at_a_time() -> None:
    """Two would only take turns with each other, at a cost."""
    turns, at_work, most = Turns(patience_s=10), [0], [0]

    def work() -> None:
        for _ in range(50):
            with turns.taken():
                at_work[0] += 1
                most[0] = max(most[0], at_work[0])
                time.sleep(0.0002)
                at_work[0] -= 1

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert most == [1]


def test_a_slow_one_is_not_waited_for_beyond_patience() -> None:
    """One question that takes long must not take everybody's answer with it; its end frees the turn for the next."""
    turns, is_done = Turns(patience_s=0.05), threading.Event()
    begun = threading.Event()

    def take_long() -> None:
        with turns.taken():
            begun.set()
            is_done.wait(10)

    slow = threading.Thread(target=take_long)
    slow.start()
    begun.wait(10)
    with turns.taken():
        was_done = is_done.is_set()
    is_done.set()
    slow.join()

    assert not was_done
    start = time.perf_counter()
    with turns.taken():
        assert time.perf_counter() - start < 0.05
