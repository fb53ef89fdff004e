"""The small changes that are tried of a function, and what is told of the one that repairs it."""

import ast
import re
import shutil

import pytest

from coursekit.authoring.judging import judge_code, judge_folder
from coursekit.authoring.reading import measure
from coursekit.checks import trials
from coursekit.diagnose.changes import (
    EXPRESSION_CHANGES,
    NAME_CHANGES,
    STATEMENT_CHANGES,
    changes_of,
)
from coursekit.diagnose.changes.written import Written
from coursekit.diagnose.situation import Source
from coursekit.manifest import ROOT, load_manifest

KINDS = [
    ("stands_behind_the_loop", "for a in b:\n    c()\nd()", "for a in b:\n    c()\n    d()"),
    ("stands_in_the_loop", "for a in b:\n    c()\n    d()", "for a in b:\n    c()\nd()"),
    ("begins_anew_in_the_loop", "for a in b:\n    c = 0\n    d()", "c = 0\nfor a in b:\n    d()"),
    ("stored_for_added", "a = w\na = b", "a = w\na += b"),
    ("added_for_stored", "a += b", "a = b"),
    ("lines_exchanged", "a()\nb()", "b()\na()"),
    ("line_too_much", "a()\nb()", "a()"),
    ("other_name", "b()\nreturn W @ b", "b()\nreturn w @ b"),
    ("arguments_exchanged", "f(1, 2, 3)", "f(2, 1, 3)"),
    ("arguments_exchanged", "f(1, 2)\nf(3, 4)", "f(2, 1)\nf(4, 3)"),
    ("arguments_exchanged", "f(1, 2)\nf(1, 3)\nf(1, 1)", "f(2, 1)\nf(3, 1)\nf(1, 1)"),
    ("options_exchanged", "f(x=b, y=w)", "f(x=w, y=b)"),
    ("things_exchanged", "return (1, 2)", "return (2, 1)"),
    ("sides_exchanged", "return b - 1", "return 1 - b"),
    ("side_too_much", "return f(b - 1)", "return f(b)"),
    ("side_too_much", "return f(1 - b)", "return f(b)"),
    ("side_too_much", "c = b[w + 1:]\nreturn f(w + 1)", "c = b[w:]\nreturn f(w)"),
    ("other_name", "f(w)\nreturn w", "f(b)\nreturn b"),
    ("other_name", "c = b[w]\nf(b)\nreturn b", "c = b[w]\nf(c)\nreturn c"),
    ("side_too_much", "return f((b - 1, b - 1))", "return f((b, b))"),
    ("other_name", "c = b\nreturn g(unknown)", "c = b\nreturn g(c)"),
    (
        "two_names_for_one",
        "if b is None:\n    b = 1\nc = w\nf(c)",
        "if b is None:\n    b = 1\nb = w\nf(b)",
    ),
    ("function_of_numpy", "return max(0, b)", "return np.maximum(0, b)"),
    ("function_of_numpy", "return max(b)", "return np.max(b)"),
    (
        "bare_value",
        "b.set_xticks(w)\nb.set_yticks(w)",
        "b.set_xticks(range(w))\nb.set_yticks(range(w))",
    ),
    ("line_too_much", "if b:\n    f()\nelse:\n    return 1", "if b:\n    f()"),
    ("other_function", "return np.log2(b)", "return np.log(b)"),
    ("t_too_much", "return b.T", "return b"),
    ("bare_value", "range(-w, w)\nrange(-w, w)", "range(-w, w + 1)\nrange(-w, w + 1)"),
    ("opposite_order", "return w", "return w[::-1]"),
    ("other_sign", "return b > 1", "return b >= 1"),
    ("other_sign", "return b * 1", "return b @ 1"),
    ("brackets_too_much", "f([b])", "f(b)"),
    ("brackets_too_much", "return b,", "return b"),
    ("call_too_much", "return np.round(b)", "return b"),
    ("call_too_much", "return b.round()", "return b"),
    ("other_number", "return b[0]", "return b[1]"),
    ("other_number", "f(b, x=True)", "f(b, x=False)"),
    ("other_part", "return b[:9]", "return b[9:]"),
    ("other_part", "return b[w]", "return b[:, w]"),
    ("part_too_much", "return b[0]", "return b"),
    ("axis_forgotten", "return b.sum()", "return b.sum(axis=1)"),
    ("axis_forgotten", "return b.sum(axis=1)", "return b.sum(axis=1, keepdims=True)"),
    ("option_too_much", "f(b, x=1)", "f(b)"),
    ("bare_value", "f(10)", "f(range(10))"),
    ("bare_value", "f(b, 1)\nf(b, 2)", "f(b, [1])\nf(b, [2])"),
    ("rows_for_columns", "plt.subplots(b)", "plt.subplots(1, b)"),
    ("comma_for_colon", "return b[w, 9]", "return b[w:9]"),
    ("things_for_places", "for i in b:\n    f(b[i])", "for i in range(len(b)):\n    f(b[i])"),
    ("t_forgotten", "return b @ w", "return b.T @ w"),
    ("opposite_condition", "if b:\n    f()", "if not b:\n    f()"),
    ("sign_too_much", "return -b", "return b"),
    ("sign_forgotten", "return np.argsort(b)", "return -np.argsort(b)"),
    ("small_whole_numbers", "np.asarray(b)", "np.asarray(b).astype('float32')"),
    ("small_whole_numbers", "c = b\nreturn c", "c = b.astype('float32')\nreturn c"),
    ("star_forgotten", "return [w, [b]]", "return [w, *[b]]"),
    ("cut_too_early", "a = b[:9]\nreturn a + 1", "a = b\nreturn (a + 1)[:9]"),
    (
        "loop_takes_the_argument",
        "for b in w:\n    f(b > b)",
        "for one_b in w:\n    f(one_b > b)",
    ),
]


OUTSIDE = frozenset(("np", "plt", "f", "g", "d"))


def _changes(lines):
    return changes_of(_function(lines)[1], outside=OUTSIDE)


def _function(lines):
    body = "\n    ".join(lines.splitlines())
    tree = ast.parse(f"def f(b, w):\n    {body}")
    return tree, tree.body[0]


@pytest.mark.parametrize(("kind", "before", "after"), KINDS)
def test_a_change_takes_a_slip_back(kind, before, after):
    tree, function = _function(before)
    changes = [*changes_of(function, outside=OUTSIDE)]
    found = {change.text(tree): change.kind for change in reversed(changes)}
    assert found.get(ast.unparse(_function(after)[0])) == kind


IN_VAIN = [
    ("c = b\nd = c\nreturn d", "d = c\nc = b\nreturn d"),
    ("c = b\nreturn c", "return c"),
    ("c = np.sum(b)\nreturn c + b", "c = w.sum(b)\nreturn c + b"),
    ("return max(w, b)", "return max(b, w)"),
    # They may pass, and nobody means them.
    ("return round(100 * b / w)", "return round(100 * b // w)"),
    ("plt.subplots(1, len(b))", "plt.subplots(1, len(b) + 1)"),
    ("return f(w - 1)", "return f(w - 0)"),
]


@pytest.mark.parametrize(("before", "change"), IN_VAIN)
def test_what_can_repair_nothing_is_not_tried(before, change):
    tree, _ = _function(before)
    texts = {one.text(tree) for one in changes_of(tree.body[0], outside=OUTSIDE)}
    assert texts and ast.unparse(_function(change)[0]) not in texts


@pytest.mark.parametrize(("kind", "before", "after"), KINDS)
def test_what_is_said_of_a_change_is_short(kind, before, after):
    said = {change.says for change in _changes(before) if change.kind == kind}
    # "With one change, the checks pass." and a check's advice come before it.
    assert said and all(measure(one).longest <= 20 and measure(one).words <= 40 for one in said)


def test_an_error_says_what_goes_first():
    code = "c = b[0]\nreturn c + w[0][1]"
    line = len(_function(code)[0].body[0].body) + 1
    firsts = [
        next(iter(changes_of(_function(code)[0].body[0], line, OUTSIDE, cause)))
        for cause in ("", "number_has_no_places")
    ]
    assert firsts[0].kind != "part_too_much"
    assert (firsts[1].kind, firsts[1].line) == ("part_too_much", line)


def test_the_same_slip_in_two_calls_goes_before_each_of_them():
    code = "f(3, b)\nf(3, w)"
    for line in (0, 3):
        changes = changes_of(_function(code)[1], line, OUTSIDE)
        first = next(one for one in changes if one.kind == "arguments_exchanged")
        assert first.lines == (2, 3) and "exchange the two. The same in line 3." in first.says


def test_an_error_in_another_function_changes_no_order():
    _, function = _function("c = b[0]\nreturn f(c, w)")
    plain, elsewhere = ([one.says for one in changes_of(function, line)] for line in (0, 99))
    assert plain == elsewhere


def test_every_kind_of_change_has_an_example():
    made = {change.kind for _, before, _ in KINDS for change in _changes(before)}
    assert made == {kind for kind, *_ in KINDS}
    # Each way of changing has given at least one.
    for way in (*EXPRESSION_CHANGES, *NAME_CHANGES, *STATEMENT_CHANGES):
        assert any([*way(Written(_function(before)[1], OUTSIDE))] for _, before, _ in KINDS), way


def test_the_tree_is_as_before():
    tree, function = _function("for a in b:\n    c = w[:a] - 1\n    f(c, a, x=1)\nd = a\nreturn d")
    before = ast.dump(tree)
    texts = {change.text(tree) for change in changes_of(function)}
    assert ast.dump(tree) == before and ast.unparse(tree) not in texts and len(texts) > 25


def test_the_line_of_an_error_goes_first():
    _, function = _function("a = b - 1\nreturn w[a] - 2")
    here = [3 in (change.line, *change.lines) for change in changes_of(function, line=3)]
    assert here == sorted(here, reverse=True) and {*here} == {True, False}


TOLD = {
    "W is written where w is meant": (
        *("11", "forward", "w is meant where W stands"),
        """
def forward(params, X):
    values, inputs = X, []
    for w, b in params[:-1]:
        inputs.append(values)
        values = np.maximum(values @ W + b, 0)
    inputs.append(values)
    W, b = params[-1]
    scores = values @ W + b
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    probabilities = powers / powers.sum(axis=1, keepdims=True)
    return probabilities, (inputs, probabilities)
""",
    ),
    "a number stands for a range": (
        *("02", "count_labels", "reindex needs range(10) where 10 stands"),
        """
def count_labels(labels):
    counts = pd.Series(labels).value_counts()
    return counts.reindex(10, fill_value=0)
""",
    ),
    "the same slip in two lines": (
        *("01", "split_validation", "split needs [n_valid] where n_valid stands. The same in line"),
        """
def split_validation(images, labels, n_valid):
    import numpy as np
    X_valid, X_train = np.split(images, n_valid)
    y_valid, y_train = np.split(labels, n_valid)
    return (X_train, y_train), (X_valid, y_valid)
""",
    ),
    "cut before it is chosen": (
        *("08", "worst_mistakes", "[:n] cuts too early"),
        """
def worst_mistakes(probabilities, labels, n=9):
    predicted = probabilities.argmax(axis=1)
    top = np.argsort(-probabilities.max(axis=1))[:n]
    return top[predicted[top] != labels[top]]
""",
    ),
    "the loop takes the argument's name": (
        *("09", "accuracy_after", "your argument of this name is lost"),
        """
def accuracy_after(history, seconds_per_epoch, target):
    for epoch, target in enumerate(history["val_accuracy"], start=1):
        if target >= target:
            return epoch * seconds_per_epoch
    return None
""",
    ),
}


def _first(lesson, function, code, **options):
    found = judge_code(load_manifest().lesson(lesson), function, code, **options)
    return next(result for result in found if not result.passed)


@pytest.mark.parametrize("name", TOLD)
def test_the_change_that_repairs_it_is_told(name):
    lesson, function, words, code = TOLD[name]
    result = _first(lesson, function, code, trials=True)
    plain = _first(lesson, function, code)
    assert (
        words in result.message
        and result.line
        and "With one change, the checks pass" in result.message
    )
    seen, _, advice = result.message.partition("→ ")
    # What was seen stays: the random inputs alone are others.
    assert re.sub(r"[\d., ]+", "", seen) == re.sub(
        r"[\d., ]+", "", plain.message.partition("→ ")[0]
    )
    assert measure(f"→ {advice}").longest <= 20 and measure(result.message).words <= 60


def test_of_a_function_that_is_only_its_docstring_nothing_is_changed():
    _, function = _function('"""Do it: return b"""')
    assert not [*changes_of(function)]


def test_of_two_versions_the_upper_one_is_tried(tmp_path):
    lesson, name = load_manifest().lesson("06"), "describe_result"
    shutil.copytree(ROOT / "solutions" / "mnist_course", tmp_path / "mnist_course")
    with (tmp_path / "mnist_course" / f"{lesson.slug}.py").open("a", encoding="utf-8") as file:
        file.write("\n\ndef describe_result(loss, accuracy):\n    return f'Test Loss: {loss}'\n")
    target = lesson.checks_of(load_manifest().functions[name])
    (failed, *_) = [r for r in judge_folder(lesson, tmp_path, target, trials=True) if not r.passed]
    assert failed.cause == "lower_version"
    assert "is in the file twice" in failed.message and "the upper one is right" in failed.message


def test_of_what_the_functions_do_together_nothing_is_tried(tmp_path):
    """A lesson's pipeline has no code of its own: what is wrong is told, and no change of it."""
    lesson = load_manifest().lesson("06")
    shutil.copytree(ROOT / "solutions" / "mnist_course", tmp_path / "mnist_course")
    with (tmp_path / "mnist_course" / "build_mlp.py").open("a", encoding="utf-8") as file:
        file.write("\n\n_build = build_mlp\n\n\ndef build_mlp():\n    return _build((2,))\n")
    results = judge_folder(lesson, tmp_path, lesson.checks_of(lesson.pipeline), trials=True)
    assert [result.passed for result in results] == [False]
    assert "The network has the layers Flatten, Dense 2 relu" in results[0].message


def test_of_a_known_mistake_only_what_its_value_can_not_show_is_tried():
    lesson, function = "01", "scale_images"
    plain = "def scale_images(images):\n    return images / 256"
    assert "With one change" not in _first(lesson, function, plain, trials=True).message
    of_a_name = """
def scale_images(images):
    scaled = images / 255
    return images.astype("float32")
"""
    message = _first(lesson, function, of_a_name, trials=True).message
    assert "scaled is meant where images stands" in message and "→ Divide" in message


SILENT = {
    "two slips": (
        *("08", "confusion_matrix"),
        """
def confusion_matrix(actual, predicted, n_classes=10):
    matrix = np.zeros((n_classes, n_classes), dtype=int)
    for right, answer in zip(actual[1:], predicted[1:]):
        matrix[answer, right] += 1
    return matrix
""",
    ),
    "something quite different": (
        *("01", "scale_images"),
        "def scale_images(images):\n    return images.reshape(len(images), 784).astype(float)[:, :700]",
    ),
    "a loop that a change makes endless": (
        *("02", "count_labels"),
        """
def count_labels(labels):
    counts, digit = [], 0
    while digit < 10:
        counts.append(int((labels == digit).sum()))
        digit = digit + 1
    return pd.Series(counts, index=range(1, 11)) * 3
""",
    ),
    "code that handles files": (
        *("01", "scale_images"),
        "import os\ndef scale_images(images):\n    return images / 256",
    ),
}


@pytest.mark.parametrize("name", SILENT)
def test_nothing_is_told_where_no_small_change_repairs_it(name):
    lesson, function, code = SILENT[name]
    assert "With one change" not in _first(lesson, function, code, trials=True).message


def test_who_saves_again_does_not_wait_for_the_end_of_the_search(monkeypatch):
    lesson, function, words, code = next(iter(TOLD.values()))
    read = iter(range(1_000))
    # As if a letter were typed between two looks at the file.
    monkeypatch.setattr(
        trials, "read_source", lambda folder, file: Source(file, f"{code}# {next(read)}")
    )
    result = _first(lesson, function, code, trials=True)
    assert "With one change" not in result.message and words not in result.message
    assert next(read) == 2


@pytest.mark.parametrize(
    "error", [OSError(28, "No space left on device"), RecursionError()], ids=repr
)
def test_where_nothing_can_be_tried_the_verdict_stands(error, monkeypatch):
    def fails(*_):
        raise error

    lesson, function, _, code = TOLD["a number stands for a range"]
    monkeypatch.setattr(trials, "changes_of", fails)
    result = _first(lesson, function, code, trials=True)
    assert result.line and "→" in result.message and "With one change" not in result.message


def test_no_training_is_tried(monkeypatch):
    monkeypatch.setattr(trials, "changes_of", lambda *_: pytest.fail("It was tried."))
    code = "def fit_model(model, train, valid, epochs=30, batch_size=32):\n    X, y = train\n    return model.fit(X, y, epochs=3, validation_data=valid)"
    assert _first("05", "fit_model", code, trials=True)


@pytest.mark.parametrize("option", ["--no-trials", "--every"])
def test_nothing_is_tried_where_nobody_reads_it(option, monkeypatch):
    monkeypatch.setattr(trials, "tell_what_repairs", lambda session: pytest.fail("It was tried."))
    lesson, function, _, code = TOLD["a number stands for a range"]
    judge_code(load_manifest().lesson(lesson), function, code, option, trials=True)


def test_what_comes_after_a_trial_is_judged_as_ever():
    lesson, function, words, code = TOLD["a number stands for a range"]
    assert words in _first(lesson, function, code, trials=True).message
    right = "def count_labels(labels):\n    return pd.Series(labels).value_counts().reindex(range(10), fill_value=0)"
    results = judge_code(load_manifest().lesson(lesson), function, right, trials=True)
    assert results and all(result.passed and not result.printed for result in results)
