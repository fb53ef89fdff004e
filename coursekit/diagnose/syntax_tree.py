"""Looking into code that is parsed, and never run: what a statement assigns, what an expression begins with."""

import ast
from collections.abc import Iterator


def span_of(node: ast.AST) -> list[int]:
    """Return line, column, last line and last column of a node."""
    names = ("lineno", "col_offset", "end_lineno", "end_col_offset")
    return [getattr(node, name, -1) for name in names]


def covers(node: ast.AST, line: int) -> bool:
    """Whether a line is one of a node's."""
    return getattr(node, "lineno", line + 1) <= line <= getattr(node, "end_lineno", -1)


def statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Go through statements and those inside them, in order; not into functions and classes that stand there."""
    for node in body:
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            for part in ("body", "orelse", "finalbody"):
                yield from statements(getattr(node, part, []))
            for part in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
                yield from statements(part.body)


def own_code(function: ast.FunctionDef) -> list[ast.stmt]:
    """Return a function's statements without its docstring."""
    first = function.body[0]
    value = first.value if isinstance(first, ast.Expr) else None
    is_text = isinstance(value, ast.Constant) and isinstance(value.value, str)
    return function.body[1:] if is_text else function.body


def done_once(loop: ast.For) -> list[ast.stmt]:
    """Return the lines of a loop that one turn alone reaches, under ``if name == "accuracy":``."""
    return [
        line
        for node in statements(loop.body)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Compare)
        if isinstance(node.test.ops[0], ast.Eq) and {*assigned(loop)} & names_in(node.test)
        for line in statements(node.body)
    ]


def assigned(node: ast.stmt) -> list[str]:
    """Return the names that a statement gives a value."""
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AnnAssign | ast.AugAssign | ast.For):
        targets = [node.target]
    elif isinstance(node, ast.With):
        targets = [item.optional_vars for item in node.items if item.optional_vars]
    names = [n for target in targets for n in ast.walk(target) if isinstance(n, ast.Name)]
    return [name.id for name in names if isinstance(name.ctx, ast.Store)]


def given_back(function: ast.FunctionDef | None, value: ast.expr | None) -> ast.expr | None:
    """Return what a returned name was last given; another expression is its own value."""
    if function is None or not isinstance(value, ast.Name):
        return value
    found = [n for n in statements(function.body) if value.id in assigned(n)]
    last = found[-1] if found else None
    alone = isinstance(last, ast.Assign) and isinstance(last.targets[0], ast.Name)
    return last.value if alone and isinstance(last, ast.Assign) else value


def short(node: ast.AST, length: int = 40) -> str:
    """Return a piece of code for a message; the middle of a long one is left out."""
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= length else f"{text[: length // 2]}…{text[-length // 3 :]}"


def arguments_of(function: ast.FunctionDef | None) -> list[str]:
    """Return the names of a function's arguments; none for no function."""
    return [argument.arg for argument in function.args.args] if function else []


def defaults_of(function: ast.FunctionDef) -> dict[str, ast.expr]:
    """Return what a function's arguments are when a call does not give them, by their names."""
    names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
    return dict(zip(reversed(names), reversed(function.args.defaults), strict=False))


def first_name(node: ast.AST) -> str:
    """Return the name in front of all dots and brackets: labels in ``labels[place].sum``; empty for other code."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Starred):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def called_name(call: ast.Call) -> str:
    """Return the last name of what is called: reindex in ``counts.reindex(…)``."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def calls_in(tree: ast.AST, name: str = "") -> Iterator[ast.Call]:
    """Go through the calls in a piece of code; with a `name`, those of this function or method."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and name in ("", called_name(node)):
            yield node


def given_to(call: ast.Call) -> list[ast.expr]:
    """Return all that a call is given, with and without a name."""
    return [*call.args, *(keyword.value for keyword in call.keywords)]


def names_in(tree: ast.AST) -> set[str]:
    """Return all names of variables in a piece of code."""
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def returns_of(function: ast.FunctionDef) -> list[ast.Return]:
    """Return a function's return lines that give something back."""
    found = [node for node in statements(own_code(function)) if isinstance(node, ast.Return)]
    return [node for node in found if node.value is not None]
