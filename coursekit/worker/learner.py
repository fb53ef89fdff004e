"""The learner's functions as the tests see them: ``learner.build_mlp()`` runs in a worker process."""

import difflib
import math
import re
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from coursekit.manifest import Function, Manifest
from coursekit.worker.launch import Launched, launch_plain
from coursekit.worker.process import WorkerProcess, WorkerStopped
from coursekit.worker.things import NAMES, Thing, in_words, is_a, kind_of, shorten

CALL_LIMIT = 20.0
"""Seconds for a call that computes next to nothing. A loop that never ends takes longer."""

TRAINING_LIMIT = 900.0
"""Seconds for a call that trains a network."""

_HEAVY = ("tensorflow", "keras", "pandas", "matplotlib")

_STACK = r"(?m)^(?:Timeout \(|Fatal Python error: |Windows fatal exception: )"
"""How faulthandler begins what it writes of a worker that hangs or crashes."""


class LearnerProblem(Exception):
    """The learner's function could not be used; the text says why, in the learner's words.

    Attributes
    ----------
    kind
        What went wrong: not_written, missing, syntax, import, arguments, exception, exit, timeout, crash, ….
    function
        The course function that was called.
    unwritten
        For ``not_written``: the function that is still a stub, which `function` may only have called.
    details
        More for ``-v``: the whole traceback, where there is one.
    raised
        For ``exception``: the exception's type and message, and the line of the learner's that it came from.
    """

    def __init__(self, kind: str, function: Function, message: str, **facts: Any) -> None:
        super().__init__(message)
        self.kind = kind
        self.function = function
        self.unwritten: str = facts.get("unwritten") or function.name
        self.where: dict | None = facts.get("where")
        self.details: str = facts.get("details", "")
        self.raised: tuple[str, str, str] | None = facts.get("raised")


class Learner(AbstractContextManager):
    """The learner's course functions, called in a worker.

    ``learner.scale_images(images)`` calls the learner's ``scale_images`` and returns its value: plain data as
    it is, models, figures and the like as `Thing`. A call that fails raises `LearnerProblem`.

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
        self._where: dict[str, dict] = {}
        self.call_limit = CALL_LIMIT
        self.training_limit = TRAINING_LIMIT
        self.deadline = math.inf
        """When every call ends at the latest (`time.monotonic`)."""
        self.changed_input = False
        """Whether the last call wrote into an array that it was given."""
        self.inputs_after: tuple | None = None
        """The arguments of the last call as they are now, where the manifest says `in_place`."""

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
        self._worker = WorkerProcess(launched)
        self._worker.preload(self._imported_by(slugs))

    def warm_up(self, use: bool = True) -> None:
        """Start the worker now and import in the background what any lesson may need, so that it is there at once.

        With `use`, everything is used once too: the first answer comes sooner, at the price of a second of work.
        """
        self._worker = WorkerProcess(self._launch(self.folder, self._data))
        self._worker.preload([*_HEAVY], warm=use)

    def ready(self) -> bool:
        """Whether a worker is running."""
        return self._worker is not None and self._worker.alive

    def warm(self) -> bool:
        """Whether a worker is running and has imported what it was asked to."""
        return self.ready() and self._worker.idle

    def needs_tensorflow(self, slugs: Sequence[str]) -> bool:
        """Whether one of these lessons' modules imports TensorFlow or Keras."""
        return not {"tensorflow", "keras"}.isdisjoint(self._imported_by(slugs))

    def open(self, folder: Path) -> None:
        """Take the functions from another folder from now on, in the same worker while it lives."""
        self.folder = folder
        self._where.clear()
        if self.ready():
            self._course_request(operation="open", path=str(folder))

    def new_model(
        self, hidden_units: tuple = (16,), seed: int = 0, compiled: bool = False
    ) -> Thing:
        """Return a small ready-made network, so that a check needs no other lesson."""
        options = {"hidden_units": hidden_units, "seed": seed, "compiled": compiled}
        return self._course_request(operation="make", what="model", options=options)

    def new_axes(self, n: int = 1) -> list[Thing]:
        """Return n empty Axes of one ready-made figure."""
        return self._course_request(operation="make", what="axes", options={"n": n})

    def where(self, name: str) -> dict | None:
        """Return file and line of a function that was called: ``{"file": …, "line": …}``."""
        return self._where.get(name)

    def printed(self) -> str:
        """Return what the learner's code printed since the last call of this method."""
        if self._worker is not None:
            self._printed.append(self._worker.printed())
        text = "".join(self._printed)
        self._printed.clear()
        return text

    def stop(self) -> None:
        """End the worker."""
        if self._worker is not None:
            self._worker.stop()
            self._worker = None

    def _call(self, function: Function, args: tuple, kwargs: dict) -> Any:
        limit = self.training_limit if function.trains else self.call_limit
        request = {
            "operation": "call",
            "module": function.slug,
            "function": function.name,
            "args": args,
            "kwargs": kwargs,
            "in_place": function.in_place,
            "seconds": min(limit, self.deadline - time.monotonic()),
        }
        try:
            answer = self._running_worker([function.slug]).request(limit, **request)
        except WorkerStopped as stopped:
            answer = {"problem": {**stopped.problem, "frame": self._take_last_frame()}}
        if "problem" in answer:
            given = _in_words_by_name(function, args, kwargs)
            raise self._problem(function, {**answer["problem"], "given": given})
        result = answer["ok"]
        if place := _place(result["where"]):
            self._where[function.name] = place
        value = result["value"]
        self._expect_kind(function, value)
        self.changed_input = result["changed_inputs"]
        self.inputs_after = result["inputs"]
        return value

    def _course_request(self, **request: Any) -> Any:
        answer = self._running_worker([]).request(300.0, **request)
        if "problem" in answer:
            raise RuntimeError(answer["problem"].get("traceback", str(answer["problem"])))
        return answer["ok"]

    def _running_worker(self, slugs: Sequence[str]) -> WorkerProcess:
        if not self.ready():
            if time.monotonic() > self.deadline:
                raise WorkerStopped("timeout", limit=0.0)
            self.prepare(slugs)
        self._worker.deadline = self.deadline
        return self._worker

    def _take_last_frame(self) -> dict | None:
        """Take what a stopped worker printed; return the learner's line that it was at, as faulthandler wrote it."""
        text = self._worker.printed() if self._worker else ""
        printed, *trace = re.split(_STACK, text, maxsplit=1)
        self._printed.append(printed)
        found = re.search(r'"[^"]*?(mnist_course[/\\]\w+\.py)", line (\d+)', "".join(trace))
        if not found:
            return None
        return {"file": found[1].replace("\\", "/"), "line": int(found[2]), "text": ""}

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
        if is_a(value, expected):
            unreadable = value.facts.get("unreadable") if isinstance(value, Thing) else None
            if unreadable:
                raise LearnerProblem(
                    "unreadable",
                    function,
                    f"{function.name} returned {NAMES[expected]} that can't be used: {shorten(unreadable, 300)}\n"
                    "→ Make it as the notebook of this lesson does.",
                )
            return
        if expected == "array" and isinstance(value, list):
            advice = "Turn the list into an array with np.array(…)."
        elif value is None:
            advice = (
                "Does the function end with a return line? And what stands behind return: calls such as list.sort() or "
                "model.compile(…) give back None."
            )
        elif expected == "array" and in_words(value) == "an object of type DataFrame":
            advice = ".to_numpy() makes an array of it."
        elif expected == "list" and kind_of(value) == "array":
            advice = ".tolist() makes a list of it."
        elif kind_of(value) == "tensor":
            advice = "Call .numpy() on the tensor before you return it."
        elif isinstance(value, tuple) and len(value) == 1:
            advice = "A comma at the end of the return line makes a tuple of it. Take it away."
        elif isinstance(value, Thing) and value.facts.get("is_function"):
            advice = (
                "Brackets after a function's name call it: without () it only stands for itself."
            )
        else:
            advice = _RETURN[expected]
        raise LearnerProblem(
            "wrong_type",
            function,
            f"{function.name} returned {in_words(value)}. It should return {NAMES[expected]}.\n→ {advice}",
            where=self._where.get(function.name),
        )

    def _problem(self, function: Function, problem: dict) -> LearnerProblem:
        nowhere = {"file": function.file, "line": 0, "text": ""}
        frame = problem.get("frame") or (problem["frames"][-1] if problem.get("frames") else None)
        explain = _EXPLAIN.get(problem["kind"], _explain_worker)
        message = (
            explain.format(function=function, problem=problem, line=_line_of(frame))
            if isinstance(explain, str)
            else explain(function, problem, _line_of(frame))
        )
        return LearnerProblem(
            problem["kind"],
            function,
            message,
            where=_place(frame or problem.get("where")) or self._where.get(function.name, nowhere),
            unwritten=problem.get("function"),
            details=problem.get("traceback", ""),
            raised=_raised(problem),
        )


def _raised(problem: dict) -> tuple[str, str, str] | None:
    match problem:
        case {"kind": "exception", "type": str(name), "message": str(text), "frames": [*frames]}:
            return name, text, str(frames[-1]["text"]) if frames else ""
    return None


def _place(where: Any) -> dict | None:
    """Return file and line as the worker says them, if they are a file and a line."""
    match where:
        case {"file": str(file), "line": int(line)}:
            return {"file": file[:200], "line": line}
    return None


def _explain_missing(function: Function, problem: dict, line: str) -> str:
    if problem.get("is_value"):
        return (
            f"{function.name} in {function.file} is a value, not a function.\n"
            f"→ Begin it with: def {function.signature}:"
        )
    names = [str(name)[:60] for name in problem["functions"][:200]]
    near = difflib.get_close_matches(function.name, names, n=1, cutoff=0.6)
    seen = f" There is a function {near[0]}: is that a slip of the pen?" if near else ""
    action = f"Rename {near[0]} to {function.name}." if near else f"Add: def {function.signature}:"
    return f"{function.file} has no function {function.name}.{seen}\n→ {action}"


def _explain_syntax(function: Function, problem: dict, line: str) -> str:
    where, said = problem["where"], problem["message"]
    if any(words in said for words in ("'utf-8' codec can't decode", "null bytes")):
        return (
            f"Python can't read {where['file'] or function.file}: it is not saved as UTF-8.\n"
            '→ Save it again with the encoding UTF-8: editors ask for it under "Save as".'
        )
    advice = (
        "Look at that line and at the one above it: a bracket, a quote, a colon or the indentation."
    )
    advice = _SYNTAX_ADVICE.get(problem["type"], advice)
    if "unicodeescape" in said:
        advice = _SYNTAX_ADVICE["unicodeescape"]
    return (
        f"Python can't read {where['file']}: {said}.\n"
        f"  line {where['line']}:  {shorten(where['text'].strip(), 90)}\n"
        f"→ {advice}"
    )


def _explain_import(function: Function, problem: dict, line: str) -> str:
    action = "Mend the line. It runs when the file is imported, before any function is called."
    if problem.get("own"):
        name = problem["name"]
        action = f"The file {name}.py stands in mnist_course: from mnist_course.{name} import …"
    elif problem.get("name"):
        action = (
            f"Is {problem['name']!r} spelled right? If it is, it is not installed: do without it, as the course does. "
            "(`course doctor` says whether something of the course's own is missing.)"
        )
    said = f"{problem['type']}: {shorten(problem['message'], 300)}"
    return f"{function.file} can't be imported: {said}{line}\n→ {action}"


def _explain_exception(function: Function, problem: dict, line: str) -> str:
    # Keras lists what its layers were given behind what went wrong.
    message = problem["message"].partition("\nArguments received by")[0].strip()
    advice = (
        "The words after the error's name say what Python could not do there. Look at that line."
    )
    advice = next((text for words, text in _ADVICE.items() if words in message), advice)
    *calls, last = problem["frames"] or [None]
    if calls and calls[-1]["function"] != last["function"]:
        line += f"\n  called from line {calls[-1]['line']} in {calls[-1]['function']}"
    if problem.get("given"):
        line += f"\n  called with {problem['given']}"
    said = f"{problem['type']}: {shorten(message, 400)}"
    return f"{function.name} stopped with an error: {said}{line}\n→ {advice}"


def _explain_timeout(function: Function, problem: dict, line: str) -> str:
    if problem["limit"] <= 0:
        return (
            f"There was no time left for {function.name}: what ran before it took all of it.\n"
            "→ Find what takes so long, and mend that first."
        )
    at = f" at line {problem['frame']['line']}" if problem["frame"] else ""
    return (
        f"{function.name} did not finish within {problem['limit']:.0f} seconds, so it was stopped{at}.\n"
        "→ Is there a loop that never ends? Look at each while, and at what makes it stop."
    )


def _explain_crash(function: Function, problem: dict, line: str) -> str:
    how = f" (exit code {problem['code']})" if problem.get("code") is not None else ""
    return (
        f"Python itself ended while {function.name} ran{how}: no error, no answer.{line}\n"
        "→ Does it call os._exit or quit, or need more memory than this computer has?"
    )


def _explain_worker(function: Function, problem: dict, line: str) -> str:
    detail = problem.get("message") or problem.get("detail") or problem["kind"]
    return f"What {function.name} returned can't be read: {shorten(detail, 300)}\n→ Look at the return line."


def _in_words_by_name(function: Function, args: tuple, kwargs: dict) -> str:
    names = re.findall(r"[(,]\s*([A-Za-z_]\w*)", function.signature)
    given = {**dict(zip(names, args)), **kwargs}
    return "; ".join(f"{name}: {_value(value)}" for name, value in given.items())


def _value(value: Any) -> str:
    plain = value if isinstance(value, tuple) else (value,)
    return repr(value) if all(isinstance(v, int | float) for v in plain) else in_words(value)


def _line_of(frame: dict | None) -> str:
    if not frame:
        return ""
    text = f":  {shorten(frame['text'], 90)}" if frame["text"] else ""
    return f"\n  line {frame['line']}{text}"


_RETURN = {
    "array": "Return the whole array. If one number came out for all of the input, an axis=… may be missing.",
    "axes": "Return the Axes that was drawn on, usually called ax.",
    "figure": "Return the Figure with all its Axes, usually called fig.",
    "history": "Return what model.fit gives back.",
    "model": "Return the model itself.",
    "pair": "Return two things with a comma between them. A pair inside needs brackets of its own: (a, b), (c, d).",
    "series": "pd.Series(…) makes one of an array, a list or a dict.",
    "number": "Return one plain number, such as float(…) makes.",
    "list": "Return a list: [] with commas between what stands in it.",
    "dict": "Return a dict: {} with a name and a value for each thing in it.",
    "value": "Return what the docstring promises.",
    "text": "Return one string. An f-string can hold several values, and \\n begins a new line.",
}
"""What to do when something else than this kind of value was returned."""

_SYNTAX_ADVICE = {
    "unicodeescape": "In a text, \\ begins a special sign. In a path, write / in place of each \\, or put an r before "
    "the quote.",
    "IndentationError": "Compare that line with the ones around it. Lines that belong together begin at the same column; "
    "after a colon they begin four spaces further right.",
    "TabError": "Some of these lines begin with spaces, some with tabs. Use four spaces everywhere.",
}

_ADVICE = {
    "got 0)": "There are no parts in it at all. Skip what is empty, with an if.",
    "values to unpack": "That line takes a value apart into a fixed number of names, and here it has another number of "
    "parts. Can it do without: keep the value whole, or go through it with a for loop?",
    "Cannot cast ufunc": "Signs such as /= and *= write into the array that came in, and it can't hold the new kind of "
    "numbers. Make a new array: a = a / b, not a /= b.",
    "Could not interpret optimizer": "compile expects the optimizer first. Write the names: loss=…, optimizer=…, "
    "metrics=….",
    "EOF when reading a line": "While the checks run, nobody can type anything. Take input() away.",
    "is not defined": "Python knows no such name there. Is it misspelt, or must it get a value first?",
    "No module named": "Is the name spelled right? A file of your own that stands in mnist_course is imported with: from "
    "mnist_course.its_name import …",
    "'NoneType' object": "Something is None there. Calls such as list.sort() or model.compile(…) change what they belong to, "
    "and give back None.",
    "is out of bounds": "There are fewer places than that. Does a fixed number stand where len(…) or the shape should say how "
    "many there are?",
    "mismatch in its core dimension": "For a @ b, a must have as many columns as b has rows. Look at both shapes: must one be "
    "turned (.T), or was it made with its two sizes swapped?",
    "could not be broadcast": "The two shapes don't fit together. Look at both: is it the wrong axis, or * where @ belongs?",
    "could not broadcast input array": "What you put in has another shape than the place for it. Look at both.",
    "Axis must be specified when shapes of a and weights differ": "np.average got another number of weights than of places. "
    "Are height and width swapped somewhere, or axis=0 and axis=1?",
    "unexpected keyword argument": "That call knows no argument of this name. Is it misspelt, or does it belong to another "
    "call?",
    "as a data type": "The sizes of an array need brackets of their own: np.zeros((2, 3)).",
    "only integer scalar arrays": "np.where gives a tuple. np.flatnonzero gives the places themselves.",
    "found ndim=": "That layer expects another number of directions. A picture gets its channel from Reshape((28, 28, 1)).",
    "xpected shape": "The network expects a stack of pictures, each of 28 x 28 pixels. One picture becomes a stack with "
    "image[np.newaxis].",
    "expected axis -1": "The network expects pictures of the size that it was built for. Was this one prepared first?",
}
"""What to do, by words of the error's message."""

_EXPLAIN: dict[str, str | Callable[[Function, dict, str], str]] = {
    "not_written": "→ Open {function.file} and write {function.name}.",
    "no_file": "The file {problem[where][file]} is missing.\n"
    "→ Bring it back: `course reset {function.lesson_number}` makes a fresh one.",
    "missing": _explain_missing,
    "syntax": _explain_syntax,
    "import": _explain_import,
    "arguments": "{function.name} can't be called as the course calls it: {problem[message]}.\n"
    "  You wrote     {problem[signature]}\n"
    "  It should be  {function.signature}\n"
    "→ Write the first line of the function as it should be.",
    "exception": _explain_exception,
    "exit": "{function.name} ended the whole program: it called exit().{line}\n"
    "→ Take the exit() away. A function gives its answer with return.",
    "timeout": _explain_timeout,
    "flood": "{function.name} printed without end, so it was stopped.\n"
    "→ Is there a print in a loop that never ends?",
    "memory": "{function.name} needed more memory than it may use, so it was stopped.\n"
    "→ Is something made for every pair of pictures, or added to a list without end?",
    "crash": _explain_crash,
    "too_big": "{function.name} returned {problem[size]} of data, far more than its input.\n"
    "→ Look at the shape of what it returns: is something repeated, or made for every pair?",
}
"""What is said of each kind of problem: a sentence, or what makes one; `line` is the learner's line, where it is known."""
