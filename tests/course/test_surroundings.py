"""What else is on a learner's computer: right code passes all the same, or what is in the way is named."""

import json
import os
import shutil
import socket
import subprocess
import sys

import nbformat
import numpy as np
import pytest
from nbformat.v4 import new_notebook

from coursekit.checks.comparing import clear_cut
from coursekit.learning.doctor import (
    check_disk,
    check_jupyter,
    check_keras,
    check_names,
    check_settings,
)
from coursekit.learning.start import free_port
from coursekit.manifest import ROOT, load_manifest
from coursekit.worker.learner import Learner
from coursekit.worker.names import Code
from coursekit.worker.problems import LearnerProblem

ANOTHER_KERAS = {
    "backend": "theano",
    "floatx": "float64",
    "epsilon": 0.5,
    "image_data_format": "channels_first",
}
MIXED = 'keras.mixed_precision.set_global_policy("mixed_float16")'
PYTEST = "import sys, pytest; sys.exit(pytest.main(sys.argv[1:]))"
COURSE = "from coursekit.cli import main; main()"
CHECK = "from coursekit import check; check(1)"


def run(code, *args, cwd=ROOT, environment=None, **options):
    """Run Python with this code, and the course that lies in `cwd` or else this one."""
    course = cwd if (cwd / "coursekit").is_dir() else ROOT
    settings = {"MNIST_COURSE_DATA": "sample", "PYTHONPATH": str(course), "COLUMNS": "200"}
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, args)],
        cwd=cwd,
        env={**os.environ, **settings, **(environment or {})},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=600,
        **options,
    )


@pytest.fixture
def home_of_another_project(tmp_path):
    """Return the environment of somebody whose Keras is another one: file and variables."""
    home = tmp_path / "home"
    (home / ".keras").mkdir(parents=True)
    (home / ".keras" / "keras.json").write_text(json.dumps(ANOTHER_KERAS))
    variables = ("KERAS_BACKEND", "jax"), ("TF_USE_LEGACY_KERAS", "1"), ("KERAS_MAX_EPOCHS", "0")
    return {"HOME": str(home), "USERPROFILE": str(home), **dict(variables)}


@pytest.fixture
def course(small_course, tmp_path):
    """Return a small course that may be changed."""
    return shutil.copytree(small_course, tmp_path / "course")


def test_checks_pass_whatever_keras_and_names_there_are_elsewhere(
    home_of_another_project, tmp_path
):
    if sys.version_info >= (3, 11):
        # Older Pythons search the present folder.
        (tmp_path / "keras.py").write_text("")
    lesson = ROOT / "tests" / "lesson_03"
    pytest_run = run(
        PYTEST, lesson, "--solutions", cwd=tmp_path, environment=home_of_another_project
    )
    assert "03 build_mlp ✓" in pytest_run.stdout, pytest_run.stdout + pytest_run.stderr
    kept = tmp_path / "home" / ".keras"
    assert [path.name for path in kept.iterdir()] == ["keras.json"]
    assert json.loads((kept / "keras.json").read_text()) == ANOTHER_KERAS


def test_a_notebook_has_the_courses_keras_and_names_what_hides_a_library(
    home_of_another_project, tmp_path
):
    # One that Keras does without.
    (tmp_path / "poplib.py").write_text("")
    seen = run(
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "InteractiveShell.instance().run_line_magic('load_ext', 'coursekit')\n"
        "from keras import config\n"
        "print(config.backend(), config.floatx(), config.image_data_format())",
        cwd=tmp_path,
        environment=home_of_another_project,
    )
    assert "poplib.py hides Python's own module poplib" in seen.stdout
    assert seen.stdout.endswith("\ntensorflow float32 channels_last\n"), seen.stderr


def test_the_doctor_names_another_keras(home_of_another_project, tmp_path, monkeypatch):
    for name, value in home_of_another_project.items():
        monkeypatch.setenv(name, value)
    finding = check_keras(tmp_path)
    assert finding.state == "warning"
    found = f"{finding.found}\n{finding.advice}"
    for words in ("KERAS_BACKEND is set to 'jax'", "TF_USE_LEGACY_KERAS", "KERAS_MAX_EPOCHS"):
        assert words in found
    assert f"{tmp_path / 'home' / '.keras' / 'keras.json'} sets Keras to backend 'theano'" in found
    assert "delete the file" in found


@pytest.mark.parametrize("place", ["pytest.ini", "tests/tox.ini"])
def test_a_file_that_hides_the_settings_of_pytest_is_named(place, course):
    assert check_settings(course).state == "ok"
    (course / place).write_text("[pytest]\n")
    named = run(PYTEST, "tests/lesson_01", cwd=course)
    assert named.returncode == pytest.ExitCode.USAGE_ERROR
    assert f"{course / place} hides the course's settings" in named.stderr
    assert "fixture" not in named.stdout + named.stderr
    assert check_settings(course).state == "broken"
    assert str(course / place) in check_settings(course).found


def test_where_the_course_starts_pytest_nothing_hides_its_settings(course):
    (course / "pytest.ini").write_text("[pytest]\n")
    assert "01 load_data · not started" in run(COURSE, "check", "1", cwd=course).stdout


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on files")
@pytest.mark.parametrize(
    ("code", "args"), [(PYTEST, ["tests/lesson_01"]), (COURSE, ["check", "1"]), (CHECK, [])]
)
def test_a_full_disk_is_told_in_a_sentence(code, args):
    import resource

    limit = resource.RLIMIT_FSIZE, (0, 0)
    told = run(code, *args, preexec_fn=lambda: resource.setrlimit(*limit))
    assert "There is no room for files" in told.stdout + told.stderr
    assert "Traceback" not in told.stdout + told.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on files")
def test_the_doctor_names_a_full_disk(tmp_path):
    import resource

    code = f"from coursekit.learning.doctor import *; print(check_disk(Path({str(tmp_path)!r})))"
    limit = resource.RLIMIT_FSIZE, (0, 0)
    told = run(code, preexec_fn=lambda: resource.setrlimit(*limit))
    assert "broken" in told.stdout and "There is no room for files" in told.stdout
    assert check_disk(tmp_path).state != "broken"


@pytest.mark.skipif(not shutil.which("bwrap"), reason="needs bubblewrap, for a read-only folder")
def test_in_a_read_only_folder_checks_say_all_and_commands_say_what_to_do(course):
    wrapped = ["bwrap", "--dev-bind", "/", "/", "--ro-bind", str(course), str(course)]
    if subprocess.run([*wrapped, "true"], capture_output=True).returncode:
        pytest.skip("needs bubblewrap, allowed its user namespaces")
    for args in ["check", "1"], ["reset", "1"], ["hand-in", "--name", "A", "--quick"]:
        # Another program is run there, with the same environment.
        call = f"import subprocess, sys; sys.exit(subprocess.call([*{wrapped}, sys.executable, '-c', {COURSE!r}, *{args}]))"
        told = run(call, cwd=course)
        words = told.stdout + told.stderr
        assert "Traceback" not in words
        if args[0] == "check":
            # Only, nothing is remembered.
            assert "01 load_data · not started" in words
        else:
            assert "Read-only file system" in words and "a folder of your own" in words, words
    assert check_disk(course).state == "ok"


def test_jupyter_is_told_a_port_that_is_free():
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        assert port < free_port(port) < port + 50


def test_a_file_that_hides_a_library_is_the_first_thing_that_is_told(course):
    (course / "turtle.py").write_text("")
    (course / "mnist_course" / "random.py").write_text("")
    assert "01 load_data · not started" in run(PYTEST, "tests/lesson_01", cwd=course).stdout
    finding = check_names(course)
    assert finding.state == "warning" and "mnist_course/random.py" in finding.found
    (course / "keras.py").write_text("")
    for code, args in (PYTEST, ["tests/lesson_01"]), (COURSE, ["check", "1"]), (CHECK, []):
        told = run(code, *args, cwd=course)
        words = told.stdout + told.stderr
        assert f"{course / 'keras.py'} hides Keras" in words
        assert "→ Rename it" in words and "not started" not in words and "Traceback" not in words
    finding = check_names(course)
    assert finding.state == "broken" and "keras.py hides Keras" in finding.found


def test_a_package_that_hides_a_library_is_found_in_a_learners_folder(submission, run_pytest):
    folder = submission()
    (folder / "random").mkdir()
    (folder / "random" / "__init__.py").write_text("")
    told = run_pytest("tests/lesson_01", f"--learner={folder}")
    assert told.returncode == pytest.ExitCode.USAGE_ERROR
    assert f"{folder / 'random'} hides Python's own module random" in told.stderr


def reference(slug):
    """Return the text of a module of the reference."""
    return (ROOT / "solutions" / "mnist_course" / f"{slug}.py").read_text(encoding="utf-8")


def test_what_one_file_sets_for_all_of_keras_is_not_seen_by_another(submission, run_pytest):
    epsilon = "keras.config.set_epsilon(0.1)"
    begin, last = "    ### BEGIN SOLUTION\n", 'activation="softmax"'
    text = reference("build_mlp")
    assert text.count(begin) == text.count(last) == text.count("import keras\n") == 1
    text = text.replace("import keras\n", f"import keras\n{MIXED}\n")
    text = text.replace(begin, f"{begin}    {epsilon}\n")
    # As Keras's guide to mixed precision says.
    folder = submission(build_mlp=text.replace(last, f'{last}, dtype="float32"'))
    judged = run_pytest("tests/lesson_03", "tests/lesson_04", f"--learner={folder}")
    assert judged.returncode == 0, judged.stdout


def test_a_network_of_half_precision_is_judged_by_what_is_computed_from_its_weights(submission):
    text = reference("build_mlp").replace("import keras\n", f"import keras\n{MIXED}\n")
    large = 'activation="softmax", kernel_initializer=keras.initializers.RandomNormal(0, 1, 1)'
    text = text.replace('activation="softmax"', large)
    with Learner(submission(build_mlp=text), load_manifest()) as learner:
        # Of these images, some lie between two digits: there, what it says itself is up to 0.006 away.
        model = learner.build_mlp(hidden_units=())
        images = np.random.default_rng(0).random((1000, 28, 28), "float32")
        assert np.array_equal(model.predict(images), model.compute(images))
        assert len(clear_cut(model, images)[0]) < len(images)


def test_a_file_keeps_what_it_sets_for_all_of_keras(submission):
    line = 'keras.config.set_dtype_policy("float16")'
    model = "return keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])"
    text = f"import keras\n{line}\ndef build_mlp(hidden_units=(), n_classes=10):\n    {model}\n"
    with Learner(submission(build_mlp=text), load_manifest()) as learner:
        for _ in range(2):
            assert learner.build_mlp().layers[0].precision == "float16"
            assert not hasattr(learner.new_model().layers[-1], "precision")


def test_a_line_that_chooses_another_backend_is_named_each_time(submission):
    choice = 'os.environ["KERAS_BACKEND"] = "jax"'
    folder = submission(build_mlp=f"import os\n{choice}\n{reference('build_mlp')}")
    with Learner(folder, load_manifest()) as learner:
        for _ in range(2):
            with pytest.raises(LearnerProblem) as caught:
                learner.build_mlp()
            problem = caught.value.problem
            assert problem.code is Code.IMPORT and "KERAS_BACKEND" in problem.fields["said"]
            assert (problem.place.file, problem.place.line) == ("mnist_course/build_mlp.py", 2)
        # Another file is not to blame.
        assert learner.compile_model(learner.new_model()).kind == "model"
    finding = check_keras(folder)
    assert finding.state == "broken" and "build_mlp.py, line 2" in finding.found


def test_the_doctor_names_a_notebook_for_a_kernel_that_is_not_here(tmp_path):
    (tmp_path / "lessons").mkdir()
    for name in ("python3", "conda-env-py37-py"):
        notebook = new_notebook(metadata={"kernelspec": {"name": name, "display_name": name}})
        nbformat.write(notebook, tmp_path / "lessons" / f"{name}.ipynb")
    finding = check_jupyter(tmp_path)
    assert finding.state == "warning" and finding.found.count("which is not here") == 1
    assert "kernel conda-env-py37-py" in finding.found and "Change Kernel" in finding.advice
