"""Loops that begin too late, end too early or never, and what changes from one turn to the next."""

import ast
import builtins
import re

from coursekit.diagnose.situation import Cause, Situation
from coursekit.diagnose.syntax_tree import (
    arguments_of,
    assigned,
    called_name,
    calls_in,
    covers,
    done_once,
    first_name,
    given_back,
    names_in,
    own_code,
    short,
    statements,
)
from coursekit.worker.names import Code


def endless_while(s: Situation) -> Cause | None:
    """A while loop in which nothing changes what it asks for."""
    if s.code is not Code.TIMEOUT:
        return None
    for loop in s.last.nodes:
        if not isinstance(loop, ast.While) or not covers(loop, s.line):
            continue
        asked = {node.id for node in ast.walk(loop.test) if isinstance(node, ast.Name)}
        # Of i < len(labels), i is to change.
        lengths = [
            n for n in ast.walk(loop.test) if isinstance(n, ast.Call) and short(n.func) == "len"
        ]
        given = {name for call in lengths for name in names_in(call)} - {"len"}
        asked -= set(dir(builtins)) | given
        # Of len(result) < n, result may grow: by a method, or as result += […].
        grown = {first_name(call.func) for call in calls_in(loop)}
        grown |= {name for line in statements(loop.body) for name in assigned(line)}
        if asked and not asked & _changed(loop) and not given & grown:
            return Cause(
                f"The loop of line {loop.lineno} goes on while {short(loop.test)}, and no line in it changes "
                f"{' or '.join(sorted(asked))}. So it never ends. Change it in the loop, as i += 1 does, or "
                "use for.",
                loop.lineno,
            )
    return None


def grows_under_its_loop(s: Situation) -> Cause | None:
    """``for cell in cells:`` with ``cells.append(…)`` inside: the loop never comes to the end of the list."""
    if s.code not in (Code.TIMEOUT, Code.MEMORY, Code.FLOOD):
        return None
    for loop in s.last.nodes:
        if not isinstance(loop, ast.For) or not isinstance(loop.iter, ast.Name):
            continue
        name, line = loop.iter.id, covers(loop, s.line) or not s.line
        grown = [c for c in calls_in(loop) if short(c.func) in (f"{name}.append", f"{name}.insert")]
        if line and grown and _goes_on(loop):
            return Cause(
                f"Line {grown[0].lineno} adds to {name} while the loop of line {loop.lineno} goes through {name}. So it never "
                "comes to the end. Collect into another list, which is empty before the loop.",
                grown[0].lineno,
            )
    return None


def too_many_turns(s: Situation) -> Cause | None:
    """A line in loops inside of loops, which NumPy would do at once; no while that may be endless."""
    if s.code is not Code.TIMEOUT or s.running is None:
        return None
    if any(isinstance(node, ast.While) for node in s.last.nodes):
        return None
    loops = [n for n in ast.walk(s.running) if isinstance(n, ast.For) and covers(n, s.line)]
    if len(loops) < 2:
        return None
    lines = [str(line) for line in sorted({loop.lineno for loop in loops})]
    return Cause(
        f"Line {s.line} takes too long: it stands in the loops of lines {', '.join(lines[:-1])} and {lines[-1]}. So it runs very often. "
        "Let NumPy compute with whole rows or arrays in place of the inner loops.",
        s.line,
    )


def _goes_on(loop: ast.For) -> bool:
    """Whether nothing in a loop can end it."""
    return not any(isinstance(node, ast.Break | ast.Return | ast.Raise) for node in ast.walk(loop))


def _changed(loop: ast.While) -> set[str]:
    """Return the names that a loop may change: assigned, changed inside, or handed to a call. All, when it may end."""
    nodes = [node for line in [loop.test, *loop.body] for node in ast.walk(line)]
    if any(isinstance(node, ast.Break | ast.Return | ast.Raise | ast.Delete) for node in nodes):
        return {node.id for node in nodes if isinstance(node, ast.Name)}
    found: set[str] = set()
    for node in nodes:
        parts: list[ast.AST] = []
        if isinstance(node, ast.Name | ast.Attribute | ast.Subscript):
            parts = [node] if isinstance(node.ctx, ast.Store) else []
        elif isinstance(node, ast.Call) and not hasattr(builtins, getattr(node.func, "id", "")):
            parts = [node.func, *node.args, *(keyword.value for keyword in node.keywords)]
        found |= {base for part in parts if (base := first_name(part))}
    return found


def next_without_an_end(s: Situation) -> Cause | None:
    """``next(…)`` that finds nothing."""
    for call in s.nodes(ast.Call) if s.error == "StopIteration" else []:
        if called_name(call) == "next" and len(call.args) == 1:
            return Cause(
                "next(…) found nothing and came to the end. Its second value says what it gives then: "
                f"next({short(call.args[0], 60)}, None). After it, ask: is it None?"
            )
    return None


def waits_for_the_exact_value(s: Situation) -> Cause | None:
    """``while values[epoch] != target``: the accuracies jump over it, and none is equal to it."""
    if s.error not in ("IndexError", "StopIteration") or s.function.name != "accuracy_after":
        return None
    for node in s.last.nodes:
        asks = isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq | ast.NotEq)
        if asks and covers(node, s.line) and "target" in names_in(node):
            return Cause(
                f"{short(node)} waits for a value that is exactly target. An accuracy jumps over it, from smaller to larger. Ask for target "
                "or more, or go on while it is smaller."
            )
    return None


def one_place_too_far(s: Situation) -> Cause | None:
    """``sizes[i + 1]`` in ``for i in range(len(sizes))``."""
    # get_weights gives kernels and biases by turns: a loop over these goes in steps of two. In build_mlp each size gets a layer.
    too_far = "out of range" in s.said or "out of bounds" in s.said
    if not too_far or s.function.name in ("export_weights", "build_mlp"):
        return None
    for part in s.nodes(ast.Subscript):
        name, place = short(part.value), short(part.slice)
        further = re.fullmatch(r"(\w+) \+ 1", place)
        for loop in statements(s.running.body) if further and s.running else []:
            if not further or not isinstance(loop, ast.For) or short(loop.target) != further[1]:
                continue
            # Where only the further place is asked for, the + 1 is too much.
            both = f"{name}[{further[1]}]" in ast.unparse(loop)
            if both and short(loop.iter) == f"range(len({name}))":
                return Cause(
                    f"Line {loop.lineno} goes up to the last place of {name}, and {name}[{place}] is one further. Let the loop end "
                    f"one earlier: range(len({name}) - 1)",
                    loop.lineno,
                )
    return None


def loop_ends_too_early(s: Situation) -> Cause | None:
    """``for i in range(len(hidden_units) - 1)`` in which only place i is used: the last is left out."""
    # Between sizes lie layers, one fewer than there are sizes.
    if s.code is not Code.DEMAND or s.definition is None or s.function.name == "init_params":
        return None
    parts = [n for n in ast.walk(s.definition) if isinstance(n, ast.Subscript)]
    for loop in statements(own_code(s.definition)):
        if not isinstance(loop, ast.For) or _counts_again(loop):
            continue
        found = re.fullmatch(r"range\((?:0, )?len\((\w+)\) - 1\)", short(loop.iter))
        place = short(loop.target)
        inside = [n for n in parts if covers(loop, n.lineno) and place in names_in(n.slice)]
        # The last may come after the loop, also of what it was made from.
        last = [n for n in parts if n.lineno > (loop.end_lineno or 0) and short(n.slice) == "-1"]
        others = [n for n in parts if found and n not in inside and short(n.value) == found[1]]
        if found and {short(n.slice) for n in inside} == {place} and not others + last:
            return Cause(
                f"range leaves out its end already. So {short(loop.iter)} in line {loop.lineno} leaves out the last of {found[1]}, too. Write: "
                f"range(len({found[1]}))",
                loop.lineno,
            )
    return None


def loop_begins_at_one(s: Situation) -> Cause | None:
    """``for i in range(1, len(hidden_units))`` in which only place i is used: the first is left out."""
    # In export_weights the first layer is the one that flattens, and has no weights.
    if s.code is not Code.DEMAND or s.definition is None or s.function.name == "export_weights":
        return None
    for loop in statements(own_code(s.definition)):
        found = (
            re.fullmatch(r"range\(1, len\((\w+)\)\)", short(loop.iter))
            if isinstance(loop, ast.For)
            else None
        )
        if not found or not isinstance(loop, ast.For) or _counts_again(loop):
            continue
        place = short(loop.target)
        inside = [node for line in loop.body for node in ast.walk(line)]
        places = [n.slice for n in inside if isinstance(n, ast.Subscript)]
        used = {short(part) for part in places if place in names_in(part)}
        before = any(f"{found[1]}[0]" in ast.unparse(node) for node in own_code(s.definition))
        if used == {place} and not before:
            return Cause(
                f"The loop of line {loop.lineno} begins at 1, and the first place is 0: {found[1]}[0] is left out. Write: "
                f"range(len({found[1]})).",
                loop.lineno,
            )
    return None


def _counts_again(loop: ast.For) -> bool:
    """Whether a loop inside goes to the place of this one, or begins there: each pair of two things once."""
    inside = [n for line in loop.body for n in ast.walk(line)]
    loops = [short(n.iter) for n in inside if isinstance(n, ast.For | ast.comprehension)]
    return any(re.match(rf"range\((0, )?{short(loop.target)}\b", one) for one in loops)


def search_without_an_end(s: Situation) -> Cause | None:
    """``while values[i] < target: i += 1``, when no value is large enough."""
    for part in (
        s.nodes(ast.Subscript)
        if "index out of range" in s.said or "out of bounds" in s.said
        else []
    ):
        place, name = short(part.slice), short(part.value)
        for loop in statements(s.running.body) if s.running else []:
            if not isinstance(loop, ast.While) or not covers(loop.test, s.line):
                continue
            asks = short(loop.test, 200)
            if f"{name}[{place}]" in asks and f"len({name})" not in asks:
                return Cause(
                    f"This loop goes on until {name}[{place}] fits. When none does, it runs off the end. Ask for the end first: "
                    f"while {place} < len({name}) and {asks}. After the loop, {place} == len({name}) means that none was found."
                )
    return None


def more_turns_than_things(s: Situation) -> Cause | None:
    """``for i in range(n)``, where there are fewer than n."""
    found = re.search(r"index (\d+) is out of bounds for axis 0 with size \1\b", s.said)
    if not found or s.running is None:
        return None
    for loop in statements(s.running.body):
        n = re.fullmatch(r"range\((\w+)\)", short(loop.iter)) if isinstance(loop, ast.For) else None
        if not n or not isinstance(loop, ast.For) or n[1] not in arguments_of(s.running):
            continue
        for part in s.nodes(ast.Subscript):
            things = short(part.value)
            if short(part.slice) == short(loop.target) and s.shape(things) == [int(found[1])]:
                return Cause(
                    f"There are only {found[1]} things in {things}, and the loop counts to {n[1]}. Let it count no further than "
                    f"there is: range(min({n[1]}, len({things})))",
                    loop.lineno,
                )
    return None


def whole_list_in_the_loop(s: Situation) -> Cause | None:
    """``for accuracy in values: if values >= target``: the whole list, where one of its numbers is meant."""
    if not re.search(r"'[<>]=?' not supported between instances of 'list' and", s.said):
        return None
    loops = [n for n in s.last.nodes if isinstance(n, ast.For) and covers(n, s.line)]
    for side in (part for node in s.nodes(ast.Compare) for part in (node.left, *node.comparators)):
        for loop in loops:
            whole, one = short(side, 80), short(loop.target)
            if short(loop.iter, 80) in (whole, f"enumerate({whole})"):
                one = one.strip("()").rpartition(", ")[2]
            elif f"len({whole})" in (turns := short(loop.iter, 120)):
                from_one = turns.startswith("range(1, ") and turns.endswith(" + 1)")
                one = f"{whole}[{one}{' - 1' if from_one else ''}]"
            else:
                continue
            return Cause(
                f"{whole} is the whole list, in every turn of the loop in line {loop.lineno}. One of its numbers is meant: {one}"
            )
    return None


def loop_in_a_loop(s: Situation) -> Cause | None:
    """``for W, b in params: for dW, db in gradients:``, where both belong together one by one."""
    if "broadcast" not in s.said or s.running is None:
        return None
    for outer in statements(s.running.body):
        inner = outer.body[0] if isinstance(outer, ast.For) and covers(outer, s.line) else None
        if not isinstance(outer, ast.For) or not isinstance(inner, ast.For):
            continue
        lists = short(outer.iter), short(inner.iter)
        if {*lists} <= {*arguments_of(s.running)} and s.shape(lists[0]) == s.shape(lists[1]):
            return Cause(
                f"One loop stands in another: so each part of {lists[0]} meets all of {lists[1]}. The first belongs to the first, the "
                f"second to the second. Go through both at once, in one loop: zip({lists[0]}, {lists[1]})",
                inner.lineno,
            )
    return None


def counter_for_a_start(s: Situation) -> Cause | None:
    """``for i in range(n_batches): order[i : i + batch_size]``: i counts the batches, and is no place."""
    if s.code is not Code.DEMAND or s.definition is None:
        return None
    for loop in statements(own_code(s.definition)):
        counts = isinstance(loop, ast.For) and re.fullmatch(r"range\([^,]+\)", short(loop.iter, 90))
        # if i % batch_size == 0: most turns are passed over. And i = i * batch_size makes a place of the number.
        made = {name for node in getattr(loop, "body", ()) for name in assigned(node)}
        for part in ast.walk(loop) if counts and " % " not in ast.unparse(loop) else ():
            piece = part.slice if isinstance(part, ast.Subscript) else None
            if not isinstance(piece, ast.Slice) or not isinstance(loop, ast.For):
                continue
            start, end = (
                short(loop.target),
                re.match(r"(\w+) \+ (\w+)$", short(piece.upper or loop.target)),
            )
            if piece.lower is None or short(piece.lower) != start or not end or end[1] != start:
                continue
            if start not in made and end[2] in arguments_of(s.definition):
                to = loop.iter.args[0] if isinstance(loop.iter, ast.Call) else None
                batches = end[2] in names_in(given_back(s.definition, to) or loop.iter)
                way = (
                    f"Batch {start} begins at {start} * {end[2]}"
                    if batches
                    else f"Give range a step: range(0, …, {end[2]})"
                )
                return Cause(
                    f"{start} grows by one in each turn: 0, 1, 2, … Then {short(part)} begins one place further each time. The batches "
                    f"overlap. {way}.",
                    piece.lower.lineno,
                )
    return None


def list_lost_in_the_loop(s: Situation) -> Cause | None:
    """``inputs = inputs[layer]`` in a loop: from the second turn on, the list is gone."""
    if s.code not in (Code.EXCEPTION, Code.DEMAND) or s.definition is None:
        return None
    for loop in statements(own_code(s.definition)):
        if not isinstance(loop, ast.For):
            continue
        above: set[str] = set()
        for node in statements(loop.body):
            part = node.value if isinstance(node, ast.Assign) else None
            name = short(part.value) if isinstance(part, ast.Subscript) else ""
            same = isinstance(part, ast.Subscript) and short(part.slice) == short(loop.target)
            same = same and node not in done_once(loop)
            if same and assigned(node) == [name] and name not in above:
                return Cause(
                    f"Line {node.lineno} stores a part of {name} under the name {name}. So in the next turn the whole is gone. Give the part "
                    "a name of its own.",
                    node.lineno,
                )
            above |= {*assigned(node)}
    return None


def place_not_used(s: Situation) -> Cause | None:
    """``[i for i in range(n) if chosen != labels]``: the condition asks for all at once."""
    if "truth value of an array" not in s.said or s.running is None:
        return None
    kinds = ast.ListComp | ast.GeneratorExp | ast.SetComp
    for node in ast.walk(s.running):
        for part in node.generators if isinstance(node, kinds) and covers(node, s.line) else ():
            place = short(part.target)
            for condition in part.ifs:
                if "range" not in short(part.iter) or place in names_in(condition):
                    continue
                sides = [n for n in ast.iter_child_nodes(condition) if isinstance(n, ast.expr)]
                plain = all(isinstance(n, ast.Name | ast.Constant) for n in sides)
                arrays = [short(n) for n in sides if s.kind(short(n)) == "ndarray"]
                if isinstance(condition, ast.Compare) and plain and arrays:
                    return Cause(
                        f"{short(condition)} compares all at once, and says nothing of {place}. Take what stands at this place: "
                        + " and ".join(f"{one}[{place}]" for one in arrays)
                    )
    return None


def counter_of_the_loop_around(s: Situation) -> Cause | None:
    """``for i in range(len(images)): for i in range(28):``: the inner loop takes the outer one's counter."""
    stopped = s.error in ("IndexError", "ValueError") and s.last is s.own
    for outer in s.loops if s.wrong_result or stopped else []:
        if not isinstance(outer, ast.For) or (stopped and not covers(outer, s.line)):
            continue
        for inner in statements(outer.body):
            names = {*assigned(outer)} & {*assigned(inner)} - {"_"}
            if isinstance(inner, ast.For) and names and _needs_both(outer, inner, min(names)):
                return Cause(
                    f"The loop in line {inner.lineno} takes the name {min(names)}, which the loop around it has already. So the value from "
                    f"line {outer.lineno} is lost there. Give the inner loop's variable a name of its own.",
                    inner.lineno,
                )
    return None


def _needs_both(outer: ast.For, inner: ast.For, name: str) -> bool:
    """Whether a loop's variable is asked for where a loop inside has taken its name."""
    inside = [node for line in outer.body for node in ast.walk(line)]
    names = [node for node in inside if isinstance(node, ast.Name) and node.id == name]
    stored = [node.lineno for node in names if isinstance(node.ctx, ast.Store)]
    # What takes the name once more means its own value.
    again = [
        node
        for node in inside
        if isinstance(node, ast.For | ast.ListComp | ast.GeneratorExp)
        if not covers(node, inner.lineno) and any(covers(node, line) for line in stored)
    ]
    # A number that is only shown changes no result.
    shown = {part for node in inside if _only_shows(node) for part in ast.walk(node)}
    read = [node.lineno for node in names if isinstance(node.ctx, ast.Load) and node not in shown]
    read = [line for line in read if not any(covers(node, line) for node in again)]
    # What was asked for before, or only counts the turns, as range(epochs), may be lost.
    goes_through = any(
        isinstance(node, ast.Subscript)
        and ast.unparse(outer.iter) == f"range(len({ast.unparse(node.value)}))"
        and name in names_in(node.slice)
        for node in inside
    )
    first, last = min(read, default=0), max(read, default=0)
    return last > (inner.end_lineno or 0) or (goes_through and first > inner.lineno)


def _only_shows(node: ast.AST) -> bool:
    """Whether a piece of code prints and does nothing else: print(…), also under an if."""
    if isinstance(node, ast.If):
        return not node.orelse and all(map(_only_shows, node.body))
    call = node.value if isinstance(node, ast.Expr) else None
    return isinstance(call, ast.Call) and called_name(call) == "print"


RULES = (
    whole_list_in_the_loop,
    loop_in_a_loop,
    counter_for_a_start,
    loop_begins_at_one,
    loop_ends_too_early,
    list_lost_in_the_loop,
    place_not_used,
    waits_for_the_exact_value,
    next_without_an_end,
    one_place_too_far,
    search_without_an_end,
    more_turns_than_things,
    counter_of_the_loop_around,
    too_many_turns,
)
