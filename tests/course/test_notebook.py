"""What a learner sees in a notebook whose functions are not written yet, and `check` and `hint` in it."""

import subprocess
import sys

import nbformat
import psutil
import pytest
from jupyter_client.manager import start_new_kernel
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from coursekit.checks.html import NotebookReport
from coursekit.checks.result_lines import LOOKING, Entry, lesson_entries
from coursekit.checks.results import CheckResult, Status
from coursekit.manifest import ROOT, load_manifest

STATE = """
import faulthandler, logging, os, sys
import matplotlib.pyplot as plt

def state():
    root = logging.getLogger()
    outside = dict(os.environ), list(sys.path), list(sys.meta_path), os.getcwd(), plt.get_backend()
    streams = sys.stdout, sys.stderr, os.fstat(1).st_ino, os.fstat(2).st_ino
    checks = [name for name in sys.modules if name.startswith("test_")]
    return outside, streams, checks, list(root.handlers), root.level, faulthandler.is_enabled()

# pytest's own, of the run that started this kernel.
os.environ.pop("PYTEST_CURRENT_TEST", None)
before = state()
"""


def test_an_unwritten_function_gives_a_line_and_no_traceback(fresh, monkeypatch):
    monkeypatch.setenv("MNIST_COURSE_DATA", "sample")
    lesson = load_manifest().lessons[0]
    notebook = nbformat.read(ROOT / lesson.notebook, as_version=4)
    # The kernel runs elsewhere, so that the stubs are the fresh ones and not the learner's own.
    client = NotebookClient(
        notebook,
        allow_errors=True,
        kernel_name="python3",
        resources={"metadata": {"path": fresh}},
    )
    client.execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert not [output for output in outputs if output.output_type == "error"]
    texts = "".join(output.get("text") or output.data["text/plain"] for output in outputs)
    for function in lesson.functions:
        assert f"{lesson.number} {function.name} · not started" in texts
        assert f"{function.name} is not written yet." in texts
        assert f"→ Open {function.file}, write {function.name}, save the file" in texts


def test_a_function_in_a_cell_is_sent_to_its_file(fresh, monkeypatch):
    monkeypatch.setenv("MNIST_COURSE_DATA", "sample")
    cells = [
        "%load_ext coursekit\nfrom coursekit import check",
        "def scale_images(images):\n    return images / 255",
        'check("scale_images")',
    ]
    notebook = new_notebook(cells=[new_code_cell(cell) for cell in cells])
    resources = {"metadata": {"path": fresh}}
    NotebookClient(notebook, kernel_name="python3", resources=resources).execute()
    said = "".join(output.get("text", "") for output in notebook.cells[-1].outputs)
    assert "There is a function scale_images in a cell" in said
    assert "→ Copy your function into that file" in said


def test_a_file_that_is_broken_for_a_while_is_one_sentence_and_the_next_cell_has_the_mended_one(
    submission,
):
    folder = submission(load_data="def scale_images(images):\n    return 1\n")
    call = "print(scale_images(None))"
    cells = [
        "%load_ext coursekit",
        "from mnist_course.load_data import scale_images",
        _saved("def scale_images(images):\n    return (22\n"),
        call,
        _saved("def scale_images(images):\n    return 333\n\npirnt(1)\n"),
        call,
        _saved("def scale_images(images):\n    return 4444\n"),
        call,
    ]
    notebook = new_notebook(cells=[new_code_cell(cell) for cell in cells])
    resources = {"metadata": {"path": folder}}
    NotebookClient(notebook, kernel_name="python3", resources=resources).execute()
    shown = ["".join(output.text for output in cell.outputs) for cell in notebook.cells]
    rest = (
        "→ Mend it and save. Until then, this notebook has your functions as they were.\n1\n",
        "Loading mnist_course/load_data.py again stopped with ",
    )
    assert shown[3] == (
        f"{rest[1]}SyntaxError: '(' was never closed (load_data.py, line 2)\n{rest[0]}"
    )
    assert shown[5] == (
        f"{rest[1]}NameError: name 'pirnt' is not defined (mnist_course/load_data.py, line 4)\n{rest[0]}"
    )
    assert shown[7] == "4444\n"


def _saved(text):
    """Return a cell that writes the learner's file, as an editor would."""
    return f"_ = open('mnist_course/load_data.py', 'w').write({text!r})"


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (99, "There is no lesson '99'"),
        ("build_mpl", "The course has no 'build_mpl'.\n→ Did you mean build_mlp?"),
        ("plot_digits", "→ Did you mean plot_digit?"),
        ("BuildMLP()", "→ Did you mean build_mlp?"),
        (None, "Lesson 02 has the functions plot_digit, plot_random_digit, count_labels.\n→ For"),
    ],
)
def test_what_is_not_there_is_a_sentence_with_the_nearest_name(asked, words, capsys, monkeypatch):
    from coursekit import check, hint

    monkeypatch.setenv("JPY_SESSION_NAME", "/home/ann/course/lessons/02_visualize.ipynb")
    for ask in (check, hint):
        ask(asked)
        assert words in capsys.readouterr().out


def test_a_function_itself_is_as_good_as_its_name():
    from coursekit.learning.asked import asked_for

    def plot_digit():
        pass

    assert asked_for(plot_digit, "check({})", ROOT) is load_manifest().functions["plot_digit"]


def test_tensorflow_logs_nothing_into_a_notebook(fresh):
    cells = [
        "%load_ext coursekit",
        "import tensorflow",
        "import sys; print('own', file=sys.stderr)",
    ]
    notebook = new_notebook(cells=[new_code_cell(cell) for cell in cells])
    NotebookClient(
        notebook, kernel_name="python3", resources={"metadata": {"path": fresh}}
    ).execute()
    shown = [output.text for cell in notebook.cells for output in cell.outputs]
    assert shown == ["own\n"]


@pytest.mark.parametrize("scale_images", ["images / 255", "images"])
def test_a_check_leaves_the_kernel_as_it_was(submission, scale_images):
    folder = submission(load_data=f"def scale_images(images):\n    return {scale_images}\n")
    cells = ["%load_ext coursekit\nfrom coursekit import check", STATE]
    cells += ['check("scale_images")', "assert state() == before, (state(), before)"]
    notebook = new_notebook(cells=[new_code_cell(cell) for cell in cells])
    NotebookClient(
        notebook, kernel_name="python3", resources={"metadata": {"path": folder}}
    ).execute()
    shown = notebook.cells[2].outputs[0].data
    assert ("✓" in shown["text/plain"]) == ("✓" in shown["text/html"]) == ("255" in scale_images)


def test_the_verdict_comes_before_the_look_for_a_change_which_completes_it(submission):
    wrong = "def split_validation(images, labels, n_valid):\n"
    wrong += "    train = images[n_valid - 1:], labels[n_valid:]\n"
    folder = submission(
        load_data=f"{wrong}    return train, (images[:n_valid], labels[:n_valid])\n"
    )
    manager, client = start_new_kernel(cwd=str(folder))
    shown = []
    for code in (
        "%load_ext coursekit\nfrom coursekit import check",
        'check("split_validation")',
    ):
        client.execute_interactive(code, output_hook=shown.append)
    client.stop_channels()
    manager.shutdown_kernel(now=True)
    first, second = (m for m in shown if "data" in m["content"])
    assert (first["msg_type"], second["msg_type"]) == ("display_data", "update_display_data")
    texts = [message["content"]["data"]["text/html"] for message in (first, second)]
    assert all("✗" in text for text in texts)
    assert LOOKING in texts[0] and "With one change" not in texts[0]
    assert LOOKING not in texts[1] and "With one change, the checks pass. - 1 behind" in texts[1]


def test_the_spare_worker_ends_with_a_killed_kernel(fresh):
    manager, client = start_new_kernel(cwd=str(fresh))
    client.execute_interactive("from coursekit import check")
    kernel = psutil.Process(manager.provisioner.pid)
    workers = [
        c for c in kernel.children(recursive=True) if "coursekit.worker.inside" in c.cmdline()
    ]
    kernel.kill()
    assert workers
    _, alive = psutil.wait_procs(workers, timeout=60)
    client.stop_channels()
    manager.cleanup_resources()
    assert all(worker.status() == psutil.STATUS_ZOMBIE for worker in alive)


def test_without_a_notebook_check_prints_what_pytest_shows(fresh):
    code = "from coursekit import check; check('scale_images')"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=fresh, capture_output=True, text=True, encoding="utf-8"
    )
    assert run.stdout == (
        "01 scale_images · not started\n"
        "   → Open mnist_course/load_data.py and write scale_images, in place of `raise NotImplementedError`. Then save "
        "the file: Ctrl+S, on a Mac Cmd+S. (line 18)\n"
    )
    assert run.stderr == ""


def test_the_link_to_a_file_leads_to_the_line_that_comes_last():
    advice = "→ It is there twice, in line 19 and in line 58. (mnist_course/load_data.py, line 58)"
    entry = Entry(Status.FAILED, "01", "✗", "scale_images", ("seen", advice), "", ())
    assert "load_data.py#line=57" in NotebookReport([entry], [])._repr_html_()


def test_what_the_learner_wrote_is_text_and_not_html():
    wrote = "<script>alert('1')</script>"
    entry = Entry(Status.FAILED, wrote, "✗", wrote, (wrote, f"→ {wrote}"), wrote, (wrote,))
    report = NotebookReport([entry], [])
    assert "<script" not in report._repr_html_()
    assert repr(report).count(wrote) == 6


def test_the_last_function_of_a_lesson_completes_it():
    manifest = load_manifest()
    results = [CheckResult("01", "split_validation", "gives two pairs", Status.PASSED)]
    assert lesson_entries(results, manifest, ["load_data"]) == []
    (entry,) = lesson_entries(results, manifest, ["load_data", "scale_images"])
    assert entry.text == f"done. {manifest.lessons[0].learned}"
