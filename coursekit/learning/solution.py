"""``course solution``: the reference beside the learner's own, function by function."""

import ast
import sys
from pathlib import Path

import typer
from rich.console import Console, Group
from rich.syntax import Syntax
from rich.table import Table
from rich.text import Text

from coursekit.checks.progress import is_done
from coursekit.errors import CourseError
from coursekit.manifest import Function, Lesson
from coursekit.source import definitions


def ask_whether_to_show(lesson: Lesson, root: Path) -> None:
    """Ask a learner who has not passed a lesson yet.

    Raises
    ------
    typer.Exit
        When they would rather not see it.
    CourseError
        When nobody is there to be asked.
    """
    if is_done(lesson, root):
        return
    passed = f"You have not passed lesson {lesson.number.lstrip('0')} yet."
    if not sys.stdin.isatty():
        raise CourseError(f"{passed} `course solution {lesson.number} --yes` shows it.")
    if not typer.confirm(f"{passed} Show the solution all the same?"):
        raise typer.Exit(1)


def show_solution(lesson: Lesson, root: Path, console: Console | None = None) -> None:
    """Print each function of a lesson twice: side by side where the terminal is wide enough, else stacked."""
    console = console or Console()
    for function in lesson.functions:
        console.rule(f"[bold]{function.name}[/]")
        solution = _shown(_code(function, root / "solutions"))
        yours = _shown(_code(function, root))
        console.print(_beside(solution, yours, console))


def _beside(solution: Syntax, yours: Syntax, console: Console) -> Table | Group:
    heads = Text("the solution", style="dim"), Text("yours", style="dim")
    if console.width < _WIDE:
        return Group(heads[0], solution, Text(), heads[1], yours)
    table = Table.grid(padding=(0, 4, 0, 0))
    table.add_row(*heads)
    table.add_row(solution, yours)
    return table


def _shown(code: str) -> Syntax:
    return Syntax(code, "python", theme="ansi_dark", background_color="default", word_wrap=True)


def _code(function: Function, folder: Path) -> str:
    """Return a function's lines, without its docstring and the author's marks."""
    try:
        source = (folder / function.file).read_text(encoding="utf-8")
        node = definitions(ast.parse(source)).get(function.name)
    except (OSError, ValueError) as error:
        return f"# {function.file} can't be read: {error}"
    except SyntaxError as error:
        return f"# {function.file} can't be read: line {error.lineno}, {error.msg}"
    if node is None:
        return f"# {function.file} has no {function.name}."
    hidden = set()
    if isinstance(node, ast.FunctionDef) and ast.get_docstring(node) is not None:
        docstring = node.body[0]
        hidden = set(range(docstring.lineno, (docstring.end_lineno or docstring.lineno) + 1))
    first = min(part.lineno for part in (node, *getattr(node, "decorator_list", [])))
    lines = enumerate(source.split("\n")[first - 1 : node.end_lineno], start=first)
    kept = [line for number, line in lines if number not in hidden]
    return "\n".join(
        line for line in kept if "### BEGIN SOL" not in line and "### END SOL" not in line
    )


_WIDE = 100
"""Columns from which on two functions have room beside each other."""
