"""Lesson 06: what `evaluate_model` and `describe_result` must do, and how well the whole network does."""

from types import SimpleNamespace

import numpy as np
import pytest

from coursekit.checks import listed, mean_loss, recognised

EPOCHS, LEARNING_RATE, BATCH_SIZE = 8, 0.1, 64
"""The recipe of the two accuracy checks: quicker than the lessons' 30 epochs at 0.01, and better."""

SAMPLE_THRESHOLD = 0.88
"""The reference on the sample's 1,000 test digits, 60 seeds, labels permuted: mean 0.923, standard deviation 0.0061,
lowest 0.904 (benchmarks/threshold.py). 0.88 is 7.1 standard deviations below the mean: for a normal distribution a
false failure is less likely than one in a million million. Larger steps (0.2, 0.3), or a small batch at the end, learn
faster on average, but one training in ten falls below 0.88: the spread is no longer normal. Even 6 epochs at 0.12, 5.7
standard deviations away in 60 seeds, fell to 0.873 once in 200 trainings; 8 at 0.1 never did."""

FULL_THRESHOLD = 0.97


@pytest.fixture(scope="class")
def measured(request, session_learner, digits):
    """Let the function measure once for many checks: Keras needs longer for it than all of them together."""
    rng = np.random.default_rng(request.config.option.seed)
    model = session_learner.new_model(compiled=True)
    (images, labels), n_right = _partly_right(model, digits, rng)
    weights, (loss, accuracy) = model.weights, _truth(model, images, labels)
    return SimpleNamespace(
        model=model,
        n_right=n_right,
        weights_before=weights,
        loss=loss,
        accuracy=accuracy,
        returned=session_learner.evaluate_model(model, images, labels),
        weights_after=model.weights,
    )


class TestEvaluateModel:
    def test_gives_two_plain_numbers(self, measured):
        for value in measured.returned:
            assert isinstance(value, float | int | np.floating), recognised(
                {"whole_list": isinstance(value, list)},
                f"One of the two values is {value!r:.60}, not a plain number.\n"
                "→ model.evaluate gives a list: take loss and accuracy out of it, and make a plain number of each with "
                "float(…).",
            )

    def test_gives_the_loss_first(self, measured):
        loss, accuracy = measured.loss, measured.accuracy
        first, second = measured.returned
        assert not (
            np.isclose(first, accuracy, atol=1e-4) and np.isclose(second, loss, rtol=1e-3)
        ), recognised(
            "swapped",
            f"You returned {first:.3f} and then {second:.3f}: that is the accuracy and then the loss.\n"
            "→ Return the loss first, as Keras does: loss, accuracy.",
        )
        assert np.isclose(first, loss, rtol=1e-3), recognised(
            "half_of_the_digits",
            f"The model's loss on these 200 digits is {loss:.3f}. You returned {first:.3f}.\n"
            "→ Measure with model.evaluate(images, labels), on all images that you were given, and "
            "don't round.",
        )

    def test_gives_the_accuracy_as_a_share(self, measured):
        n_right, (_, accuracy) = measured.n_right, measured.returned
        assert not 1 < accuracy <= 100, recognised(
            "percent_for_fraction",
            f"The model is right for {n_right} of these 200 digits, and you returned {accuracy:.4g}: that is percent.\n"
            "→ Return the share from 0 to 1, as Keras gives it. describe_result makes percent of it.",
        )
        assert np.isclose(accuracy, n_right / 200, atol=1e-4), recognised(
            "rounds",
            f"The model is right for {n_right} of these 200 digits. You returned the accuracy {accuracy:.4g}, not "
            f"{n_right / 200}.\n→ Measure with model.evaluate(images, labels), on all images that you were given, and "
            "don't round.",
        )

    def test_does_not_train_the_model(self, measured):
        pairs = zip(measured.weights_before, measured.weights_after, strict=True)
        assert all(np.array_equal(before, after) for before, after in pairs), recognised(
            "trains_afterwards",
            "Your function changed the model's weights: it trained on the digits that it should only be tested on.\n"
            "→ Use model.evaluate, not model.fit.",
        )

    @pytest.mark.essential
    def test_measures_the_digits_that_it_is_given(self, learner, digits, measured):
        for start in (300, 900):
            images, labels = digits.scaled(150, start)
            loss, _ = learner.evaluate_model(measured.model, images, labels)
            right, _ = _truth(measured.model, images, labels)
            assert np.isclose(loss, right, rtol=1e-3), recognised(
                "remembers_the_first_answer",
                f"For other digits the loss is {right:.3f}, and you returned {loss:.3f}.\n"
                "→ Use the arguments images and labels, not variables from outside the function.",
            )

    def test_your_network_recognises_digits_that_it_has_never_seen(
        self, learner, digits, full, rng
    ):
        (X_train_full, y_train_full), _ = learner.load_data()
        model = _trained(learner, X_train_full, y_train_full)
        images, labels = learner.scale_images(digits.test[0]), digits.test[1]
        _, accuracy = learner.evaluate_model(model, images, labels)
        truth = float((model.predict(images).argmax(axis=1) == labels).mean())
        assert np.isclose(accuracy, truth, atol=2e-3), (
            f"Your network is right for {truth:.1%} of the test digits, and evaluate_model says {accuracy:.1%}.\n"
            "→ Measure with model.evaluate on the test digits."
        )
        _demand(_held_out_accuracy(model, digits), full)

    def test_your_network_learns_whatever_labels_it_is_given(self, learner, digits, full, rng):
        # Stored answers and ready-made weights know the usual labels; an honest training does not care.
        secret = rng.permutation(10).astype("uint8")
        model = _trained(learner, digits.train[0], secret[digits.train[1]])
        accuracy = _held_out_accuracy(model, digits, names=secret)
        _demand(
            accuracy, full, "Each digit was given another name (every 3 is called 7, and so on). "
        )


class TestDescribeResult:
    def test_has_two_lines(self, learner, rng):
        loss, accuracy = _result(rng)
        text = learner.describe_result(loss, accuracy)
        lines = text.split("\n")
        assert len(lines) == 2, recognised(
            {
                "one_line": len(lines) == 1 and "Loss" in text and "Accuracy" in text,
                "trailing_newline": text.endswith("\n"),
            },
            f"Your text has {len(lines)} line{'s' * (len(lines) != 1)}: {text!r}. It should have two.\n"
            '→ Put one "\\n" between them, and none at the end.',
        )

    @pytest.mark.essential
    def test_says_the_loss_with_four_digits(self, learner, rng):
        for loss, accuracy in ((0.5, 0.87), _result(rng)):
            seen = learner.describe_result(loss, accuracy).split("\n")[0]
            numbers = [f"{loss:.{n}f}" for n in range(7)] + [str(round(loss, n)) for n in range(7)]
            assert seen == f"Test Loss: {loss:.4f}", recognised(
                {
                    "swapped_lines": seen == f"Test Accuracy: {accuracy * 100:.2f}%",
                    "two_digits": seen in [f"Test Loss: {number}" for number in numbers],
                },
                f'For a loss of {loss} your first line is "{seen}". It should be "Test Loss: {loss:.4f}", letter for '
                'letter.\n→ An f-string rounds: f"Test Loss: {loss:.4f}" has four digits after the point.',
            )

    def test_says_the_accuracy_in_percent(self, learner, rng):
        for loss, accuracy in (_result(rng), (0.0747, 0.9769), (0.0, 1.0)):
            seen = learner.describe_result(loss, accuracy).split("\n")[-1]
            right = f"Test Accuracy: {accuracy * 100:.2f}%"
            shares = [f"Test Accuracy: {accuracy:.{n}f}%" for n in range(7)]
            assert seen == right, recognised(
                {"no_percent": seen in shares, "space_before_percent": True},
                f'For an accuracy of {accuracy} your second line is "{seen}". It should be "{right}", letter '
                "for letter.\n→ Multiply by 100, keep two digits after the point, and put % right behind them.",
            )


def _partly_right(model, digits, rng):
    """Return 200 digits, relabelled so that the model is right for the first of them and quite wrong for the rest."""
    images, _ = digits.scaled(200)
    outputs = model.predict(images)
    right, wrong = outputs.argmax(axis=1), outputs.argmin(axis=1)
    # Neither half, so that errors differ from hits, nor a round percentage; and nothing to know beforehand.
    n_right = 2 * int(rng.integers(55, 75)) + 1
    return (images, np.where(np.arange(200) < n_right, right, wrong).astype("uint8")), n_right


def _truth(model, images, labels):
    """Return loss and accuracy, computed here from the model's outputs."""
    outputs = model.predict(images)
    return mean_loss(outputs, labels), float((outputs.argmax(axis=1) == labels).mean())


def whole_batches(n):
    """Return how many of n digits to hold out, so that the others fill whole batches.

    A few digits left over would make a batch of their own, and its step, the last one, can spoil a good network.
    """
    return n - n * 24 // 25 // BATCH_SIZE * BATCH_SIZE


def _trained(learner, images, labels):
    """Take the learner's own functions of lessons 1, 3, 4 and 5 through a training."""
    n_valid = whole_batches(len(images))
    train, valid = learner.split_validation(learner.scale_images(images), labels, n_valid)
    model = learner.compile_model(learner.build_mlp(), learning_rate=LEARNING_RATE)
    learner.fit_model(model, train, valid, epochs=EPOCHS, batch_size=BATCH_SIZE)
    return model


def _held_out_accuracy(model, digits, names=tuple(range(10))):
    """Return how often the network is right; the labels stay here, and the images until the training is over."""
    sizes = [layer.units for layer in model.dense_layers]
    assert sizes == [300, 100, 10], (
        f"The network that build_mlp made has Dense layers with {listed(sizes, 'no')} units. It should "
        "be 300, 100 and 10.\n→ Run the checks of lesson 3 first."
    )
    images, labels = digits.held_out
    outputs = model.predict(images.astype("float32") / 255)
    return float((outputs.argmax(axis=1) == np.asarray(names)[labels]).mean())


def _demand(accuracy, full, situation=""):
    threshold = FULL_THRESHOLD if full else SAMPLE_THRESHOLD
    assert accuracy >= threshold, (
        f"{situation}After {EPOCHS} epochs your network is right for {accuracy:.1%} of the test digits. It should "
        f"be at least {threshold:.0%}.\n"
        "→ One of the earlier functions does not do what it should: run the checks of lessons 1 to 5 first."
    )


def _result(rng):
    # Never halfway between two results of rounding: there, ways of rounding that are all right may differ.
    loss, accuracy = (
        rng.integers((600, 1000), (20_000, 9_900)) + rng.choice((-0.3, 0.3), 2)
    ) / 10_000
    return round(float(loss), 6), round(float(accuracy), 6)
