"""What a training must come to is computed rightly, and tells other trainings from it."""

import numpy as np
import pytest

from coursekit.checks.proof_of_training import MAX_ERROR
from coursekit.worker.dense_networks import (
    cosines,
    descended,
    fresh_weights,
    gradients,
    relative_errors,
)


@pytest.fixture
def problem(rng):
    """Return weights, images and labels of a small network."""
    images = rng.random((40, 4, 3))
    return fresh_weights([12, 7, 6, 10], rng, bias=0.1), images, rng.integers(0, 10, 40)


def _loss(weights, images, labels):
    values = images.reshape(len(images), -1)
    for kernel, bias in zip(weights[:-2:2], weights[1:-2:2], strict=True):
        values = np.maximum(values @ kernel + bias, 0)
    scores = values @ weights[-2] + weights[-1]
    return (np.log(np.exp(scores).sum(axis=1)) - scores[np.arange(len(labels)), labels]).mean()


def test_gradients_are_what_small_changes_do_to_the_loss(problem, rng):
    weights, images, labels = problem
    weights = [numbers.astype("float64") for numbers in weights]
    for numbers, slopes in zip(weights, gradients(weights, images, labels), strict=True):
        place = tuple(rng.integers(numbers.shape))
        middle = numbers[place]
        losses = []
        for step in (1e-6, -1e-6):
            numbers[place] = middle + step
            losses.append(_loss(weights, images, labels))
        numbers[place] = middle
        assert np.isclose((losses[0] - losses[1]) / 2e-6, slopes[place], atol=1e-6)


def test_with_one_batch_the_order_makes_no_difference(problem, rng):
    weights, images, labels = problem
    one, other = (descended(weights, images, labels, 0.1, 3, 40, r) for r in rng.spawn(2))
    assert max(relative_errors(weights, one, other)) < 1e-12
    halves = descended(weights, images, labels, 0.1, 3, 20, rng)
    assert max(relative_errors(weights, halves, one)) > 0.5


def test_a_rate_that_is_wrong_by_a_fifth_is_told(problem, rng):
    weights, images, labels = problem
    right, wrong = (descended(weights, images, labels, rate, 3, 40, rng) for rate in (0.1, 0.08))
    assert min(relative_errors(weights, wrong, right)) > 1.5 * MAX_ERROR


def test_no_change_and_other_shapes_are_not_a_number(problem, rng):
    weights, images, labels = problem
    expected = descended(weights, images, labels, 0.1, 1, 10, rng)
    assert np.isnan(cosines(weights, weights, expected)).all()
    assert np.isnan(cosines(weights, [], expected)).all()
    assert np.isnan(relative_errors(weights, expected[::-1], expected)).all()
    assert np.allclose(cosines(weights, expected, expected), 1)
