"""What a learner sees in a notebook whose functions are not written yet, and `check` and `hint` in it."""

import nbformat
from nbclient import NotebookClient

from coursekit.manifest import ROOT, load_manifest


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


def test_an_unknown_lesson_or_function_is_a_sentence(capsys):
    from coursekit import check, hint

    check(99)
    hint("build_mpl")
    text = capsys.readouterr().out
    assert "There is no lesson '99'" in text
    assert "The course has no function 'build_mpl'" in text
