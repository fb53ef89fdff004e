"""`pytest --nbval` passes for what may differ, and fails for what may not."""

import shutil

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from coursekit.manifest import ROOT

SUM = "6 * 7"
NOISE = "import os\n_ = os.write(2, b'2026 I tensorflow/core: a log line\\n')"
PROGRESS = (
    "import time\nprint(f'10/10 ━━━━━━━━ {time.time_ns() % 9}s 4ms/step - loss: {time.time_ns()}')"
)
FIGURE = (
    "%matplotlib inline\nimport random\nimport matplotlib.pyplot as plt\n"
    "plt.plot([random.random() for _ in range(5)])\nplt.show()"
)
HTML = "from IPython.display import display\nimport pandas as pd\ndisplay(pd.DataFrame([1]))"
CHANCE = "import random\nvalue = random.random()\nassert 0 <= value < 1\nvalue"


@pytest.fixture(scope="module")
def executed(tmp_path_factory):
    """Return an executed notebook: a sum, a log line, a progress line, a figure, chance, and HTML beside text."""
    chance = new_code_cell(CHANCE, metadata={"tags": ["nbval-ignore-output"]})
    before = [new_code_cell(source) for source in (SUM, NOISE, PROGRESS, FIGURE)]
    cells = [*before, chance, new_code_cell(HTML)]
    notebook = new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    NotebookClient(notebook, kernel_name="python3").execute()
    return notebook


@pytest.fixture
def judge(executed, tmp_path, run_pytest):
    """Return a function that damages a copy of the notebook and runs nbval on it."""

    def run(damage):
        notebook = nbformat.from_dict(executed)
        notebook = nbformat.reads(nbformat.writes(notebook), as_version=4)
        damage(notebook)
        path = tmp_path / "copy.ipynb"
        nbformat.write(notebook, path)
        return run_pytest("--nbval", path, "-c", "pyproject.toml")

    return run


def test_an_undamaged_notebook_passes(judge):
    result = judge(lambda notebook: None)
    assert result.returncode == 0, result.stdout


def test_other_figures_log_lines_progress_and_html_pass(judge):
    def damage(notebook):
        notebook.cells[1].outputs = []
        notebook.cells[2].outputs[0].text = "10/10 ━━━━━━━━ 99s 400ms/step - loss: 0.1\n"
        notebook.cells[3].outputs[-1].data["image/png"] = "AAAA"
        notebook.cells[4].outputs[0].data["text/plain"] = "0.123"
        notebook.cells[5].outputs[0].data["text/html"] = "<b>other</b>"

    result = judge(damage)
    assert result.returncode == 0, result.stdout


def test_a_notebook_that_was_saved_for_another_kernel_runs_with_this_python(judge):
    def damage(notebook):
        notebook.metadata["kernelspec"]["name"] = "conda-env-py37-py"

    result = judge(damage)
    assert result.returncode == 0, result.stdout


def test_a_really_different_output_fails(judge):
    def damage(notebook):
        notebook.cells[0].outputs[0].data["text/plain"] = "43"

    result = judge(damage)
    assert result.returncode == 1
    assert "Cell 0" in result.stdout


def test_another_text_beside_html_fails(judge):
    def damage(notebook):
        notebook.cells[5].outputs[0].data["text/plain"] = "other"

    assert judge(damage).returncode == 1


def test_a_missing_figure_fails(judge):
    def damage(notebook):
        notebook.cells[3].outputs = []

    assert judge(damage).returncode == 1


def test_an_assertion_that_does_not_hold_fails_where_the_output_is_ignored(judge):
    def damage(notebook):
        notebook.cells[4].source = CHANCE.replace("0 <= value < 1", "value > 1")

    assert judge(damage).returncode == 1


def test_a_solution_notebook_with_another_stored_output_fails(tmp_path, run_pytest):
    shutil.copytree(ROOT / "solutions" / "mnist_course", tmp_path / "mnist_course")
    notebook = nbformat.read(ROOT / "solutions" / "01_load_data.ipynb", as_version=4)
    check = next(c for c in notebook.cells if c.source == 'check("scale_images")')
    shown = check.outputs[0].data
    assert "✓" in shown["text/plain"]
    shown["text/plain"] = shown["text/plain"].replace("✓", "✗")
    nbformat.write(notebook, tmp_path / "01_load_data.ipynb")
    run = run_pytest("--nbval", tmp_path / "01_load_data.ipynb", "-c", "pyproject.toml")
    assert run.returncode == 1
    assert "1 failed" in run.stdout and 'check("scale_images")' in run.stdout
