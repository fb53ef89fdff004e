"""What is said of each code: sentences for the learner, the line that begins with → says what to do.

Each is a text, filled with the problem's fields, or a function that makes one. Nothing is decided here. Where a rule
knows the cause (see `coursekit.diagnose.rules`), its sentences stand behind → in place of what any such problem gets.
"""

from collections.abc import Callable
from typing import Any

from coursekit.diagnose.advice import advice_on_value
from coursekit.diagnose.diagnosis import Diagnosis
from coursekit.manifest import Function
from coursekit.worker.forward import FOLLOWED
from coursekit.worker.kind_names import KIND_NAMES
from coursekit.worker.names import Code
from coursekit.worker.problems import Problem, shorten


def message_of(problem: Problem, diagnosis: Diagnosis | None = None) -> str:
    """Return the sentences for a problem, and for its cause where that is known."""
    say = _SAY[problem.code]
    if isinstance(say, str):
        message = say.format(function=problem.function, **problem.fields)
    else:
        message = say(problem.function, problem.fields, problem)
    if diagnosis is None:
        return message
    seen = message.partition("→ ")[0]
    return f"{seen}→ {diagnosis.says}"


def _no_function(function: Function, fields: dict[str, Any], problem: Problem) -> str:
    if fields["is_value"]:
        return (
            f"{function.name} in {function.file} is a value, not a function.\n"
            f"→ Begin it with: def {function.signature}:"
        )
    return f"{function.file} has no function {function.name}.\n→ Add: def {function.signature}:"


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
        f"Python can't read {file}: {fields['said'].removesuffix('?')}{'?' if fields['said'].endswith('?') else '.'}\n"
        f"{line}"
        "→ Compare this line and the one above with the notebook's examples, sign by sign."
    )


def _import(function: Function, fields: dict[str, Any], problem: Problem) -> str:
    said = f"{fields['type']}: {shorten(fields['said'], 300)}"
    return (
        f"{function.file} can't be imported: {said}{_last_line(fields)}\n"
        "→ Mend the line. It runs when the file is imported, before any function is called."
    )


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
        f"→ {_OWN_ERROR if fields['by_learner'] else _values_there(fields)}"
    )


def _values_there(fields: dict[str, Any]) -> str:
    """Say what the names in the line are: where no rule knows the cause, that shows what is other than expected."""
    kinds = fields["frames"][-1]["kinds"] if fields["frames"] else {}
    known = [
        f"{name} is of the type {kind['type']}{' and the shape ' + str(tuple(kind['shape'])) if kind['type'] == 'ndarray' else ''}"
        for name, kind in kinds.items()
        if kind["type"] not in ("module", "type", "function")
    ]
    seen = f" There, {'; '.join(known[:4])}." if known else ""
    return f"The error's last words say what this line can't do.{seen} Is each what you expect? If so, compare the line with the notebook's."


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
        f"{function.name} returned {KIND_NAMES[fields['expected']]} that can't be used: {fields['said']}\n"
        "→ Make it as the notebook of this lesson does."
    )


def _wrong_kind(function: Function, fields: dict[str, Any], problem: Problem) -> str:
    expected = fields["expected"]
    return (
        f"{function.name} returned {fields['seen']}. It should return {KIND_NAMES[expected]}.\n"
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


_OWN_ERROR = "Your own code raises this error. When should it, and was that so here?"

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
    "→ Write the first line of the function as it should be, and the same names in the lines below it.",
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
    Code.NOT_THE_COURSES_NETWORK: "The course made a network for this check. It has other layers or weights than it was "
    "given.\n" + _USE_KERAS,
    Code.NOT_TRAINED_HERE: "The network's weights are not where a training on these digits leads from where it began.\n"
    "→ Train it with model.fit alone, and leave its layers and weights otherwise as they are.",
    Code.UNKNOWN_LAYER: "The network has a layer that the checks can't follow: {layer}. So its outputs can't be "
    f"verified.\n→ Build it from {FOLLOWED}.",
    Code.NOT_AS_DRAWN: "matplotlib says that there is {what}, and it can't be seen in the picture.\n"
    "→ Draw on the Axes of matplotlib as they are, and let nothing cover it.",
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
    Code.GRADER_ENDED: "What the submission does ended the process that grades it, and when it was alone, again. So it counts "
    "as failed.",
}
