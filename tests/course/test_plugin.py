"""What `pytest` makes of a learner's folder: statuses, exit codes, progress. What it shows: `test_golden`."""

import json

from coursekit.checks.run import list_checks, run_checks
from coursekit.manifest import ROOT, load_manifest
from coursekit.worker.learner import Learner


def test_every_stub_is_not_started(fresh, run_pytest, tmp_path):
    # Each check by itself: one that never calls its function would pass.
    file = tmp_path / "results.json"
    run = run_pytest(f"--learner={fresh}", "--results", file, "--every")
    assert run.returncode == 1
    results = json.loads((tmp_path / "results.json").read_text())
    started = {r["function"] for r in results if r["status"] not in ("not started", "waiting")}
    assert not started
    functions = {r["function"] for r in results if r["status"] == "not started"}
    waiting = {r["function"]: r["message"] for r in results if r["status"] == "waiting"}
    manifest = load_manifest()
    for function in manifest.functions.values():
        # Beyond the core, some can't be judged without another one of their lesson.
        others = manifest.lesson(function.lesson_number).functions
        waits = any(f"waiting for {o.name}, " in waiting.get(function.name, "") for o in others)
        core = function.lesson_number in {lesson.number for lesson in manifest.core}
        assert function.name in functions or (waits and not core), function.name


def test_untouched_functions_are_told_in_the_same_words(fresh, run_pytest):
    run = run_pytest("tests/lesson_10", "tests/lesson_11", f"--learner={fresh}")
    lessons = [load_manifest().lesson(number) for number in (10, 11)]
    functions = [function for lesson in lessons for function in lesson.functions]
    told = [line for line in run.stdout.splitlines() if line[:2] in ("10", "11")]
    assert told == [f"{f.lesson_number} {f.name} · not started" for f in functions]
    assert run.stdout.count(": not started.") == len(lessons)


def test_only_grading_asks_for_proofs_of_a_training_and_a_drawing():
    lesson = load_manifest().lesson(5)
    graded = list_checks([lesson.tests], ROOT)
    with Learner(ROOT / "solutions", load_manifest()) as learner:
        checked = [(r.function, r.check) for r in run_checks([lesson.tests], learner, ROOT)]
    proofs = ("a batch of all images is a step downhill", "what it knows comes from training")
    drawn = ("plot_learning_curves", "can be seen when it is drawn")
    expected = [*(("fit_model", proof) for proof in proofs), drawn]
    assert sorted(c for c in graded if c not in checked) == sorted(expected)


def test_what_calls_a_wrong_function_waits_and_is_not_blamed(submission, run_pytest):
    reference = (ROOT / "solutions" / "mnist_course" / "by_hand.py").read_text(encoding="utf-8")
    relu = "values = np.maximum(values @ W + b, 0)"
    assert relu in reference
    folder = submission(by_hand=reference.replace(relu, "values = values @ W + b"))
    run = run_pytest("tests/lesson_11", f"--learner={folder}")
    assert "11 forward ✗ computes layer after layer" in run.stdout
    for name in ("backward", "train_epoch"):
        assert f"11 {name} · waiting\n   waiting for forward, which comes first." in run.stdout
    assert run.stdout.count("✗") == 1


def test_one_mistake_is_told_once_where_it_is_made(submission, run_pytest):
    reference = (ROOT / "solutions/mnist_course/visualize.py").read_text(encoding="utf-8")
    wrong = reference.replace("    return ax\n", "    return ax.imshow(image)\n", 1)
    run = run_pytest("tests/lesson_02", f"--learner={submission(visualize=wrong)}")
    assert run.stdout.count("AxesImage") == 1
    assert "02 plot_random_digit · waiting\n   waiting for plot_digit, which" in run.stdout
    assert "02 count_labels ✓" in run.stdout


def test_an_unknown_learner_folder_is_a_sentence(run_pytest, tmp_path):
    run = run_pytest("tests/lesson_01", "--learner", tmp_path / "nowhere")
    assert run.returncode == 4
    assert "there is no folder mnist_course in it" in run.stderr
    assert "Traceback" not in run.stderr


def test_progress_is_remembered_and_tells_the_next_lesson(tmp_path):
    from coursekit.checks.progress import is_done, next_lesson, save_progress
    from coursekit.checks.results import CheckResult, Status

    manifest = load_manifest()
    first = manifest.lessons[0]
    assert next_lesson(manifest, tmp_path) is first
    results = [CheckResult(first.number, f.name, "works", Status.PASSED) for f in first.functions]
    save_progress(results, tmp_path)
    assert is_done(first, tmp_path)
    assert next_lesson(manifest, tmp_path) is manifest.lessons[1]
    save_progress([CheckResult(first.number, "load_data", "works", Status.FAILED)], tmp_path)
    assert next_lesson(manifest, tmp_path) is first


def test_a_damaged_progress_file_only_means_that_nothing_is_known(tmp_path):
    from coursekit.checks.progress import is_done

    (tmp_path / "progress.json").write_text("{not json")
    assert not is_done(load_manifest().lessons[0], tmp_path)


def test_a_check_that_trains_long_waits_for_those_before_it(submission, run_pytest, tmp_path):
    text = (ROOT / "solutions" / "mnist_course" / "convolution.py").read_text(encoding="utf-8")
    assert 'metrics=["accuracy"],' in text
    folder = submission(convolution=text.replace('metrics=["accuracy"],', ""))
    file = tmp_path / "results.json"
    run_pytest("tests/lesson_10", f"--learner={folder}", "--results", file)
    results = [r for r in json.loads(file.read_text()) if r["function"] == "fit_cnn"]
    failed, *others = [r for r in results if r["status"] == "failed"]
    assert failed["check"] == "gives back the history" and not others
    waiting = {r["check"] for r in results if r["status"] == "waiting"}
    assert {"trains on shifted images", "learns whatever labels it is given"} <= waiting
