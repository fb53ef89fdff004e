"""What `pytest` shows a learner: exit codes, and the whole report in each situation."""

import json

import pytest

from coursekit.manifest import ROOT, load_manifest


def test_a_stub_is_not_started_and_the_file_is_named(fresh, run_pytest):
    run = run_pytest("tests/lesson_03", f"--learner={fresh}")
    assert run.returncode == 1
    assert run.stdout == (
        "03 build_mlp · not started\n"
        "   → Open mnist_course/build_mlp.py and write build_mlp. (line 6)\n"
        "\n"
        "Lesson 03, Build the network: not started.\n"
    )
    assert run.stderr == ""


def test_every_stub_is_not_started(fresh, run_pytest, tmp_path):
    run = run_pytest(f"--learner={fresh}", "--results", tmp_path / "results.json")
    assert run.returncode == 1
    results = json.loads((tmp_path / "results.json").read_text())
    started = {r["function"] for r in results if r["status"] not in ("not started", "waiting")}
    assert not started
    functions = {r["function"] for r in results if r["status"] == "not started"}
    assert functions == set(load_manifest().functions)


def test_one_mistake_gives_one_message_with_file_and_line(submission, run_pytest):
    source = (ROOT / "solutions/mnist_course/load_data.py").read_text()
    folder = submission(load_data=source.replace('images.astype("float32") / 255', "images // 255"))
    line = source[: source.index("def scale_images")].count("\n") + 1
    run = run_pytest("tests/lesson_01", f"--learner={folder}")
    assert run.returncode == 1
    assert run.stdout == (
        "01 load_data ✓ 4 checks\n"
        "01 scale_images ✗ gives decimal numbers\n"
        "   Your scaled images are whole numbers (type uint8): every grey between black and white is lost.\n"
        '   → Divide with one /, not with //, and let the result be decimal: .astype("float32") turns an array '
        f"into decimal numbers. (mnist_course/load_data.py, line {line})\n"
        "01 split_validation ✓ 7 checks\n"
        "\n"
        "Lesson 01, Load the digits: 2 of 3 functions done.\n"
    )


def test_a_syntax_error_is_told_once(submission, run_pytest):
    folder = submission(load_data="def load_data(:\n    pass\n")
    run = run_pytest("tests/lesson_01", f"--learner={folder}")
    assert run.returncode == 1
    assert run.stdout == (
        "01 load_data ✗ gives training digits and test digits\n"
        "   Python can't read mnist_course/load_data.py: invalid syntax.\n"
        "     line 1:  def load_data(:\n"
        "   → Look at that line and at the one above it: a bracket, a quote, a colon or the indentation. "
        "(mnist_course/load_data.py, line 1)\n"
        "01 scale_images · waiting\n"
        "   waiting until mnist_course/load_data.py can be imported: see above.\n"
        "01 split_validation · waiting\n"
        "   waiting until mnist_course/load_data.py can be imported: see above.\n"
        "\n"
        "Lesson 01, Load the digits: 0 of 3 functions done.\n"
    )


def test_what_the_learner_prints_is_shown_under_the_failing_check(submission, run_pytest):
    source = (ROOT / "solutions/mnist_course/load_data.py").read_text()
    wrong = source.replace(
        'return images.astype("float32") / 255',
        'print("max", images.max()); return images / images.max()',
    )
    run = run_pytest("tests/lesson_01", f"--learner={submission(load_data=wrong)}")
    assert "   It printed:\n   | max 85\n" in run.stdout


def test_the_accuracy_checks_wait_for_an_earlier_lesson(fresh, run_pytest):
    source = (ROOT / "solutions/mnist_course/evaluate.py").read_text()
    (fresh / "mnist_course" / "evaluate.py").write_text(source)
    run = run_pytest("tests/lesson_06", f"--learner={fresh}")
    assert run.returncode == 1
    assert (
        "06 evaluate_model · waiting\n   waiting for lesson 01: load_data comes first."
        in run.stdout
    )


def test_verbose_shows_every_check_and_the_seed(fresh, run_pytest):
    run = run_pytest("tests/lesson_03", f"--learner={fresh}", "-v")
    assert " · outputs are probabilities" in run.stdout
    assert "--seed" in run.stdout


@pytest.mark.parametrize("lesson", load_manifest().lessons, ids=lambda lesson: lesson.key)
def test_the_reference_passes_alone_and_in_reverse_order(lesson, run_pytest, tmp_path):
    tests = sorted((ROOT / lesson.tests).glob("test_*.py"))
    assert tests, f"{lesson.tests} has no checks"
    run = run_pytest("--solutions", "-p", "tests.course.reverse", lesson.tests)
    assert run.returncode == 0, run.stdout


def test_an_unknown_learner_folder_is_a_sentence(run_pytest, tmp_path):
    run = run_pytest("tests/lesson_01", "--learner", tmp_path / "nowhere")
    assert run.returncode == 4
    assert "there is no folder mnist_course in it" in run.stderr
    assert "Traceback" not in run.stderr


def test_progress_is_remembered_and_tells_the_next_lesson(tmp_path):
    from coursekit.checks.progress import is_done, next_lesson, record
    from coursekit.checks.results import CheckResult, Status

    manifest = load_manifest()
    first = manifest.lessons[0]
    assert next_lesson(manifest, tmp_path) is first
    results = [CheckResult(first.number, f.name, "works", Status.PASSED) for f in first.functions]
    record(results, tmp_path)
    assert is_done(first, tmp_path)
    assert next_lesson(manifest, tmp_path) is manifest.lessons[1]
    record([CheckResult(first.number, "load_data", "works", Status.FAILED)], tmp_path)
    assert next_lesson(manifest, tmp_path) is first


def test_a_damaged_progress_file_only_means_that_nothing_is_known(tmp_path):
    from coursekit.checks.progress import is_done

    (tmp_path / "progress.json").write_text("{not json")
    assert not is_done(load_manifest().lessons[0], tmp_path)
