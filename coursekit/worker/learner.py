"""The learner's functions as the tests see them: ``learner.build_mlp()`` runs in a worker process."""

import re
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from coursekit.manifest import Function, Manifest
from coursekit.worker.dense_networks import fresh_weights
from coursekit.worker.handles import Handle, Model
from coursekit.worker.launch import Launched, launch_plain
from coursekit.worker.names import Code
from coursekit.worker.problems import (
    Contradiction,
    LearnerProblem,
    Place,
    Problem,
    place_from,
    problem_from_inside,
    shorten,
)
from coursekit.worker.process import WorkerProcess, WorkerStopped
from coursekit.worker.time_limits import CALL_LIMIT, START_LIMIT, TRAINING_LIMIT, Allowance
from coursekit.worker.values import arrays_in, in_words, is_a, nearest_kind, same_array, type_of

_FOR_MODELS = ("tensorflow", "keras")
_HEAVY = (*_FOR_MODELS, "pandas", "matplotlib")

_STACK = r"(?m)^(?:Timeout \(|Fatal Python error: |Windows fatal exception: )"
"""How faulthandler begins what it writes of a worker that hangs or crashes."""


class Learner(AbstractContextManager["Learner"]):
    """The learner's course functions, called in a worker.

    ``learner.scale_images(images)`` calls the learner's ``scale_images`` and returns its value: plain data as
    it is, models, figures and the like as `Handle`. A call that fails raises `LearnerProblem`.

    Parameters
    ----------
    folder
        The folder that holds ``mnist_course/``.
    manifest
        Tells which module a function stands in and which kind of value it returns.
    data
        Which digits the worker reads: "sample", "full", or a path.
    launched
        A worker that is starting already, to be used first.
    launch
        How a worker is started: plain, or in a sandbox.
    """

    def __init__(
        self,
        folder: Path,
        manifest: Manifest,
        data: str = "sample",
        launched: Launched | None = None,
        launch: Callable[[Path, str], Launched] = launch_plain,
    ) -> None:
        self.folder = folder
        self.manifest = manifest
        self._data = data
        self._launched = launched
        self._launch = launch
        self._worker: WorkerProcess | None = None
        self._printed: list[str] = []
        self._where: dict[str, Place] = {}
        self.call_limit = CALL_LIMIT
        self.training_limit = TRAINING_LIMIT
        self.question_limit = START_LIMIT
        self.allowance = Allowance()
        """What all calls may take together."""
        self._given: tuple[Any, ...] = ()
        self._looked_at: Any = None

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Return the course function of this name, to be called in the worker."""
        function = self.manifest.functions.get(name)
        if function is None:
            raise AttributeError(f"the course has no function {name!r}")
        return lambda *args, **kwargs: self._call(function, args, kwargs)

    def __exit__(self, *error: object) -> None:
        """End the worker."""
        self.stop()

    def prepare(self, slugs: Sequence[str]) -> None:
        """Start the worker now and import in the background what these lessons' modules import."""
        launched = self._launched or self._launch(self.folder, self._data)
        self._launched = None
        self.stop()
        self._worker = WorkerProcess(launched)
        self._worker.preload(self._imported_by(slugs))

    def warm_up(self) -> None:
        """Start the worker now, and import and use in the background what any lesson may need.

        The first answer comes sooner, at the price of a second of work.
        """
        self.stop()
        self._worker = WorkerProcess(self._launch(self.folder, self._data))
        self._worker.preload([*_HEAVY], warm=True)

    def ready(self) -> bool:
        """Whether a worker is running."""
        return self._worker is not None and self._worker.alive

    def warm(self) -> bool:
        """Whether a worker is running and has imported what it was asked to."""
        return self._worker is not None and self._worker.alive and self._worker.idle

    def needs_tensorflow(self, slugs: Sequence[str]) -> bool:
        """Whether one of these lessons' modules imports TensorFlow or Keras."""
        return not {"tensorflow", "keras"}.isdisjoint(self._imported_by(slugs))

    def open(self, folder: Path) -> None:
        """Take the functions from another folder from now on, in the same worker while it lives."""
        self.folder = folder
        self._where.clear()
        if self.ready():
            self._course_request(operation="open", path=str(folder))

    @property
    def inputs_after(self) -> tuple[Any, ...]:
        """The arguments of the last call as they are now: the worker is asked for them, in a question of its own.

        Raises
        ------
        WorkerStopped
            When it is gone, and they with it.
        """
        if self._looked_at is None:
            if not self.ready():
                raise WorkerStopped(Code.CRASH, exit_code=None)
            self._looked_at = self._course_request(operation="inputs")
        inputs: tuple[Any, ...] = self._looked_at[0]
        return inputs

    @property
    def changed_input(self) -> bool:
        """Whether an array that the last call was given is another one now: both are compared here."""
        before, after = arrays_in(self._given), arrays_in((self.inputs_after, self._looked_at[1]))
        return len(before) != len(after) or not all(map(same_array, before, after))

    def new_model(
        self, hidden_units: tuple[Any, ...] = (16,), seed: int = 0, compiled: bool = False
    ) -> Model:
        """Return a small ready-made network, so that a check needs no other lesson.

        Its weights follow from the seed. They are set from here, read back, and count until it is trained: whoever has it
        trained goes on with `Model.as_it_is_now`.

        Raises
        ------
        Contradiction
            When what comes is not this network.
        """
        self._load(_FOR_MODELS)
        options = {"hidden_units": hidden_units, "compiled": compiled}
        model = self._course_request(operation="make", what="model", options=options)
        layers = [("Flatten", None), *(("Dense", units) for units in (*hidden_units, 10))]
        # With biases of 0, images that are scaled twice would still give the same answers.
        weights = fresh_weights([784, *hidden_units, 10], np.random.default_rng(seed), bias=0.05)
        if (
            not isinstance(model, Model)
            or [(layer.kind, getattr(layer, "units", None)) for layer in model.layers] != layers
            or [layer.activation for layer in model.dense_layers]
            != ["relu"] * len(hidden_units) + ["softmax"]
            or not model.takes(weights)
        ):
            raise Contradiction(Code.NOT_THE_COURSES_NETWORK)
        return replace(model, given=weights)

    def new_axes(self, n: int = 1) -> list[Handle]:
        """Return n empty Axes of one ready-made figure."""
        axes: list[Handle] = self._course_request(operation="make", what="axes", options={"n": n})
        return axes

    def where(self, name: str) -> Place | None:
        """Return where a function that was called stands."""
        return self._where.get(name)

    def printed(self) -> str:
        """Return what the learner's code printed since the last call of this method."""
        if self._worker is not None:
            self._printed.append(self._worker.printed())
        text = "".join(self._printed)
        self._printed.clear()
        return text

    def stop(self) -> None:
        """End the worker. What it printed can still be read."""
        if self._worker is not None:
            self._worker.stop()
            self._printed.append(self._worker.printed())
            self._worker.close()
            self._worker = None

    def _call(self, function: Function, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        self._given, self._looked_at = (args, kwargs), None
        limit = self.training_limit if function.trains else self.call_limit
        request = {
            "operation": "call",
            "module": function.slug,
            "function": function.name,
            "args": args,
            "kwargs": kwargs,
            "seconds": limit,
        }
        try:
            worker = self._running_worker([function.slug])
            self._load(self._imported_by([function.slug]))
            answer = worker.request(limit, **request)
        except WorkerStopped as stopped:
            place = self._take_last_place()
            fields = {**stopped.fields, "line": place.line if place else 0}
            problem = Problem(stopped.code, function, fields, place)
            raise self._placed(problem) from None
        if "problem" in answer:
            problem = problem_from_inside(answer["problem"], function)
            if problem.code is Code.EXCEPTION:
                problem.fields["given"] = _in_words_by_name(function, args, kwargs)
            raise self._placed(problem)
        match answer.get("ok"):
            case {"value": value, "where": where}:
                if place := place_from(where):
                    self._where[function.name] = place
                self._expect_kind(function, value)
                return value
        said = "it is not in the form of an answer"
        raise self._placed(Problem(Code.UNREADABLE_ANSWER, function, {"said": said}))

    def _placed(self, problem: Problem) -> LearnerProblem:
        """Return the problem with a place to look at: its own, the function's where it is known, or the file."""
        function = problem.function
        known = problem.place or self._where.get(function.name) or Place(function.file, 0)
        return LearnerProblem(replace(problem, place=known))

    def _course_request(self, **request: Any) -> Any:
        answer = self._running_worker([]).request(self.question_limit, **request)
        if "problem" in answer:
            raise RuntimeError(f"The course's own code failed in the worker: {answer['problem']}")
        return answer["ok"]

    def _running_worker(self, slugs: Sequence[str]) -> WorkerProcess:
        if not self.ready():
            if self.allowance.used_up():
                raise WorkerStopped(Code.NO_TIME_LEFT)
            self.prepare(slugs)
        worker = self._worker
        assert worker is not None  # `prepare` made one.
        worker.allowance = self.allowance
        worker.question_limit = self.question_limit
        return worker

    def _load(self, modules: Sequence[str]) -> None:
        """Let the worker import slow libraries that it does not have yet, so that no call's time pays for it."""
        worker = self._running_worker([])
        if missing := [name for name in modules if name not in worker.loaded]:
            worker.preload(missing)

    def _take_last_place(self) -> Place | None:
        """Take what a stopped worker printed; return the learner's line that it was at, as faulthandler wrote it."""
        text = self._worker.printed() if self._worker else ""
        printed, *trace = re.split(_STACK, text, maxsplit=1)
        self._printed.append(printed)
        found = re.search(r'"[^"]*?(mnist_course(?:[/\\]\w+)+\.py)", line (\d+)', "".join(trace))
        return Place(found[1].replace("\\", "/"), int(found[2])) if found else None

    def _imported_by(self, slugs: Sequence[str]) -> list[str]:
        """Say which slow libraries these modules import, so that no time limit pays for it."""
        text = ""
        for slug in slugs:
            path = self.folder / "mnist_course" / f"{slug}.py"
            if path.is_file():
                text += path.read_text(encoding="utf-8", errors="replace")
        imported = set(re.findall(r"^[ \t]*(?:import|from)[ \t]+(\w+)", text, flags=re.MULTILINE))
        return [name for name in _HEAVY if name in imported]

    def _expect_kind(self, function: Function, value: Any) -> None:
        expected = function.returns
        if not is_a(value, expected):
            fields = {
                "expected": expected,
                "seen": in_words(value),
                "seen_kind": nearest_kind(value),
                "seen_type": type_of(value),
            }
            raise LearnerProblem(
                Problem(Code.WRONG_KIND, function, fields, self._where.get(function.name)), value
            )
        said = value.facts.get("unreadable") if isinstance(value, Handle) else None
        if said:
            fields = {"expected": expected, "said": shorten(str(said), 300)}
            raise LearnerProblem(Problem(Code.UNREADABLE_OBJECT, function, fields))


def _in_words_by_name(function: Function, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    given = {**dict(zip(function.arguments, args, strict=False)), **kwargs}
    return "; ".join(f"{name}: {_value(value)}" for name, value in given.items())


def _value(value: Any) -> str:
    plain = value if isinstance(value, tuple) else (value,)
    return repr(value) if all(isinstance(v, int | float) for v in plain) else in_words(value)
