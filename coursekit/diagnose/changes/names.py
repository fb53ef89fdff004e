"""Changes of names: another one in a place, one for two, a loop's that hides an argument."""

import ast
import builtins
import difflib
from collections.abc import Callable, Iterator

from coursekit.diagnose.changes.change import Change
from coursekit.diagnose.changes.written import Written
from coursekit.diagnose.syntax_tree import assigned

_ALIKE = 0.6
"""From this ratio of difflib on, two names are taken for each other: "image" and "images" 0.91, "W" and "w" count anyway."""


def another_name(written: Written) -> Iterator[Change]:
    """Take a name of the function's in place of another."""
    made_of = {
        (new, old)
        for line in written.statements
        if isinstance(line, ast.Assign)
        for new in assigned(line)
        for old in _made_from(line)
    }
    # Where a name's first value is complete: y_batch can't be meant in y_batch = y[places], or above.
    begins = {
        name: (part.end_lineno or 0, part.end_col_offset or 0)
        for line in reversed(written.statements)
        for part in (line.iter if isinstance(line, ast.For) else line,)
        for name in assigned(line)
        if name not in written.arguments
    }
    # np and max are no variables that others are taken for.
    others = written.outside | {*dir(builtins)}
    called = {id(call.func) for call in written.calls()}
    for node in written.nodes:
        if not isinstance(node, ast.Name) or not isinstance(node.ctx, ast.Load):
            continue
        unknown = node.id not in written.names and node.id not in others
        # What nobody knows may be one of the file's functions.
        for name in [*written.names, *(sorted(written.outside) if unknown else ())]:
            if name == node.id or (node.lineno, node.col_offset) < begins.get(name, (0, 0)):
                continue
            one, other = name.lower(), node.id.lower()
            # Who computes grey from drawing means to go on with grey.
            made = (name, node.id) in made_of
            alike = (
                one == other
                or (len(one) > 3 and one[:4] == other[:4])
                or difflib.SequenceMatcher(None, one, other).ratio() >= _ALIKE
                or (node.id in written.arguments and made)
            )
            far = name in written.outside and id(node) not in called
            if not alike and (node.id in others or far):
                continue
            says = f"In {written.around(node)}, {name} is meant where {node.id} stands."
            new = ast.Name(name, ast.Load())
            sets, pair = (written.put(node, new),), f"{name} for {node.id}"
            likely = 0 if alike else 1 if made or unknown else 2
            yield Change("other_name", says, node.lineno, sets, likely, alike=pair)


def one_name_for_two(written: Written) -> Iterator[Change]:
    """Write ``ax`` wherever ``axes`` stands, where ax is an argument that nothing but a condition uses."""
    names = [node for node in written.nodes if isinstance(node, ast.Name)]
    tests = [node.test for node in written.nodes if isinstance(node, ast.If | ast.IfExp)]
    asked = {id(node) for test in tests for node in ast.walk(test)}
    loaded = [node for node in names if isinstance(node.ctx, ast.Load)]
    used = {node.id for node in loaded if id(node) not in asked}
    for argument in written.arguments:
        if argument in used:
            continue
        for name in written.names:
            found = [node for node in names if node.id == name]
            if name not in written.arguments and found:
                sets = tuple((node, "id", argument) for node in found)
                says = f"{name} and your argument {argument} are meant to be one thing: write {argument} wherever {name} stands."
                yield Change("two_names_for_one", says, found[0].lineno, sets, 1)


def loop_takes_the_argument(written: Written) -> Iterator[Change]:
    """Give what ``for target in …`` goes through another name: the function has an argument target, and the loop needs both."""
    arguments = {argument.arg for argument in written.function.args.args}
    for loop in written.nodes:
        if not isinstance(loop, ast.For):
            continue
        for target in (node for node in ast.walk(loop.target) if isinstance(node, ast.Name)):
            used = [
                node
                for part in loop.body
                for node in ast.walk(part)
                if isinstance(node, ast.Name) and node.id == target.id
            ]
            new = f"one_{target.id}"
            for node in used if target.id in arguments else ():
                others = [node] if len(used) > 1 else used
                sets = ((target, "id", new), *((other, "id", new) for other in others))
                says = (
                    f"The loop calls its values {target.id}, and your argument of this name is lost. Give them another name, also in "
                    f"{written.around(node)}."
                )
                yield Change("loop_takes_the_argument", says, loop.lineno, sets, 1)


NAME_CHANGES: tuple[Callable[[Written], Iterator[Change]], ...] = (
    another_name,
    one_name_for_two,
    loop_takes_the_argument,
)


def _made_from(line: ast.Assign) -> set[str]:
    """Return the names that a value is made from; a place in brackets only where it is all: ``i = order[j]``."""
    alone = isinstance(line.value, ast.Subscript) and isinstance(line.targets[0], ast.Name)
    parts = [] if alone else [n for n in ast.walk(line.value) if isinstance(n, ast.Subscript)]
    places = {id(node) for part in parts for node in ast.walk(part.slice)}
    names = (node for node in ast.walk(line.value) if isinstance(node, ast.Name))
    return {name.id for name in names if id(name) not in places}
