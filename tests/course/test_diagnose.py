"""Each rule names its cause where it should, and stays silent where something else is wrong.

``diagnose/MODULE.txt`` holds the examples of the rules in ``coursekit/diagnose/rules/MODULE.py``. Each begins with a line
that says what must come out::

    #### raise_left_in | 01 scale_images | Delete that line
    #### not raise_left_in | 01 scale_images

the rule that names the cause, the function, and words of the message; or a rule that must not name it, although this looks
alike. Then comes the learner's code: the function that stands in place of the reference's; a file as a whole when the line
ends in ``| whole``, or what stands behind the reference when it ends in ``| behind``.
"""

import ast
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from coursekit.authoring import judging
from coursekit.checks.run import run_checks
from coursekit.diagnose import diagnosis
from coursekit.diagnose.diagnosis import diagnose
from coursekit.diagnose.needed_imports import with_needed_import
from coursekit.diagnose.rules import RULES
from coursekit.diagnose.situation import MAX_LINE, Source, read_source, situation_of
from coursekit.manifest import ROOT, load_manifest
from coursekit.worker.names import Code
from coursekit.worker.problems import Place, Problem

HERE = Path(__file__).parent / "diagnose"
ENDLESS = ("grows_under_its_loop", "too_many_turns")
"""Rules for what takes too long: with `while`, all that the learner's calls need not be waited for."""
BY_NAME = {rule.__name__: rule for rule in RULES}


@dataclass(frozen=True)
class Example:
    """One piece of code, and what a rule says of it: `words` of the message, or None where it must be silent."""

    rule: str
    function: str
    words: str | None
    where: str
    code: str

    def text(self, reference: str) -> str:
        """Return the learner's file."""
        if self.where == "whole":
            return self.code
        if self.where == "behind":
            return f"{reference}\n\n{self.code}"
        lines = reference.splitlines()
        nodes = [n for n in ast.parse(reference).body if isinstance(n, ast.FunctionDef)]
        node = next(node for node in nodes if node.name == self.function)
        end = next(
            (n for n, line in enumerate(lines) if n >= node.end_lineno - 1 and "### END" in line),
            node.end_lineno,
        )
        return "\n".join([*lines[: node.lineno - 1], self.code, *lines[end + 1 :]]) + "\n"


def examples() -> Iterator[tuple[str, Example]]:
    """Read all examples, each with the module that its rule should stand in."""
    for path in sorted(HERE.glob("*.txt")):
        for block in re.split(r"(?m)^#### ", path.read_text(encoding="utf-8"))[1:]:
            head, code = block.split("\n", 1)
            rule, function, *rest = [part.strip() for part in head.split("|")]
            where = rest.pop() if rest and rest[-1] in ("whole", "behind") else ""
            silent = rule.startswith("not ")
            words = None if silent else rest[0]
            example = Example(
                rule.removeprefix("not "), function[3:], words, where, code.strip("\n")
            )
            yield path.stem, example


EXAMPLES = list(examples())


@contextmanager
def begin(parameters, workers):
    """Run the checks on the examples."""
    examples = [one["example"] for one in parameters if "example" in one]
    yield {example: workers.pool.submit(_found, example) for example in examples}


def _found(example):
    """Run the checks of the function on the example; return what they found before any rule was asked."""
    found, learner = [], judging.long_lived_learner(tensorflow=True)
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        shutil.copytree(ROOT / "solutions" / "mnist_course", Path(folder) / "mnist_course")
        _write(example, Path(folder))
        patch.setattr(diagnosis, "diagnose", lambda problem, folder: found.append(problem))
        if "while " in example.code or example.rule in ENDLESS:
            patch.setattr(learner, "call_limit", 4)
        learner.open(Path(folder))
        function = load_manifest().functions[example.function]
        target = load_manifest().lesson(function.lesson_number).checks_of(function)
        run_checks([target], learner, ROOT, "-x", "--no-trials")
    return found


def _write(example, folder):
    """Write the learner's file in place of the reference's; return the path and what was there."""
    file = folder / load_manifest().functions[example.function].file
    reference = file.read_text(encoding="utf-8")
    file.write_text(example.text(reference), encoding="utf-8")
    return file, reference


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a folder with the reference, for the files of one example after the other."""
    path = tmp_path_factory.mktemp("examples")
    shutil.copytree(ROOT / "solutions" / "mnist_course", path / "mnist_course")
    return path


@pytest.fixture
def problem(background, example, folder):
    """Return what the checks found; the files that it is about are in the folder."""
    found = background[__name__][example].result()
    assert found, "every check passed"
    file, reference = _write(example, folder)
    yield found[0]
    file.write_text(reference, encoding="utf-8")


@pytest.mark.parametrize(
    "example",
    [e for _, e in EXAMPLES if e.words is not None],
    ids=lambda e: f"{e.rule}-{e.function}",
)
def test_a_rule_names_its_cause(example, problem, folder):
    found = diagnose(problem, folder)
    assert found, f"no rule knows the cause of {problem}"
    own = BY_NAME[example.rule](situation_of(problem, folder))
    # A row of a table has a name of its own.
    assert own and found.cause == (own.name or example.rule), found.says
    assert example.words in found.says


@pytest.mark.parametrize(
    "example", [e for _, e in EXAMPLES if e.words is None], ids=lambda e: f"{e.rule}-{e.function}"
)
def test_a_rule_is_silent(example, problem, folder):
    assert BY_NAME[example.rule](situation_of(problem, folder)) is None


@pytest.mark.parametrize("rule", BY_NAME)
def test_each_rule_has_examples_and_three_near_misses(rule):
    module = BY_NAME[rule].__module__.rpartition(".")[2]
    own = [example for where, example in EXAMPLES if example.rule == rule and where == module]
    assert [example for example in own if example.words is not None], "no example"
    assert len([example for example in own if example.words is None]) >= 3


def test_a_file_with_a_line_that_no_rule_could_go_through_in_time_is_not_looked_into(tmp_path):
    (tmp_path / "fine.py").write_text("a(" + ":" * (MAX_LINE - 2))
    (tmp_path / "long.py").write_text("a(" + ":" * (MAX_LINE - 1))
    assert read_source(tmp_path, "fine.py").text and not read_source(tmp_path, "long.py").text
    function, place = load_manifest().functions["load_data"], Place("long.py", 3)
    said = {"type": "SyntaxError", "said": "'return' outside function"}
    assert diagnose(Problem(Code.SYNTAX, function, said, place), tmp_path) is None


def test_lines_are_counted_as_python_counts_them():
    assert Source("", "a\u2028b\n\x0cc\n").lines == ["a\u2028b", "\x0cc"]


@pytest.mark.parametrize(
    ("code", "needs"),
    [
        ("x = 1", True),
        ("import numpy", False),
        ("import numpy as np", False),
        ("from numpy import zeros", True),
        ("def (", False),
    ],
)
def test_a_message_says_which_import_its_advice_needs(code, needs):
    message = "It is a list.\n→ Turn it into an array with np.array(…)."
    found = with_needed_import(message, Source("load_data.py", code))
    assert found.startswith(message)
    assert ("`import numpy as np`" in found) == needs


@pytest.mark.parametrize(
    "message", ["np.array is not known.", "np?\n→ Write `import numpy as np`.", "→ Write x.np.y."]
)
def test_a_message_without_such_advice_stays_as_it_is(message):
    assert with_needed_import(message, Source("load_data.py", "x = 1")) == message
