"""Bad learner code ends in a sentence that names file and line, and never in a hung or broken test run."""

import subprocess
import sys
import time

import numpy as np
import psutil
import pytest

from coursekit.diagnose.diagnosis import diagnose
from coursekit.diagnose.sentences import message_of
from coursekit.manifest import load_manifest
from coursekit.worker.learner import Learner
from coursekit.worker.names import Code
from coursekit.worker.problems import LearnerProblem

IMAGES = np.arange(2 * 28 * 28).reshape(2, 28, 28).astype("uint8")

SITUATIONS = {
    "syntax error": (
        "def scale_images(images)\n    return images / 255\n",
        ("mnist_course/load_data.py", "line 1", "expected ':'"),
    ),
    "wrong indentation": (
        "def scale_images(images):\nreturn images / 255\n",
        ("mnist_course/load_data.py", "line 2", "indented"),
    ),
    "import error": (
        "import numpi as np\n\ndef scale_images(images):\n    return images / 255\n",
        ("'numpi'", "line 1", "Did you mean: 'numpy'?"),
    ),
    "import of a file beside it": (
        "from build_mlp import build_mlp\n",
        ("line 1", "from mnist_course.build_mlp import"),
    ),
    "import of a file beside it, in the function": (
        "def scale_images(images):\n    from build_mlp import build_mlp\n",
        ("line 2", "from mnist_course.build_mlp import"),
    ),
    "error while importing": (
        "x = 1 / 0\n\ndef scale_images(images):\n    return images / 255\n",
        ("ZeroDivisionError", "line 1", "x = 1 / 0"),
    ),
    "misspelt function": (
        "def scale_image(images):\n    return images / 255\n",
        ("no function scale_images", "a function `scale_image`", "rename it"),
    ),
    "missing function": (
        "import numpy\n",
        ("no function scale_images", "def scale_images(images):"),
    ),
    "wrong arguments": (
        "def scale_images():\n    return 1\n",
        ("can't be called", "scale_images(images)", "line 1"),
    ),
    "nothing returned": (
        "def scale_images(images):\n    images / 255\n",
        ("returned None", "return line", "line 1"),
    ),
    "wrong type": (
        "def scale_images(images):\n    return 'done'\n",
        ("the string 'done'", "a NumPy array", "line 1"),
    ),
    "exception": (
        "def scale_images(images):\n    half = images / 2\n    return half.no_such_method()\n",
        ("AttributeError", "no_such_method", "line 3"),
    ),
    "a slip of the pen": (
        "def scale_images(images):\n    return images.asytpe('float32') / 255\n",
        ("AttributeError", "Did you mean: 'astype'?", "line 2"),
    ),
    "a variable's slip of the pen": (
        "def scale_images(images):\n    return image / 255\n",
        ("NameError", "Did you mean: 'images'?", "line 2"),
    ),
    "decimal numbers into whole ones": (
        "def scale_images(images):\n    images /= 255\n    return images\n",
        ("Cannot cast", "a = a / b", "line 2"),
    ),
    "lines that begin anywhere": (
        "def scale_images(images):\n    images = images / 255\n      return images\n",
        ("unexpected indent", "the same column", "line 3"),
    ),
    "a path of Windows": (
        "def scale_images(images):\n    open('C:\\Users\\me')\n",
        ("unicodeescape", "write / in place of each", "line 2"),
    ),
    "a question": (
        "def scale_images(images):\n    return images / int(input())\n",
        ("EOFError", "nobody can type", "line 2"),
    ),
    "endless loop": (
        "def scale_images(images):\n    while True:\n        images = images / 255\n",
        ("did not finish within", "never ends", "at line", "mnist_course/load_data.py"),
    ),
    "endless loop outside the functions": (
        "i = 0\n\n\nwhile i < 10: pass\n",
        ("did not finish within", "at line 4", "never ends"),
    ),
    "prints without end": (
        "def scale_images(images):\n    while True:\n        print('x' * 10_000)\n",
        ("printed without end",),
    ),
    "sys.exit": (
        "import sys\n\ndef scale_images(images):\n    sys.exit(0)\n",
        ("exit()", "line 4"),
    ),
    "os._exit": (
        "import os\n\ndef scale_images(images):\n    os._exit(0)\n",
        ("Python itself ended", "exit code 0"),
    ),
    "hard crash": (
        "import ctypes\n\ndef scale_images(images):\n    ctypes.string_at(0)\n",
        ("Python itself ended", "mnist_course/load_data.py", "line 4"),
    ),
    "gigabytes returned": (
        "import numpy as np\n\ndef scale_images(images):\n    return np.zeros((200, 1000, 1000))\n",
        ("GB", "far more than its input", "line 3"),
    ),
    "an object array returned": (
        "import numpy as np\n\ndef scale_images(images):\n    return np.array([images, None], dtype=object)\n",
        ("should return a NumPy array", "line 3"),
    ),
    "stub": (
        "def scale_images(images):\n    raise NotImplementedError\n",
        ("Open mnist_course/load_data.py and write scale_images",),
    ),
}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_bad_code_is_told_in_a_sentence(situation, submission):
    text, words = SITUATIONS[situation]
    learner = Learner(submission(load_data=text), load_manifest())
    learner.call_limit = 2 if "endless loop" in situation else 20
    try:
        with pytest.raises(LearnerProblem) as caught:
            learner.scale_images(IMAGES)
        problem = caught.value.problem
        told = message_of(problem, diagnose(problem, learner.folder))
        if problem.place:
            told += f" ({problem.place.file}, line {problem.place.line})"
        for word in words:
            assert word in told
        assert "Traceback" not in told and "coursekit" not in told
        # The next call works on a new worker, or on the same one: nothing is left broken.
        (images, _), _ = _reference(learner).load_data()
        assert images.shape[1:] == (28, 28)
    finally:
        learner.stop()


def test_a_missing_file_is_named(submission):
    folder = submission()
    (folder / "mnist_course" / "load_data.py").unlink()
    learner = Learner(folder, load_manifest())
    with pytest.raises(LearnerProblem) as caught:
        learner.scale_images(IMAGES)
    assert "mnist_course/load_data.py is missing" in message_of(caught.value.problem)
    learner.stop()


def test_what_the_learner_prints_is_kept(submission):
    folder = submission(
        load_data="def scale_images(images):\n    print('here', images.shape)\n    return images / 255\n"
    )
    learner = Learner(folder, load_manifest())
    learner.scale_images(IMAGES)
    assert learner.printed() == "here (2, 28, 28)\n"
    assert learner.printed() == ""
    learner.stop()


def test_a_print_before_a_hang_is_kept(submission):
    text = "def scale_images(images):\n    print('before')\n    while True:\n        pass\n"
    learner = Learner(submission(load_data=text), load_manifest())
    learner.call_limit = 1
    with pytest.raises(LearnerProblem):
        learner.scale_images(IMAGES)
    assert learner.printed() == "before\n"
    learner.stop()


def test_a_changed_input_is_noticed_and_stays_with_the_worker(submission):
    folder = submission(
        load_data="def scale_images(images):\n    images[:] = 0\n    return images / 255\n"
    )
    learner = Learner(folder, load_manifest())
    images = IMAGES.copy()
    learner.scale_images(images)
    assert learner.changed_input
    assert np.array_equal(images, IMAGES)
    learner.stop()


PATCHED = """
import sys
import numpy as np
from coursekit.worker.inside import call

_main = sys.modules["__main__"]
_call = _main.call
_main.call = lambda *args, **request: {"changed_inputs": False, "inputs": None, **_call(*args, **request)}

def scale_images(images):
    images[:] = 0
    return images / 255
"""


def test_a_changed_input_is_noticed_whatever_the_worker_says_of_it(submission):
    with Learner(submission(load_data=PATCHED), load_manifest()) as learner:
        learner.scale_images(IMAGES)
        assert learner.changed_input
        assert np.array_equal(learner.inputs_after[0], np.zeros_like(IMAGES))
        learner.count_labels(IMAGES[0, 0] % 10)
        assert not learner.changed_input


SETS = """
import os, tempfile, warnings
import matplotlib, numpy as np
import matplotlib.pyplot as plt

np.seterr(all="raise")
warnings.simplefilter("error")
os.chdir(tempfile.gettempdir())
plt.rcParams["image.cmap"] = "hot"
matplotlib.use("TkAgg")

def state():
    return str((np.geterr()["divide"], bool(warnings.filters[0][0] == "error"), os.getcwd(), plt.rcParams["image.cmap"], plt.get_backend()))
"""


def test_what_a_file_sets_stays_with_this_file(submission):
    says = "\n\ndef scale_images(images):\n    return np.array(state())\n"
    says_too = "from mnist_course.load_data import state\n\ndef describe_result(loss, accuracy):\n    return state()\n"
    with Learner(submission(load_data=SETS + says, evaluate=says_too), load_manifest()) as learner:
        learner.prepare(["visualize"])
        for _ in range(2):
            own, others = str(learner.scale_images(IMAGES)), learner.describe_result(0.0, 1.0)
            assert "'raise', True" in own and "'hot', 'agg'" in own
            assert "'warn', False" in others and "'viridis', 'agg'" in others
            assert own.split(", ")[2] != others.split(", ")[2]


def test_values_cross_unchanged(submission):
    values = "(1, 2.5, 'é', None, True, [1, (2,)], {'a': 1, 2: 'b'}, float('inf'))"
    folder = submission(
        evaluate=f"def evaluate_model(model, images, labels):\n    return {values}, images\n"
    )
    learner = Learner(folder, load_manifest())
    seen, array = learner.evaluate_model(None, IMAGES.astype(">f4")[:, ::2].T, {"x": 1})
    assert seen == eval(values)
    assert array.dtype == np.dtype(">f4") and np.array_equal(array, IMAGES.astype(">f4")[:, ::2].T)
    learner.stop()


STARTER = """
import sys
from pathlib import Path
from coursekit.manifest import load_manifest
from coursekit.worker.learner import Learner

Learner(Path(sys.argv[1]), load_manifest()).load_data()
"""
ENDLESS = """
import os
from pathlib import Path

def load_data():
    Path(__file__).with_name("pid").write_text(f"{os.getpid()}.")
    while True:
        pass
"""


def test_a_worker_ends_with_who_started_it_even_in_an_endless_loop(submission):
    folder = submission(load_data=ENDLESS)
    pid = folder / "mnist_course" / "pid"
    with subprocess.Popen([sys.executable, "-c", STARTER, str(folder)]) as starter:
        assert _comes_true(lambda: pid.exists() and pid.read_text().endswith("."))
        worker = psutil.Process(int(pid.read_text()[:-1]))
        starter.kill()
    assert _comes_true(lambda: has_ended(worker))


def has_ended(process: psutil.Process) -> bool:
    """Say whether a process is gone; in a container nobody may have taken note of its end."""
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def _comes_true(condition) -> bool:
    end = time.monotonic() + 60
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)
    return condition()


def _reference(learner):
    """Return a learner that reads the reference, to show that a new worker starts after a bad one."""
    from coursekit.manifest import ROOT

    learner.stop()
    learner.folder = ROOT / "solutions"
    return learner


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_a_file_in_another_encoding_is_said_to_be_one(submission, encoding):
    folder = submission()
    text = 'def scale_images(images):\n    "Für alle."\n    return images / 255\n'
    (folder / "mnist_course" / "load_data.py").write_bytes(text.encode(encoding))
    with Learner(folder, load_manifest()) as learner, pytest.raises(LearnerProblem) as caught:
        learner.scale_images(np.zeros((1, 28, 28), "uint8"))
    assert caught.value.problem.code is Code.ENCODING
    assert "mnist_course/load_data.py: it is not saved as UTF-8" in message_of(caught.value.problem)
