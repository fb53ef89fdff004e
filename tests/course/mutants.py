"""Mutation testing: changes the reference in one place at a time, to see that the checks reject every change.

``python -m tests.course.mutants 08 11`` does so for these lessons, without numbers for all. Functions that train are left
out, unless ``--slow`` says otherwise. A change that no check rejects is printed: a check is missing, and then a mistake in
the catalogue. Or the changed function does its work as well; then its line goes into ``mutants_equivalent.txt``, with the
reason behind a ``|``.
"""

import argparse
import ast
import copy
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, as_completed
from dataclasses import dataclass
from pathlib import Path

from coursekit.authoring import judging
from coursekit.authoring.judging import judge_code
from coursekit.checks.results import Status
from coursekit.manifest import ROOT, Function, Lesson, load_manifest
from coursekit.source import definitions

EQUIVALENT = Path(__file__).with_name("mutants_equivalent.txt")

_OPERATORS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.MatMult: ast.Mult,
}
_COMPARISONS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}


@dataclass(frozen=True)
class Mutant:
    """A reference function, changed in one place.

    Attributes
    ----------
    lesson, function
        The numbers and names of what was changed.
    rule
        Which rule changed it: the name of a function below, in words.
    line
        Where the changed statement stands in the reference.
    before, after
        The statement; of one with a block, its first line, and of a long one, the place of the change.
    code
        The whole function.
    """

    lesson: str
    function: str
    rule: str
    line: int
    before: str
    after: str
    code: str

    @property
    def key(self) -> str:
        """What names it in `mutants_equivalent.txt`; the quotes of f-strings depend on the Python."""
        told = f"{self.lesson} {self.function}: {self.before} → {self.after}"
        return told.replace('"', "'").replace("'''", "'")


def swap(node: ast.AST) -> Iterator[ast.AST]:
    """Swap the operands where their order counts, a call's first two arguments, or neighbours in a tuple."""
    changed = copy.copy(node)
    match changed:
        case ast.BinOp(op=op) if not isinstance(op, ast.Add | ast.Mult):
            changed.left, changed.right = changed.right, changed.left
            yield changed
        case ast.Compare(ops=[ast.Lt() | ast.LtE() | ast.Gt() | ast.GtE()]):
            changed.left, changed.comparators = changed.comparators[0], [changed.left]
            yield changed
        case ast.Call(args=[first, second, *rest]):
            changed.args = [second, first, *rest]
            yield changed
        case ast.Tuple(elts=parts, ctx=ast.Load()):
            for i in range(len(parts) - 1):
                order = [*parts[:i], parts[i + 1], parts[i], *parts[i + 2 :]]
                yield ast.Tuple(order, ast.Load())


def drop_statement(node: ast.AST) -> Iterator[ast.AST]:
    """Leave a statement out."""
    if isinstance(node, ast.stmt) and not isinstance(node, ast.FunctionDef):
        yield ast.Pass()


def drop_keyword(node: ast.AST) -> Iterator[ast.AST]:
    """Leave an argument out that is given by name."""
    if isinstance(node, ast.Call):
        for i in range(len(node.keywords)):
            changed = copy.copy(node)
            changed.keywords = node.keywords[:i] + node.keywords[i + 1 :]
            yield changed


def change_number(node: ast.AST) -> Iterator[ast.AST]:
    """Make a whole number one more and one less; double a decimal number, and add 0.1."""
    match node:
        case ast.Constant(value=bool()):
            pass
        case ast.Constant(value=int(number)):
            yield from (ast.Constant(number + 1), ast.Constant(number - 1))
        case ast.Constant(value=float(number)):
            yield from (ast.Constant(number * 2), ast.Constant(number + 0.1))


def change_axis(node: ast.AST) -> Iterator[ast.AST]:
    """Take another axis."""
    match node:
        case ast.keyword(arg="axis", value=value):
            for axis in {0, 1, -1} - {ast.literal_eval(value)}:
                yield ast.keyword("axis", ast.parse(str(axis), mode="eval").body)


def change_comparison(node: ast.AST) -> Iterator[ast.AST]:
    """Compare in another way, or turn and into or."""
    changed = copy.copy(node)
    match changed:
        case ast.Compare(ops=[op]) if type(op) in _COMPARISONS:
            changed.ops = [_COMPARISONS[type(op)]()]
            yield changed
        case ast.BoolOp(op=op):
            changed.op = ast.Or() if isinstance(op, ast.And) else ast.And()
            yield changed


def change_operator(node: ast.AST) -> Iterator[ast.AST]:
    """Calculate in another way: + for -, * for /."""
    if isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in _OPERATORS:
        changed = copy.copy(node)
        changed.op = _OPERATORS[type(node.op)]()
        yield changed


def drop_minus(node: ast.AST) -> Iterator[ast.AST]:
    """Leave a sign out."""
    match node:
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            yield operand


def drop_bound(node: ast.AST) -> Iterator[ast.AST]:
    """Leave an end of a slice out."""
    if isinstance(node, ast.Slice):
        for bound in ("lower", "upper", "step"):
            if getattr(node, bound):
                changed = copy.copy(node)
                setattr(changed, bound, None)
                yield changed


def turn_truth(node: ast.AST) -> Iterator[ast.AST]:
    """Make False of True, and True of False."""
    match node:
        case ast.Constant(value=bool(truth)):
            yield ast.Constant(not truth)


RULES: tuple[Callable[[ast.AST], Iterator[ast.AST]], ...] = (
    swap,
    drop_statement,
    drop_keyword,
    change_axis,
    change_number,
    change_comparison,
    change_operator,
    drop_minus,
    drop_bound,
    turn_truth,
)


def mutated(function: ast.FunctionDef) -> Iterator[tuple[str, ast.stmt, ast.stmt, str]]:
    """Give all changes of a function's body: rule, the statement before and after, the whole function; none twice."""
    function = copy.deepcopy(function)
    if ast.get_docstring(function) is not None:
        del function.body[0]
    seen = {ast.unparse(function)}
    for owner in ast.walk(function):
        statements = [node for node in ast.iter_child_nodes(owner) if isinstance(node, ast.stmt)]
        for statement in statements:
            for node in _own(statement):
                for rule in RULES:
                    for new in rule(node):
                        after = _put(statement, node, new)
                        code = ast.unparse(_put(function, statement, after))
                        if code not in seen:
                            seen.add(code)
                            yield rule.__name__.replace("_", " "), statement, after, code


def mutants(lesson: Lesson, function: Function) -> list[Mutant]:
    """Return all mutants of a course function."""
    path = ROOT / "solutions" / "mnist_course" / f"{lesson.slug}.py"
    reference = definitions(ast.parse(path.read_text(encoding="utf-8")))[function.name]
    return [
        Mutant(
            lesson.number, function.name, rule, old.lineno, *_cut(_shown(old), _shown(new)), code
        )
        for rule, old, new, code in mutated(reference)
    ]


def equivalent() -> dict[str, str]:
    """Return the mutants that do their work, as keys, and why."""
    lines = EQUIVALENT.read_text(encoding="utf-8").splitlines()
    pairs = (line.rpartition(" | ") for line in lines if line and not line.startswith("#"))
    return {key: reason for key, _, reason in pairs}


def verdict(mutant: Mutant) -> str:
    """Run the function's checks on a mutant; return what is wrong with them, nothing where one has failed."""
    lesson = load_manifest().lesson(mutant.lesson)
    # Always the same random numbers: who looks for a check that is missing must find what was reported.
    results = judge_code(lesson, mutant.function, mutant.code, "-x", "--seed=1")
    broken = [result.check for result in results if result.status is Status.ERROR]
    if broken:
        return f"breaks the check {broken[0]!r}"
    return "survives" if all(result.passed for result in results) else ""


def run(chosen: Iterable[Mutant]) -> bool:
    """Run mutants, print those that no check rejects, and return whether there are none."""
    known, chosen = equivalent(), list(chosen)
    unknown = [mutant for mutant in chosen if mutant.key not in known]
    counts = {"killed": 0, "equivalent": len(chosen) - len(unknown), "unexplained": 0}
    with judging.pool(most=2) as pool:
        jobs: dict[Future[str], Mutant] = {
            pool.submit(verdict, mutant): mutant for mutant in unknown
        }
        for job in as_completed(jobs):
            mutant, problem = jobs[job], job.result()
            counts["unexplained" if problem else "killed"] += 1
            if problem:
                print(f"{mutant.key}\n    line {mutant.line}, {mutant.rule}: {problem}", flush=True)
    print(", ".join(f"{n} {what}" for what, n in counts.items()))
    return not counts["unexplained"]


def main() -> int:
    """Run the mutants of the lessons that the command line names."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("lessons", nargs="*", help="such as 08 11; all without it")
    parser.add_argument("--slow", action="store_true", help="also functions that train")
    options = parser.parse_args()
    manifest = load_manifest()
    chosen = [manifest.lesson(key) for key in options.lessons] or manifest.lessons
    return not run(
        mutant
        for lesson in chosen
        for function in lesson.functions
        if options.slow or not function.trains
        for mutant in mutants(lesson, function)
    )


def _own(statement: ast.stmt) -> Iterator[ast.AST]:
    """Give a statement and all in it, but not the statements of its block."""
    yield statement
    waiting = [node for node in ast.iter_child_nodes(statement) if not isinstance(node, ast.stmt)]
    for node in waiting:
        yield from ast.walk(node)


def _put(tree: ast.AST, old: ast.AST, new: ast.AST) -> ast.AST:
    """Return a copy of a tree with one node in place of another."""
    if tree is old:
        return new
    changed = copy.copy(tree)
    for name, value in ast.iter_fields(tree):
        if isinstance(value, ast.AST):
            setattr(changed, name, _put(value, old, new))
        elif isinstance(value, list):
            setattr(
                changed,
                name,
                [_put(part, old, new) if isinstance(part, ast.AST) else part for part in value],
            )
    return changed


def _shown(statement: ast.stmt) -> str:
    text = "(dropped)" if isinstance(statement, ast.Pass) else ast.unparse(statement)
    if getattr(statement, "body", None):
        text = text.splitlines()[0]
    return " ".join(text.split())


def _cut(before: str, after: str) -> tuple[str, str]:
    """Shorten two long statements to the place where they differ."""
    if len(before) <= 100:
        return before, after
    if after == "(dropped)":
        return f"{before[:60]}…", after
    start, end = (
        max(next(i for i, (a, b) in enumerate(zip(*pair, strict=False)) if a != b) - context, 0)
        for pair, context in (((before, after), 40), ((before[::-1], after[::-1]), 25))
    )
    ends = "…" * bool(start), "…" * bool(end)
    old, new = (f"{ends[0]}{text[start : len(text) - end]}{ends[1]}" for text in (before, after))
    return old, new


if __name__ == "__main__":
    sys.exit(main())
