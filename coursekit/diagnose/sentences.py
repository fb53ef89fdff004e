"""What is said of each code: sentences for the learner, the line that begins with → says what to do.

Each is a text, filled with the problem's fields, or a function that makes one. Nothing is decided here.
"""

import difflib
from collections.abc import Callable
from typing import Any

from coursekit.diagnose.advice import advice_on_exception, advice_on_syntax, advice_on_value
from coursekit.manifest import Function
from coursekit.worker.forward import FOLLOWED
from coursekit.worker.names import Code
from coursekit.worker.problems import Problem, shorten
from coursekit.worker.values import NAMES


def message_of(problem: Problem) -> str:
    """Return the sentences for a problem."""
    say = _SAY[problem.code]
    if isinstance(say, str):
        return say.format(function=problem.function, **problem.fields)
    return say(problem.function, problem.fields, problem)


def _no_function(function: Function, fields: dict[str, Any], problem: Problem) -> str:
    if fields["is_value"]:
        return (
            f"{function.name} in {function.file} is a value, not a function.\n"
            f"→ Begin it with: def {function.signature}:"
        )
    near = difflib.get_close_matches(function.name, fields["functions"], n=1, cutoff=0.6)
    seen = f" There is a function {near[0]}: is that a slip of the pen?" if near else ""
    action = f"Rename {near[0]} to {function.name}." if near else f"Add: def {function.signature}:"
    return f"{function.file} has no function {function.name}.{seen}\n→ {action}"


def _encoding(function: Function, fields: dict[str, Any], problem: Problem) -> str:
    file = problem.place.file if problem.place else function.file
    return (
        f"Python can't read {file}: it is not saved as UTF-8.\n"
        '→ Save it again with the encoding UTF-8: editors ask for it under "Save as".'
    )


def _syntax(function: Function, fields: dict[str, Any], problem: Problem) -> str:
    place = problem.place
    file = place.file if place else function.file
    line = f"  line {place.line}:  {shorten(place.text.strip(), 90)}\n" if place else ""
    return (
        f"Python can't read {file}: {fields['said']}.\n"
        f"{line}"
        f"→ {advice_on_syntax(fields['type'], fields['said'])}"
    )


def _import(function: Function, fields: dict[str, Any], problem: Problem) -> str:
    module = fields["module"]
    action = "Mend the line. It runs when the file is imported, before any function is called."
    if fields["own"]:
        action = f"The file {module}.py stands in mnist_course: from mnist_course.{module} import …"
    elif module:
        action = (
            f"Is {module!r} spelled right? If it is, it is not installed: do without it, as the course does. "
            "(`course doctor` says whether something of the course's own is missing.)"
        )
    said = f"{fields['type']}: {shorten(fields['said'], 300)}"
    return f"{function.file} can't be imported: {said}{_last_line(fields)}\n→ {action}"


def _exception(function: Function, fields: dict[str, Any], problem: Problem) -> str:
    # Keras lists what its layers were given behind what went wrong.
    said = fields["said"].partition("\nArguments received by")[0].strip()
    line, calls = _last_line(fields), fields["frames"]
    if len(calls) > 1 and calls[-2]["function"] != calls[-1]["function"]:
        line += f"\n  called from line {calls[-2]['line']} in {calls[-2]['function']}"
    if fields["given"]:
        line += f"\n  called with {fields['given']}"
    return (
        f"{function.name} stopped with an error: {fields['type']}: {shorten(said, 400)}{line}\n"
        f"→ {advice_on_exception(said, by_learner=fields['by_learner'])}"
    )


def _exit(function: Function, fields: dict[str, Any], problem: Problem) -> str:
    return (
        f"{function.name} ended the whole program: it called exit().{_last_line(fields)}\n"
        "→ Take the exit() away. A function gives its answer with return."
    )


def _timeout(function: Function, fields: dict[str, Any], problem: Problem) -> str:
    at = f" at line {fields['line']}" if fields["line"] else ""
    return (
        f"{function.name} did not finish within {fields['limit']:.0f} seconds, so it was stopped{at}.\n"
        "→ Is there a loop that never ends? Look at each while, and at what makes it stop."
    )


def _crash(function: Function, fields: dict[str, Any], problem: Problem) -> str:
    how = f" (exit code {fields['exit_code']})" if fields["exit_code"] is not None else ""
    line = f"\n  line {fields['line']}" if fields["line"] else ""
    return (
        f"Python itself ended while {function.name} ran{how}: no error, no answer.{line}\n"
        "→ Does it call os._exit or quit, or need more memory than this computer has?"
    )


def _unreadable_answer(function: Function, fields: dict[str, Any], problem: Problem) -> str:
    said = shorten(fields["said"], 300)
    return f"What {function.name} returned can't be read: {said}\n→ Look at the return line."


def _unreadable_object(function: Function, fields: dict[str, Any], problem: Problem) -> str:
    return (
        f"{function.name} returned {NAMES[fields['expected']]} that can't be used: {fields['said']}\n"
        "→ Make it as the notebook of this lesson does."
    )


def _wrong_kind(function: Function, fields: dict[str, Any], problem: Problem) -> str:
    expected = fields["expected"]
    return (
        f"{function.name} returned {fields['seen']}. It should return {NAMES[expected]}.\n"
        f"→ {advice_on_value(fields['seen_kind'], expected)}"
    )


def _weights(function: Function, fields: dict[str, Any], problem: Problem) -> str:
    seen = (
        "The network has more weights than the layers that it says it has."
        if fields["too_many"]
        else "The network's weights do not fit the layers that it says it has."
    )
    return f"{seen}\n{_USE_KERAS}"


def _waits_for_earlier(function: Function, fields: dict[str, Any], problem: Problem) -> str:
    name, lesson = fields["other"], fields["lesson"]
    if lesson == function.lesson_number:
        return f"waiting for {name}, which comes first."
    return f"waiting for lesson {lesson}: {name} comes first.\n→ pytest tests/lesson_{lesson}"


def _last_line(fields: dict[str, Any]) -> str:
    if not fields["frames"]:
        return ""
    frame = fields["frames"][-1]
    text = f":  {shorten(frame['text'], 90)}" if frame["text"] else ""
    return f"\n  line {frame['line']}{text}"


_USE_KERAS = "→ Build the network from Keras's own layers, and leave Keras itself as it is."

_SAY: dict[Code, str | Callable[[Function, dict[str, Any], Problem], str]] = {
    Code.NOT_WRITTEN: "→ Open {function.file} and write {function.name}.",
    Code.NO_FILE: "The file {function.file} is missing.\n"
    "→ Bring it back: `course reset {function.lesson_number}` makes a fresh one.",
    Code.NO_FUNCTION: _no_function,
    Code.ENCODING: _encoding,
    Code.SYNTAX: _syntax,
    Code.IMPORT: _import,
    Code.ARGUMENTS: "{function.name} can't be called as the course calls it: {said}.\n"
    "  You wrote     {signature}\n"
    "  It should be  {function.signature}\n"
    "→ Write the first line of the function as it should be.",
    Code.EXCEPTION: _exception,
    Code.EXIT: _exit,
    Code.TOO_BIG: "{function.name} returned {size} of data, far more than its input.\n"
    "→ Look at the shape of what it returns: is something repeated, or made for every pair?",
    Code.CANNOT_CROSS: _unreadable_answer,
    Code.COURSE_CODE: _unreadable_answer,
    Code.TIMEOUT: _timeout,
    Code.NO_TIME_LEFT: "There was no time left for {function.name}: what ran before it took all of it.\n"
    "→ Find what takes so long, and mend that first.",
    Code.CRASH: _crash,
    Code.FLOOD: "{function.name} printed without end, so it was stopped.\n"
    "→ Is there a print in a loop that never ends?",
    Code.MEMORY: "{function.name} needed more memory than it may use, so it was stopped.\n"
    "→ Is something made for every pair of pictures, or added to a list without end?",
    Code.UNREADABLE_ANSWER: _unreadable_answer,
    Code.UNREADABLE_OBJECT: _unreadable_object,
    Code.WRONG_KIND: _wrong_kind,
    Code.OUTPUTS_NOT_FROM_WEIGHTS: "The network's outputs are not what its layers make of its weights.\n"
    + _USE_KERAS,
    Code.WEIGHTS_NOT_OF_LAYERS: _weights,
    Code.STEP_NOT_OF_OPTIMIZER: "Your optimizer takes another step than it says of itself: it is called SGD, and does "
    "something else.\n→ Use keras.optimizers.SGD as it is.",
    Code.UNKNOWN_LAYER: "The network has a layer that the checks can't follow: {layer}. So its outputs can't be "
    f"verified.\n→ Build it from {FOLLOWED}.",
    Code.RUN_AWAY: "The network's parameters have run away: the largest is {largest:.2g}. With such numbers nothing can "
    "be computed exactly.\n→ Take a smaller learning rate.",
    Code.DEMAND: "{said}",
    Code.WAITS_FOR_EARLIER: _waits_for_earlier,
    Code.WAITS_FOR_CALLED: "waiting for {other}, which it calls.",
    Code.WAITS_FOR_STUB: "waiting for {function.name} to be written.",
    Code.WAITS_FOR_IMPORT: "waiting until {function.file} can be imported: see above.",
    Code.WAITS_FOR_ITSELF: "waiting for {function.name}: see above.",
    Code.CALLED_IS_WRONG: "{function.name} is wrong.",
    Code.WORKER_GONE: "The process that runs your code ended while the check looked at the result.\n"
    "→ Run the check once more. If it happens again, restart the computer's terminal and run course doctor.",
    Code.CHECK_BROKE: "The check could not read what {function.name} returned ({said}).\n"
    "→ Compare what the function returns with what its docstring promises.",
    Code.NO_SINGLE_RESULT: "The check gave {count} results instead of one, so it counts as failed.",
}
