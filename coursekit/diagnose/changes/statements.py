"""Changes of whole lines: in or behind a loop, in another order, left away."""

import ast
import itertools
from collections.abc import Callable, Iterator

from coursekit.diagnose.changes.change import Change
from coursekit.diagnose.changes.written import Written
from coursekit.diagnose.syntax_tree import assigned, names_in, short

_Loop = ast.For | ast.While


def into_the_loop(written: Written) -> Iterator[Change]:
    """Move lines from behind a loop into it."""
    for loop, field, body in _loops(written):
        place = body.index(loop)
        for last in range(place + 1, len(body)):
            moved = body[place + 1 : last + 1]
            if any(isinstance(line, ast.Return) for line in moved):
                break
            parent = written.parents[loop][0]
            sets = (
                (parent, field, [*body[: place + 1], *body[last + 1 :]]),
                (loop, "body", [*loop.body, *moved]),
            )
            lines = _lines(moved)
            what = "stands" if len(moved) == 1 else "stand"
            says = (
                f"{lines} {what} behind the loop, and runs once. It should run in every turn: indent it as far as the lines "
                "of the loop."
                if len(moved) == 1
                else f"{lines} {what} behind the loop, and run once. They should run in every turn: indent them as far as the "
                "lines of the loop."
            )
            yield Change("stands_behind_the_loop", says, moved[0].lineno, sets, 0)


def out_of_the_loop(written: Written) -> Iterator[Change]:
    """Move the last line of a loop behind it, or the first one above it."""
    for loop, field, body in _loops(written):
        parent, place = written.parents[loop][0], body.index(loop)
        if len(loop.body) < 2:
            continue
        last, first = loop.body[-1], loop.body[0]
        sets = (
            (parent, field, [*body[: place + 1], last, *body[place + 1 :]]),
            (loop, "body", loop.body[:-1]),
        )
        says = (
            f"{_lines([last])} stands in the loop, and runs in every turn. It should run once, behind it: put it as far to the left "
            f"as {'for' if isinstance(loop, ast.For) else 'while'}."
        )
        yield Change("stands_in_the_loop", says, last.lineno, sets, 0)
        sets = (
            (parent, field, [*body[:place], first, *body[place:]]),
            (loop, "body", loop.body[1:]),
        )
        says = f"{_lines([first])} stands in the loop, so every turn begins anew. Move it above the loop."
        yield Change("begins_anew_in_the_loop", says, first.lineno, sets, 0)


def added_or_stored(written: Written) -> Iterator[Change]:
    """Write ``total += x`` for ``total = x``, and the reverse."""
    for line in written.statements:
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name | ast.Subscript):
            if {*assigned(line)} & names_in(line.value):
                # pred = np.round(pred) goes on with what it was.
                continue
            new: ast.stmt = ast.AugAssign(line.targets[0], ast.Add(), line.value)
            says = f"= forgets what {short(line.targets[0])} was before. += adds to it: write += there."
            yield Change(
                "stored_for_added", says, line.lineno, (written.put(line, _at(new, line)),), 1
            )
        elif isinstance(line, ast.AugAssign):
            new = ast.Assign([line.target], line.value)
            says = f"+= adds to what {short(line.target)} was before. = puts the new value in its place: write = there."
            yield Change(
                "added_for_stored", says, line.lineno, (written.put(line, _at(new, line)),), 1
            )


def in_another_order(written: Written) -> Iterator[Change]:
    """Exchange two lines, one below the other."""
    for node, field, body in _bodies(written):
        for place, (one, other) in enumerate(itertools.pairwise(body)):
            if isinstance(other, ast.Return) or _has_docstring(body, place):
                continue
            swapped = [*body[:place], other, one, *body[place + 2 :]]
            block = one.end_lineno != one.lineno or other.end_lineno != other.lineno
            says = (
                f"{_all_lines(other)} must come before line {one.lineno}: move up there what it begins."
                if block
                else f"{_lines([other])} must come before line {one.lineno}: exchange the two."
            )
            yield Change("lines_exchanged", says, other.lineno, ((node, field, swapped),), 2)


def lower_version(module: ast.Module, found: list[ast.FunctionDef]) -> list[Change]:
    """Leave the last of two versions of a function away: Python takes it, and the upper one may be right."""
    if len(found) < 2:
        return []
    upper, last = found[-2:]
    says = (
        f"{last.name} is in the file twice, in line {upper.lineno} and in line {last.lineno}. Python takes the last one. "
        "Delete it: the upper one is right."
    )
    kept = [node for node in module.body if node is not last]
    return [Change("lower_version", says, last.lineno, ((module, "body", kept),), 0)]


def left_away(written: Written) -> Iterator[Change]:
    """Leave a line away, or what stands behind else."""
    for node, field, body in _bodies(written):
        for place, line in enumerate(body):
            behind_else = field == "orelse" and len(body) == 1
            if (isinstance(line, ast.Return) and not behind_else) or _has_docstring(body, place):
                continue
            rest = [*body[:place], *body[place + 1 :]] or ([] if behind_else else [ast.Pass()])
            what = f"{short(line, 50)}. Leave it away" + (
                ", with its else." if behind_else else "."
            )
            says = f"{_lines([line])} is too much: {what}"
            # It comes last also in an error's line: without a line, there is no error, and what it was for is missing.
            likely = 1 if behind_else else 8
            yield Change("line_too_much", says, line.lineno, ((node, field, rest),), likely)


STATEMENT_CHANGES: tuple[Callable[[Written], Iterator[Change]], ...] = (
    into_the_loop,
    out_of_the_loop,
    added_or_stored,
    in_another_order,
    left_away,
)


def _loops(written: Written) -> Iterator[tuple[_Loop, str, list[ast.stmt]]]:
    """Go through the loops: each with the field and the list of lines that it stands in."""
    for node in written.statements:
        if isinstance(node, _Loop):
            parent, field = written.parents[node]
            yield node, field, getattr(parent, field)


def _bodies(written: Written) -> Iterator[tuple[ast.AST, str, list[ast.stmt]]]:
    """Go through the lists of lines, each with the node and the field that it is."""
    seen = set()
    for line in written.statements:
        node, field = written.parents[line]
        if (id(node), field) not in seen:
            seen.add((id(node), field))
            yield node, field, getattr(node, field)


def _has_docstring(body: list[ast.stmt], place: int) -> bool:
    line = body[place]
    return isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant)


def _lines(lines: list[ast.stmt]) -> str:
    first, last = lines[0].lineno, lines[-1].end_lineno or lines[-1].lineno
    if first == last or len(lines) == 1:
        return f"Line {first}"
    return f"Lines {first} to {last}"


def _all_lines(line: ast.stmt) -> str:
    several = line.end_lineno and line.end_lineno != line.lineno
    return (
        f"Line {line.lineno}, which goes on to line {line.end_lineno},"
        if several
        else _lines([line])
    )


def _at(new: ast.stmt, old: ast.stmt) -> ast.stmt:
    return ast.copy_location(new, old)
