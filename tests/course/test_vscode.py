"""VS Code: its test explorer shows functions and demands in words, and messages where the learner looks.

A stand-in for the plugin of VS Code's Python extension takes from pytest what that one takes, in the same two calls: once
to collect, once to run ids that it made. The real one gave the same when it was tried by hand.
"""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest

from coursekit.checks.items import as_checks
from coursekit.manifest import ROOT

PLUGIN = """
import json, os

SEEN, PATHS = {}, {}

def id_of(node):
    return "::".join([str(node.path), *node.nodeid.split("::")[1:]])

def pytest_collection_finish(session):
    if session.config.option.collectonly:
        for item in session.items:
            SEEN[id_of(item)] = [item.parent.name, item.name, str(item.path), item.location[1] + 1]

def pytest_runtest_protocol(item):
    PATHS[item.nodeid] = id_of(item)

def pytest_report_teststatus(report):
    if report.when == "call" or report.failed:
        SEEN[PATHS[report.nodeid]] = [report.outcome, report.longreprtext]

def pytest_sessionfinish():
    with open(os.environ["TEST_RUN_PIPE"], "w", encoding="utf-8") as pipe:
        json.dump(SEEN, pipe)
"""

WRONG = """import numpy as np


def scale_images(images):
    return images.astype("float32") / 256


def split_validation(images, labels, n_valid):
    return images[n_valid:, 0, 0, 0]
"""


@pytest.fixture(scope="module")
def learner(tmp_path_factory):
    """Return a learner's folder with two wrong functions."""
    folder = tmp_path_factory.mktemp("learner")
    shutil.copytree(ROOT / "mnist_course", folder / "mnist_course")
    (folder / "mnist_course" / "load_data.py").write_text(WRONG)
    return folder


@pytest.fixture(scope="module")
def explorer(tmp_path_factory, learner):
    """Return a function that calls pytest as VS Code does; it returns what the plugin saw, and what pytest printed."""
    plugins = tmp_path_factory.mktemp("extension")
    (plugins / "vscode_pytest.py").write_text(PLUGIN)

    def call(*arguments):
        pipe = plugins / "pipe"
        environment = {**os.environ, "TEST_RUN_PIPE": str(pipe), "PYTHONPATH": str(plugins)}
        environment["PYTHONUTF8"] = "1"
        command = [sys.executable, "-m", "pytest", "-p", "vscode_pytest", f"--learner={learner}"]
        # The learner's folder is not the course's here.
        command.append(f"--config-file={ROOT / 'pyproject.toml'}")
        run = subprocess.run(
            [*command, *arguments], cwd=ROOT, env=environment, capture_output=True, encoding="utf-8"
        )
        # Its execution takes anything on stderr for a failure.
        assert not run.stderr
        return json.loads(pipe.read_text("utf-8")), run.stdout

    return call


@pytest.fixture(scope="module")
def found(explorer):
    """Return what the explorer shows of the whole course."""
    return explorer("--collect-only")[0]


def test_every_demand_stands_in_words_at_the_learners_function(found, learner):
    file = str(learner / "mnist_course" / "load_data.py")
    assert ["scale_images", "gives decimal numbers", file, 4] in found.values()
    assert ["test_build_mlp.py", "outputs are probabilities"] in [one[:2] for one in found.values()]
    names = [name for _, name, *_ in found.values()]
    assert len(names) > 150 and not [name for name in names if "_" in name.partition("[")[0]]


def test_a_function_that_is_not_there_is_shown_at_the_top_of_its_file(found, learner):
    places = {(path, line) for cls, _, path, line in found.values() if cls == "load_data"}
    assert places == {(str(learner / "mnist_course" / "load_data.py"), 1)}


def test_what_works_together_is_shown_at_its_checks(found):
    (path,) = {path for cls, _, path, _ in found.values() if cls == "whole_pipeline"}
    assert path == str(ROOT / "tests" / "lesson_06" / "test_evaluate.py")


def test_the_ids_that_the_explorer_made_are_run_and_messages_come_back_under_them(explorer, found):
    wanted = [key for key, (cls, *_) in found.items() if cls in ("scale_images", "build_mlp")]
    seen, printed = explorer(f"--rootdir={ROOT}", *wanted)
    assert {*seen} == {*wanted}
    outcome, message = seen[next(key for key in wanted if "0_stay_0_and_255" in key)]
    assert outcome == "failed" and "They were divided by 256.\n→ Divide by 255" in message
    assert "01 scale_images ✗ makes 0 stay 0" in printed


def test_results_come_back_under_the_same_ids_when_the_file_is_broken(explorer, found, learner):
    wanted = [key for key, (cls, *_) in found.items() if cls == "split_validation"]
    file = learner / "mnist_course" / "load_data.py"
    try:
        file.write_text(f"{WRONG}\n    return (\n")
        seen, printed = explorer(f"--rootdir={ROOT}", *wanted)
    finally:
        file.write_text(WRONG)
    assert {*seen} == {*wanted}
    said = [message for _, message in seen.values()]
    assert sum(message.startswith("waiting until mnist_course/load_data") for message in said) == 6
    (problem,) = _problems(printed)
    assert problem[:2] == ("mnist_course/load_data.py", 11)


def test_a_learners_file_stands_for_its_checks():
    root = ROOT.parent / "x"
    given = ["mnist_course/fit.py::TestFitModel", "tests/lesson_01", "mnist_course/none.py", "-q"]
    assert as_checks(given, root) == [
        f"{root / 'tests' / 'lesson_05' / 'test_fit.py'}::TestFitModel",
        *given[1:],
    ]


def test_the_task_that_checks_the_open_file_finds_the_problems(explorer, learner):
    (task,) = json.loads((ROOT / ".vscode" / "tasks.json").read_text())["tasks"]
    assert task["args"] == ["-m", "pytest", "${file}"]
    _, printed = explorer(str(learner / "mnist_course" / "load_data.py"))
    problems = _problems(printed)
    file = "mnist_course/load_data.py"
    assert [(name, line) for name, line, _ in problems] == [(file, 4), (file, 9)], printed
    assert problems[0][2].startswith("→ Divide by 255")


def _problems(printed):
    """Return what the task's patterns find in what pytest printed: file, line and message."""
    (task,) = json.loads((ROOT / ".vscode" / "tasks.json").read_text())["tasks"]
    patterns = [matcher["pattern"] for matcher in task["problemMatcher"]]
    return [
        (match[pattern["file"]], int(match[pattern["line"]]), match[pattern["message"]])
        for line in printed.splitlines()
        for pattern in patterns
        if (match := re.search(pattern["regexp"], line))
    ]


def test_codespaces_has_the_extensions_that_the_repository_recommends():
    container = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text())
    recommended = json.loads((ROOT / ".vscode" / "extensions.json").read_text())
    extensions = container["customizations"]["vscode"]["extensions"]
    assert extensions == recommended["recommendations"]
