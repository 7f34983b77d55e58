"""What the worker does from time to time."""

import threading

from bot.chores import Chore


def test_a_chore_is_done_at_the_start_and_again_and_ends_when_it_is_told_to() -> None:
    done, stopping, times = threading.Event(), threading.Event(), []

    def work() -> None:
        times.append(1)
        if len(times) == 3:
            done.set()

    thread = Chore("test", work, 0.001, stopping).start()
    assert done.wait(timeout=20)
    stopping.set()
    thread.join(timeout=20)
    assert not thread.is_alive()


def test_a_failure_does_not_end_it() -> None:
    done, stopping, times = threading.Event(), threading.Event(), []

    def work() -> None:
        times.append(1)
        if len(times) == 1:
            raise RuntimeError("the database is away")
        done.set()

    thread = Chore("test", work, 0.001, stopping).start()
    assert done.wait(timeout=20)
    stopping.set()
    thread.join(timeout=20)
