"""What a module defines, found without running it."""

import ast

from coursekit.manifest import Lesson


def definitions(tree: ast.Module) -> dict[str, ast.stmt]:
    """Return the last definition of, or assignment to, each name of a module, in their order."""
    found: dict[str, ast.stmt] = {}
    for node in tree.body:
        names = []
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names = [node.name]
        elif isinstance(node, ast.Assign):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        for name in names:
            found.pop(name, None)
            found[name] = node
    return found


def overridden(tree: ast.Module, lesson: Lesson) -> str | None:
    """Return the function that a mistake or variant overrides: the last one of its lesson that it defines."""
    known = {function.name for function in lesson.functions}
    return next((name for name in reversed(definitions(tree)) if name in known), None)
