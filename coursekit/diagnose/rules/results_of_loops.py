"""What a loop should give: returned too early, begun anew in each turn, or kept of the last turn alone."""

import ast

from coursekit.diagnose.situation import Cause, Situation
from coursekit.diagnose.syntax_tree import (
    arguments_of,
    assigned,
    calls_in,
    covers,
    first_name,
    names_in,
    own_code,
    returns_of,
    short,
    statements,
)
from coursekit.worker.names import Code


def return_ends_the_loop(s: Situation) -> Cause | None:
    """A return as the last line of a loop's body."""
    if not s.wrong_result or s.definition is None:
        return None
    for loop in s.loops:
        last = loop.body[-1]
        if (
            isinstance(loop, ast.For)
            and isinstance(last, ast.If)
            and _gives_what_it_collects(s, last)
        ):
            return Cause(
                f"The return in line {last.body[-1].lineno} stands inside the loop of line {loop.lineno}. So the function ends as soon "
                f"as that line is reached, and collects no more. Let return begin under {_outermost(s, loop)[1]}.",
                last.body[-1].lineno,
            )
        if not isinstance(loop, ast.For) or not isinstance(last, ast.Return):
            continue
        if len(loop.body) == 1 and isinstance(last.value, ast.Call):
            return Cause(
                f"The return in line {last.lineno} ends the loop of line {loop.lineno} in its first turn: the other turns never come. "
                "Collect in the loop, in a list, and return it below, as an array where one is asked for. Or compute for all at once, without a loop.",
                last.lineno,
            )
        if not any(isinstance(node, ast.Continue | ast.Break) for node in statements(loop.body)):
            return Cause(
                f"The return in line {last.lineno} stands inside the loop of line {loop.lineno}. So the function ends in the "
                f"loop's first turn. {_where_return_belongs(s, loop)}",
                last.lineno,
            )
    return None


def _where_return_belongs(s: Situation, loop: ast.For) -> str:
    end = s.definition.body[-1] if s.definition else loop
    given = loop.body[-1].value if isinstance(loop.body[-1], ast.Return) else None
    outer, word = _outermost(s, loop)
    if isinstance(given, ast.Subscript) and names_in(given.slice) & {*assigned(loop)}:
        return (
            f"Let return begin under {word}, and give back all of them: return {short(given.value)}"
        )
    if end.lineno > outer.lineno and outer in (s.definition.body if s.definition else ()):
        place = "in place of" if isinstance(end, ast.Return) else "behind"
        return f"Make it the function's last line, {place} line {end.end_lineno}. Let it begin under {word}."
    return f"Let return, and all that is to run once after the loop, begin under {word}."


def _outermost(s: Situation, loop: ast.For) -> tuple[ast.For, str]:
    """Return the loop around all others that a loop stands in, or itself, and where below it a return begins."""
    outer = next(n for n in s.loops if isinstance(n, ast.For) and covers(n, loop.lineno))
    return outer, "the word for" + ("" if outer is loop else f" in line {outer.lineno}")


def _gives_what_it_collects(s: Situation, block: ast.If) -> bool:
    """Whether a block ends with the only return line, of a list or dict that was begun empty and that the block fills."""
    last = block.body[-1]
    if s.definition is None or not isinstance(last, ast.Return) or block.orelse:
        return False
    name = last.value.id if isinstance(last.value, ast.Name) else ""
    empty = [
        node
        for node in own_code(s.definition)
        if isinstance(node, ast.Assign) and name in assigned(node)
        if isinstance(node.value, ast.Dict | ast.List)
    ]
    filled = [
        node
        for node in ast.walk(block)
        if isinstance(node, ast.Subscript | ast.Attribute) and getattr(node.value, "id", "") == name
    ]
    return bool(name and empty and filled) and len(returns_of(s.definition)) == 1


def loop_variable_changed(s: Situation) -> Cause | None:
    """``for i in images: i = i / 255``."""
    if not s.wrong_result or s.definition is None:
        return None
    for loop in s.loops:
        only = loop.body[0]
        if not isinstance(loop, ast.For) or not isinstance(only, ast.Assign | ast.AugAssign):
            continue
        name, of = short(loop.target), short(loop.iter)
        # x /= 2 writes into a picture, but not into a number.
        target = only.targets[0] if isinstance(only, ast.Assign) else None
        if len(loop.body) > 1 or not isinstance(target, ast.Name) or target.id != name:
            continue
        behind = [n for n in statements(own_code(s.definition)) if n.lineno > only.lineno]
        if of.startswith("range(") or any(name in names_in(node) for node in behind):
            continue
        return Cause(
            f"Line {only.lineno} gives the name {name} a new value, and {of} stays as it was: the loop "
            "changes nothing. Compute with the whole array at once, without a loop.",
            only.lineno,
        )
    return None


def list_begun_in_the_loop(s: Situation) -> Cause | None:
    """``for …: result = []; result.append(…)``."""
    if not s.wrong_result or s.definition is None:
        return None
    for loop in s.loops:
        for node in loop.body:
            empty = (
                isinstance(node, ast.Assign)
                and isinstance(node.value, ast.List)
                and not node.value.elts
            )
            if not empty or not isinstance(node, ast.Assign):
                continue
            name = short(node.targets[0])
            outside = [
                n
                for n in returns_of(s.definition)
                if isinstance(n.value, ast.AST) and name in names_in(n.value)
            ]
            grows = [
                n
                for n in ast.walk(loop)
                if isinstance(n, ast.Attribute) and short(n) == f"{name}.append"
            ]
            if outside and grows and not any(n in list(statements(loop.body)) for n in outside):
                return Cause(
                    f"Line {node.lineno} begins the list {name} anew in each turn of the loop. Move it above the loop.",
                    node.lineno,
                )
    return None


def loops_lose_the_shape(s: Situation) -> Cause | None:
    """``for image in images: for row in image: result.append(…)``: one flat list of all numbers."""
    if not s.wrong_result or s.definition is None or s.function.returns != "array":
        return None
    flat = s.field("seen_kind") == "list" or "shape" in str(s.field("said"))
    if not flat or "reshape" in ast.unparse(s.definition):
        return None
    begun = {n for node in own_code(s.definition) for n in assigned(node)}
    for loop in (n for n in own_code(s.definition) if isinstance(n, ast.For)):
        inner = [
            n for n in loop.body if isinstance(n, ast.For) and short(n.iter) == short(loop.target)
        ]
        whole = short(loop.iter)
        for call in (
            calls_in(inner[0], "append") if inner and whole in arguments_of(s.definition) else ()
        ):
            name = first_name(call.func)
            if name in begun:
                return Cause(
                    f"The loops put one number after the other into {name}: so the shape of {whole} is lost. An array needs no loop. Write "
                    f"the computation once, with {whole} in it, and return what comes out.",
                    loop.lineno,
                )
    return None


def only_the_last_turn(s: Situation) -> Cause | None:
    """A name that each turn of a loop gives a new value, and that is returned after the loop."""
    if not s.wrong_result or s.definition is None or s.function.returns not in ("array", "list"):
        return None
    returned = [n.value.id for n in returns_of(s.definition) if isinstance(n.value, ast.Name)]
    for loop in s.loops:
        for node in loop.body:
            name = assigned(node)[0] if isinstance(node, ast.Assign) and assigned(node) else ""
            whole = isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
            if not whole or name not in returned or not isinstance(node, ast.Assign):
                continue
            others = [n for n in ast.walk(s.definition) if isinstance(n, ast.Name) and n.id == name]
            # What is made of a list that grows knows the turns before.
            growing = {
                first_name(n.value)
                for n in ast.walk(loop)
                if isinstance(n, ast.Attribute) and n.attr in ("append", "extend")
            }
            if len(others) == 2 and names_in(node.value).isdisjoint({name, *growing}):
                return Cause(
                    f"Each turn of the loop gives {name} a new value, and only the last one is returned. Collect all: begin a list "
                    f"above the loop, append to it in each turn, and return {'np.array(…) of ' if s.function.returns == 'array' else ''}it.",
                    node.lineno,
                )
    return None


def a_history_for_each_turn(s: Situation) -> Cause | None:
    """A list of Histories, one for each call of ``fit`` in a loop."""
    a_list = s.code is Code.WRONG_KIND and s.field("seen_kind") in ("list", "tuple")
    one_of_many = s.code is Code.DEMAND and s.function.name == "fit_cnn"
    # Who adds up what each .history holds has one for all.
    added_up = any(
        isinstance(n, ast.Attribute) and n.attr == "history"
        for n in ast.walk(s.definition or s.own.tree)
    )
    if s.function.returns != "history" or not (a_list or (one_of_many and not added_up)):
        return None
    # One is made already, and waits for what fit writes.
    if s.definition and any(calls_in(s.definition, "History")):
        return None
    lists = [n for n in ast.walk(s.definition or s.own.tree) if isinstance(n, ast.ListComp)]
    for loop in (*s.loops, *lists):
        for call in calls_in(loop, "fit"):
            given = [keyword.arg for keyword in call.keywords]
            if "callbacks" in given or not (a_list or "validation_data" in given):
                continue  # One History may be given to each call, and without valid there is more to mend.
            if s.function.name != "fit_cnn" and "epochs" in arguments_of(s.definition):
                return Cause(
                    "Each call of fit makes a History of its own, and one is to come back. Take the loop away: one call with "
                    "epochs=epochs trains for all of them. Return what it gives back.",
                    call.lineno,
                )
            return Cause(
                "Each call of fit makes a History of its own, and one is to come back. Make one above the loop, "
                "a keras.callbacks.History(), give it to each fit in the list callbacks=[…], and return it.",
                call.lineno,
            )
    return None


def loop_takes_the_argument(s: Situation) -> Cause | None:
    """``for n in range(10)`` in a function that needs its argument n behind the loop."""
    if not s.was_called or s.definition is None:
        return None
    names = [n for n in ast.walk(s.definition) if isinstance(n, ast.Name)]
    for loop in statements(own_code(s.definition)):
        if not isinstance(loop, ast.For):
            continue
        end = loop.end_lineno or loop.lineno
        read = {n.id for n in names if isinstance(n.ctx, ast.Load) and n.lineno > end}
        stored = {n.id for n in names if isinstance(n.ctx, ast.Store) and n.lineno > end}
        for name in assigned(loop):
            if name in (read - stored) & {*arguments_of(s.definition)}:
                return Cause(
                    f"The loop of line {loop.lineno} gives {name} another value in each turn. So the argument {name} is lost, and the "
                    "lines behind it get the loop's last value. Choose another name in the loop.",
                    loop.lineno,
                )
    return None


RULES = (
    return_ends_the_loop,
    loop_variable_changed,
    list_begun_in_the_loop,
    loops_lose_the_shape,
    only_the_last_turn,
    a_history_for_each_turn,
    loop_takes_the_argument,
)
