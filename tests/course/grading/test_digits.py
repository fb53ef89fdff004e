"""A submission's digits are as good to learn from as any, and nothing that is known names those that are held out."""

import random

import numpy as np
import pytest

from coursekit import mnist
from coursekit.grading.run.digits import ALL, SEEN, write_digits
from coursekit.grading.run.submission_run import results_of
from coursekit.grading.run.task import Task
from tests.course.corpus import reference

pytest.importorskip("psutil", reason="needs the extra [grade]")


@pytest.fixture(scope="module")
def dataset():
    return mnist.load_found(mnist.find(setting="sample"))


@pytest.fixture(scope="module")
def written(dataset, tmp_path_factory):
    box, vault = tmp_path_factory.mktemp("box"), tmp_path_factory.mktemp("vault")
    write_digits(dataset, 7, box, vault)
    with np.load(box / SEEN) as seen, np.load(vault / ALL) as everything:
        return dict(seen), dict(everything)


def _keys(images):
    """Return what stays of each picture however its pixels are moved."""
    return [np.sort(image, axis=None).tobytes() for image in images]


def test_what_a_submission_sees_are_the_training_digits_in_a_new_order(dataset, written):
    seen, _ = written
    known, shown = set(_keys(dataset[0][0])), _keys(seen["x_train"])
    # 57 of these reach to within two pixels of the edge, and lose a little where they are shifted.
    assert len(shown) == len(known) and sum(key in known for key in shown) > 0.97 * len(known)
    assert len(known & {*_keys(seen["x_test"])}) > 0.97 * len(seen["x_test"])
    assert not {name for name in seen if "held" in name}


def test_no_table_of_known_pictures_names_one_that_is_held_out(dataset, written):
    known = {*_keys(dataset[0][0]), *_keys(dataset[1][0])}
    held_out = written[1]["x_held_out"]
    assert held_out.shape == (1000, 28, 28) and not known & {*_keys(held_out)}


def test_a_warped_picture_is_still_the_same_digit(dataset, written):
    # As much ink, and in each place nearly as much: a stroke is two pixels wide.
    known, held_out = (images.astype(float) for images in (dataset[1][0], written[1]["x_held_out"]))
    assert np.allclose(known.sum(axis=(1, 2)), held_out.sum(axis=(1, 2)), rtol=0.06)
    names = written[1]["y_held_out"]
    assert sorted({*zip(dataset[1][1], names, strict=True)}) == [
        (digit, names[np.flatnonzero(dataset[1][1] == digit)[0]]) for digit in range(10)
    ]


def test_a_drawing_of_a_digit_is_prepared_as_well_wherever_the_digits_were_moved(dataset):
    # Five of six submissions' digits are moved by more than lesson 12's own tolerance.
    for _ in range(2):
        task = Task(reference(), random.getrandbits(48), "none", lessons="12")
        missed = [(one.check, one.message) for one in results_of(task, dataset) if not one.passed]
        assert not missed, task.seed
