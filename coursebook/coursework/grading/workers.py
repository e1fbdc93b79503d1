"""Processes that grade side by side. One that breaks or hangs costs the file that it was at.

Each has a core of its own where there are enough of them, and so has all that it starts: what one
submission computes, in however many processes, takes no time from the one beside it.
"""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from multiprocessing.connection import Connection
from typing import Final, Generic, TypeVar

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")

MEMORY: Final = 4 * 1024**3
"""Bytes that a worker may write to: a file that makes it take more costs that file only."""


class Worker(Generic[Asked, Answer]):
    """A process that answers one question at a time, and is replaced where it breaks."""

    def __init__(
        self, function: Callable[[Asked], Answer], seconds: float, number: int = 0
    ) -> None:
        self.function, self.seconds, self.closed = function, seconds, False
        self.number = number
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(
            target=_serve, args=(theirs, self.function, self.number), daemon=True
        )
        self.process.start()
        theirs.close()

    def ask(self, question: Asked) -> Answer | str:
        """The answer, or what became of the process in place of one."""
        try:
            self.pipe.send(question)
            if self.pipe.poll(self.seconds):
                answer: Answer | str = self.pipe.recv()
                return answer
            why = f"took more than {self.seconds:g} seconds"
        except (EOFError, OSError):
            why = "ended"
        if not self.closed:
            self.stop()
            self._start()
        return why

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


def answers(
    function: Callable[[Asked], Answer], questions: Sequence[Asked], *, jobs: int, seconds: float
) -> Iterator[tuple[Asked, Answer | str]]:
    """Each question with its answer, as they come; a sentence's end where the process broke."""
    own, numbers = threading.local(), itertools.count()
    workers: list[Worker[Asked, Answer]] = []

    def ask(question: Asked) -> tuple[Asked, Answer | str]:
        if not hasattr(own, "worker"):
            own.worker = Worker(function, seconds, next(numbers))
            workers.append(own.worker)
        return question, own.worker.ask(question)

    with ThreadPoolExecutor(max(1, min(jobs, len(questions)))) as pool:
        waiting = [pool.submit(ask, question) for question in questions]
        try:
            for done in as_completed(waiting):
                yield done.result()
        finally:
            for each in waiting:
                each.cancel()
            for worker in workers:
                worker.closed = True
                worker.stop()


def _serve(pipe: Connection, function: Callable[[Asked], Answer], number: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process ends this one
    keep_to_a_core(number)
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, hard))
    with contextlib.suppress(EOFError, KeyboardInterrupt):
        while True:
            question = pipe.recv()
            pipe.send(function(question))


def keep_to_a_core(number: int) -> None:
    """Let this process, and all that it starts, compute on one core: by its number, in turn."""
    if sys.platform == "linux":  # elsewhere nobody can ask for it
        with contextlib.suppress(OSError):
            cores = sorted(os.sched_getaffinity(0))
            os.sched_setaffinity(0, {cores[number % len(cores)]})
