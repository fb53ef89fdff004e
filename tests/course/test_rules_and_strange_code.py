"""No rule breaks, whatever the code and the error are: a learner would get no verdict at all."""

import ast
import random

import pytest

from coursekit.diagnose.rules import RULES
from coursekit.diagnose.situation import Situation, Source
from coursekit.diagnose.syntax_tree import span_of
from coursekit.manifest import load_manifest
from coursekit.worker.names import Code
from coursekit.worker.problems import Place, Problem
from tests.course.test_diagnose import EXAMPLES

STRANGE = """
def {name}(a, b=[], /, *c, d={{}}, **e): return a
def {name}(*a, **k): yield a
lambda: (yield)
ax.text(); ax.text(1); model.add(); zip(); range(); np.pad()
f"{{a:{{b}}}}"; f"{{}}"; x[()]; x[:, :]; x[1:2, ...]
x: int = 3; x = y = (z := 1)
for a, *b in c: pass
async def g(): await h
"""
SAID = (
    "could not broadcast input array from shape (28,28) into shape (27,9)",
    "could not broadcast input array from shape (0,26) into shape (28,26)",
    "operands could not be broadcast together with shapes (40,28,28) (9,28,28)",
    "shape mismatch: indexing arrays could not be broadcast together with shapes (12,) (60,)",
    "closing parenthesis ']' does not match opening parenthesis '(' on line 3",
    "closing parenthesis ']' does not match opening parenthesis '('",
    "name 'ax' is not defined",
    "name 'images' is not defined",
    "'dict' object has no attribute 'loss'",
    "'int' object has no attribute 'integers'",
    "'NoneType' object has no attribute 'imshow'",
    "'builtin_function_or_method' object has no attribute 'shift'",
    "Dense.__init__() got multiple values for argument 'activation'",
    "Axes.text() takes from 4 to 5 positional arguments but 6 were given",
    "fit() missing 1 required positional argument: 'x'",
    "fit() got an unexpected keyword argument 'eval_set'",
    "too many values to unpack (expected 2)",
    "Length of values (4) does not match length of index (30)",
    "index 9 is out of bounds for axis 0 with size 9",
    "list indices must be integers or slices, not tuple",
    "'tuple' object cannot be interpreted as an integer",
    "Only instances of `keras.Layer` can be added. Received: KerasTensor of type <class 'a.KerasTensor'>",
    "invalid syntax",
    "",
)
ERRORS = ("NameError", "TypeError", "ValueError", "AttributeError", "IndexError", "KeyError", "")
CODES = (Code.EXCEPTION, Code.DEMAND, Code.SYNTAX, Code.WRONG_KIND, Code.NO_FUNCTION, Code.TIMEOUT)
SHAPES = (None, [], [2], [12], [60, 10], [3, 28, 28])


@pytest.mark.parametrize("strange", ["", *STRANGE.strip().splitlines()])
def test_no_rule_breaks(strange):
    functions, chance = load_manifest().functions, random.Random(0)
    for _, example in EXAMPLES:
        function = functions[example.function]
        line = strange.format(name=function.name)
        text = f"{line}\n{example.code}\n{line}\n" if chance.random() < 0.5 else example.code
        source = Source(function.file, text)
        situation = _situation(function, source, chance)
        for rule in RULES:
            rule(situation)


def _situation(function, source, chance):
    """Return a problem of any kind, at any expression of the code."""
    nodes = [node for node in source.nodes if isinstance(node, ast.expr)]
    node = chance.choice(nodes) if nodes else None
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    types = ("ndarray", "tuple", "dict", "int", "list", "NoneType", "DataFrame")
    kinds = {
        name: {"type": chance.choice(types), "shape": chance.choice(SHAPES)}
        for name in sorted(names)
    }
    line = node.lineno if node else 1
    span = span_of(node) if node and chance.random() < 0.7 else []
    frame = {"line": line, "span": span, "kinds": kinds, "function": function.name}
    fields = {
        "said": chance.choice(SAID),
        "type": chance.choice(ERRORS),
        "name": chance.choice([*sorted(names), "ax", "images"]),
        "meant": chance.choice(["", "max"]),
        "frames": [{**frame, "file": source.file}] * chance.choice([0, 1, 2]),
        "seen": "a list",
        "seen_kind": chance.choice(["list", "none", "array"]),
        "functions": [function.name],
    }
    problem = Problem(chance.choice(CODES), function, fields, Place(source.file, line))
    return Situation(problem, source, source)
