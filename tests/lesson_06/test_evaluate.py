"""Lesson 06: what `evaluate_model` and `describe_result` must do, and how well all functions so far do together."""

import re
from types import SimpleNamespace

import numpy as np
import pytest

from coursekit.checks import (
    STEPS,
    Code,
    Contradiction,
    KnownStart,
    clear_cut,
    fitting,
    fresh_weights,
    listed,
    mean_loss,
    recognised,
)

EPOCHS, LEARNING_RATE, BATCH_SIZE = 8, 0.1, 64
"""The recipe of the two accuracy checks: quicker than the lessons' 30 epochs at 0.01, and better."""

SAMPLE_THRESHOLD = 0.88
"""The reference on the sample's 1,000 test digits, 60 seeds, labels permuted: mean 0.923, standard deviation 0.0061,
lowest 0.904 (benchmarks/threshold.py). 0.88 is 7.1 standard deviations below the mean: for a normal distribution a
false failure is less likely than one in a million million. Larger steps (0.2, 0.3), or a small batch at the end, learn
faster on average, but one training in ten falls below 0.88: the spread is no longer normal. Even 6 epochs at 0.12, 5.7
standard deviations away in 60 seeds, fell to 0.873 once in 200 trainings; 8 at 0.1 never did."""

FULL_THRESHOLD = 0.97

SIZES = [784, 300, 100, 10]

N_EXACT = 512
"""Images of the training that is computed here to the last digit: one batch."""

AGREEMENT = 0.7
"""The least agreement (see `KnownStart`) with two epochs of plain SGD that are computed here. The reference, 60 seeds: mean
0.870, standard deviation 0.0054, lowest 0.856, a tail like a normal distribution's (skewness -0.4, kurtosis 2.8; 60 seeds
say nothing about one in a million). 0.7 is 31 standard deviations below the mean, and leaves room for batches of 32 in
place of 64 (lowest of 6 seeds: 0.74) and of 1024 (0.91). Brought along, at most 0.16; a last layer that was computed after
30 to 40 honest steps, 0.33 (one seed each)."""

AGREEMENT_OF_OTHERS = 0.25
"""Below this, weights were brought along; between the two, an honest network may have learned with another optimizer. Adam:
0.37 and more; weights of another training: 0.16 at most."""


@pytest.fixture(scope="class")
def measured(request, session_learner, digits):
    """Let the function measure once for many checks: Keras needs longer for it than all of them together."""
    rng = np.random.default_rng(request.config.option.seed)
    model = session_learner.new_model(compiled=True)
    (images, labels), n_right = _partly_right(model, digits, rng)
    weights, (loss, accuracy) = model.weights, _truth(model, images, labels)
    return SimpleNamespace(
        model=model,
        digits=(images, labels),
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
                f"One of the two values is {_in_short(value)}, not a plain number.\n"
                + (
                    "→ That is a text: an f-string, str(…) or format makes one. Return the numbers themselves, not rounded. Make a "
                    "text of them only where they are shown."
                    if isinstance(value, str)
                    else "→ model.evaluate gives a list: take loss and accuracy out of it, and make a plain number of each with "
                    "float(…)."
                    if isinstance(value, list)
                    else "→ Return the loss and the accuracy that model.evaluate gives, each as one plain number: float(…) makes it."
                ),
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
        assert np.isclose(first, loss, rtol=1e-3), (
            f"The model's loss on these 200 digits is {loss:.3f}. You returned {first:.3f}.{_loss_slip(measured)}\n"
            "→ Return the first number that model.evaluate(images, labels) gives, on all images, and don't round. Before that, "
            "call neither compile nor fit, and leave the images as they are."
        )

    @pytest.mark.essential(leaves=0.5)
    def test_gives_the_accuracy_as_a_share(self, measured):
        n_right, (_, accuracy) = measured.n_right, measured.returned
        n_wrong = 200 - n_right
        percent = abs(accuracy - n_right / 2) < 0.6 and accuracy != n_wrong
        assert not 1 < accuracy <= 100, recognised(
            "percent_for_fraction" if percent else "loss_for_accuracy",
            f"The model is right for {n_right} of these 200 digits, and you returned {accuracy:.4g}."
            + " That is the loss." * bool(np.isclose(accuracy, measured.loss, rtol=1e-3))
            + " That is how many are wrong." * bool(accuracy == n_wrong)
            + (
                " That is percent.\n→ Return the share from 0 to 1, as Keras gives it. describe_result makes percent of it."
                if percent
                else "\n→ Return the share of right answers, from 0 to 1: the second number that model.evaluate gives."
            ),
        )
        ways = {
            ("rounds", " That is the share of the wrong answers."): 1 - n_right / 200,
            ("rounds", " That is how many are right."): n_right,
            ("rounds", " It was rounded to two digits."): round(n_right / 200, 2),
            ("rounds", " It was rounded to one digit."): round(n_right / 200, 1),
        }
        assert np.isclose(accuracy, n_right / 200, atol=1e-4), (
            f"The model is right for {n_right} of these 200 digits. You returned the accuracy {accuracy:.4g}, not "
            f"{n_right / 200}.{fitting(accuracy, ways, ('rounds', ''), tolerance=1e-5)}\n"
            "→ Return the second number that model.evaluate(images, labels) gives, on all images, as it is, and don't round."
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
            + (
                "→ The text begins with a line break. In three quotes, each line break counts. Begin right behind the first quotes, "
                "and end right behind the last word."
                if text.startswith("\n")
                else "→ Put both into one text, a line for each. A return ends the function, so a second one is never reached."
                if ("loss" in text.lower()) != ("acc" in text.lower())
                else '→ Put one "\\n" between them, and none at the end.'
            )
            + " The stroke is a backslash: /n is no line break." * ("/n" in text)
            + " An r in front of the quotes keeps \\n as two letters: take it away."
            * ("\\n" in text),
        )

    def test_says_the_loss_with_four_digits(self, learner, rng):
        for loss, accuracy in ((0.5, 0.87), (0.07476, 0.97698), _result(rng)):
            seen, *others = learner.describe_result(loss, accuracy).split("\n")
            numbers = [f"{loss:.{n}f}" for n in range(7)] + [str(round(loss, n)) for n in range(7)]
            assert seen == f"Test Loss: {loss:.4f}", recognised(
                {
                    "swapped_lines": seen == f"Test Accuracy: {accuracy * 100:.2f}%",
                    "two_digits": seen in [f"Test Loss: {number}" for number in numbers],
                    "accuracy_in_both_lines": seen == f"Test Loss: {accuracy:.4f}",
                },
                f'For a loss of {loss} your first line is "{seen}". It should be "Test Loss: {loss:.4f}", letter for '
                f"letter.{_only_letters(seen, f'Test Loss: {loss:.4f}')}\n→ {_loss_line_advice(seen, loss, accuracy)}"
                f"{_second_line_too(others, accuracy)}",
            )

    def test_says_the_accuracy_in_percent(self, learner, rng):
        for loss, accuracy in (_result(rng), (0.07476, 0.97698), (0.0, 1.0)):
            seen = learner.describe_result(loss, accuracy).split("\n")[-1]
            right = f"Test Accuracy: {accuracy * 100:.2f}%"
            shares = [f"Test Accuracy: {accuracy:.{n}f}%" for n in range(7)]
            slip = _percent_slip(seen, loss, accuracy)
            indent = len(seen) - len(seen.lstrip())
            assert seen.lstrip() != right or not indent, recognised(
                "second_line_indented",
                f"Your second line begins with {indent} space{'s' * (indent != 1)}: {seen!r}. It should be {right!r}.\n"
                + (
                    '→ In a text of several lines, between triple quotes, what stands before a line belongs to it. Put "\\n" '
                    "into a text of one line instead."
                    if indent > 3
                    else "→ What stands behind the line break belongs to the line. Let the word Test follow it at once."
                ),
            )
            assert seen == right, recognised(
                {"no_percent": seen in shares, "space_before_percent": True},
                f'For an accuracy of {accuracy} your second line is "{seen}". It should be "{right}", letter '
                f"for letter.\n→ {slip or 'Multiply by 100, keep two digits after the point, and put % right behind them.'}",
            )

    @pytest.mark.essential
    def test_says_how_many_percent_are_right(self, learner, rng):
        loss, accuracy = _result(rng)
        text = learner.describe_result(loss, accuracy)
        # To one digit, wherever it stands and however it is written: the other checks look at letters.
        numbers = [float(number) for number in re.findall(r"\d+\.?\d*", text)]
        assert any(abs(number - accuracy * 100) < 0.06 for number in numbers), (
            f"An accuracy of {accuracy} is {accuracy * 100:.2f}%. In your text, {text!r:.100}, no number says so.\n"
            + (
                "→ The number is near, and cut off or rounded too far. Keep two digits after the point."
                if any(abs(number - accuracy * 100) < 1 for number in numbers)
                else "→ Multiply the accuracy by 100, once, and write what comes out."
            )
        )


class TestWholePipeline:
    @pytest.mark.essential
    def test_your_network_recognises_digits_that_it_has_never_seen(
        self, learner, digits, full, graded, rng
    ):
        images, labels = digits.train if graded else learner.load_data()[0]
        # A grade must not depend on what was known before: each digit is given another name.
        names = rng.permutation(10).astype("uint8") if graded else np.arange(10, dtype="uint8")
        n_valid = whole_batches(len(images))
        scaled = learner.scale_images(images)
        train, valid = learner.split_validation(scaled, names[labels], n_valid)
        model = learner.compile_model(learner.build_mlp(), learning_rate=LEARNING_RATE)
        proof = _begin(learner, model, train, valid, rng) if graded else None
        learner.fit_model(model, train, valid, epochs=EPOCHS, batch_size=BATCH_SIZE)
        model = model.as_it_is_now()
        _has_the_layers_of_lesson_3(model)
        # Digits that its process knows: answers that are looked up do not come from its weights.
        model.predict(digits.test[0].astype("float32") / 255)
        images, labels = digits.held_out
        outputs = model.compute(images.astype("float32") / 255)
        accuracy = float((outputs.argmax(axis=1) == names[labels]).mean())
        threshold = FULL_THRESHOLD if full else SAMPLE_THRESHOLD
        assert accuracy >= threshold, (
            f"After {EPOCHS} epochs your network is right for {accuracy:.1%} of the test digits. It should "
            f"be at least {threshold:.0%}.\n"
            "→ One of the earlier functions does not do what it should: run the checks of lessons 1 to 5 first."
        )
        if proof:
            _was_trained(proof, model, train)


def _partly_right(model, digits, rng):
    """Return 200 digits, relabelled so that the model is right for the first of them and quite wrong for the rest."""
    images, _ = digits.scaled(600)
    images = images[clear_cut(model, images)[0][:200]]
    outputs = model.predict(images)
    right, wrong = outputs.argmax(axis=1), outputs.argmin(axis=1)
    # Neither half, so that errors differ from hits, nor a round percentage; and nothing to know beforehand.
    n_right = 2 * int(rng.integers(55, 75)) + 1
    return (images, np.where(np.arange(200) < n_right, right, wrong).astype("uint8")), n_right


def _truth(model, images, labels):
    """Return loss and accuracy, computed here from the model's outputs."""
    outputs = model.predict(images)
    return mean_loss(outputs, labels), float((outputs.argmax(axis=1) == labels).mean())


def _in_short(value):
    """Say what a value is that is no plain number."""
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    return f"{getattr(value, 'type', '') or repr(value):.60}"


def _second_line_too(lines, accuracy):
    """Say that the second line has the same fault, where its capitals or spaces differ, too."""
    right = f"Test Accuracy: {accuracy * 100:.2f}%"
    too = [line for line in lines if line != right and _only_letters(line, right)]
    return f' The second line, too: "{right}".' if too else ""


def _loss_line_advice(seen, loss, accuracy):
    """Say what to do about a first line that is not as it should be."""
    right = f"{loss:.4f}"
    if seen.lower().startswith("test accuracy"):
        return "The loss comes first, and the accuracy in the second line."
    # Five digits hold the right four.
    if re.search(rf"(?<![\d.]){re.escape(right)}(?!\d)", seen) and "{" not in seen:
        return "The number is right. Write the words around it as they stand in the notebook."
    if f"{accuracy:.4f}" in seen:
        return "The number there is the accuracy. Write the loss in its place."
    if seen.endswith(f" {int(loss * 10_000) / 10_000:.4f}"):
        return (
            "Your digits are cut off, and they should be rounded. Hand the whole loss to the f-string: {loss:.4f} rounds it. "
            "Leave int(…) and the like away."
        )
    return (
        'An f-string rounds: f"Test Loss: {loss:.4f}" has four digits after the point. round(…) drops a 0 at the end, in the '
        "second line as well."
    )


def _percent_slip(seen, loss, accuracy):
    """Say what to do about a second line that is known to go wrong; nothing about others."""
    number = re.search(r"\d+\.?\d*", seen)
    times = float(number[0]) / (100 * accuracy) if number and accuracy else 1
    percent = f"Test Accuracy: {100 * accuracy:.2f}"
    digits = [f"Test Accuracy: {100 * accuracy:.{n}f}%" for n in range(7)]
    if seen.lower().startswith("test loss"):
        return "The second line is the accuracy's. The loss stands in the first one."
    if seen == f"Test Accuracy: {100 * loss:.2f}%":
        return "The number there is the loss. Write the accuracy in its place."
    if 95 < times < 105:
        return "That is 100 times too much. Multiply by 100 only once: {accuracy:.2%} does so itself, and writes the %."
    if seen in (f"Test Accuracy: {round(accuracy, n) * 100:.2f}%" for n in (1, 2, 3)):
        return "The share was rounded too early. Take round(…) away: .2f rounds, and it stands behind the 100."
    if 0.95 < times * 1e4 < 1.05:
        return "That is 10,000 times too little. Multiply by 100, and divide by nothing."
    if seen == percent:
        return "The % is missing. Put it right behind the number: {accuracy * 100:.2f}%"
    if seen == f"{percent} %":
        return "There is a space too many: put % right behind the number."
    if seen == f"{percent}%%":
        return "One % is too many. The format .2% writes it itself."
    if accuracy and seen == f"Test Accuracy: {int(accuracy * 10_000) / 100:.2f}%":
        return "The number was cut off, not rounded. Take int(…) or // away: :.2f rounds."
    if seen in digits:
        return "The number of digits after the point is another one. Two are made by :.2f behind the number."
    if re.search(rf"(?<![\d.]){re.escape(f'{100 * accuracy:.2f}')}%(?!%)", seen):
        return "The number is right. Write the words around it as they stand in the notebook."
    return ""


def _loss_slip(measured):
    """Say which way gives the loss that was returned, if it is known."""
    (images, labels), seen, loss = measured.digits, measured.returned[0], measured.loss
    outputs, name = measured.model.predict(images), "half_of_the_digits"
    first = {n: mean_loss(outputs[:n], labels[:n]) for n in (1, 32, 100)}
    ways = {
        (name, " That is the loss on the first of them alone."): first[1],
        (name, " That is the loss on the first 32 of them, one batch."): first[32],
        (name, " That is the loss on the first half of them."): first[100],
        (name, " That is the sum of the losses, not their mean."): 200 * loss,
        (name, " It was divided by their number, and it is their mean already."): loss / 200,
        (name, " That is the accuracy."): measured.accuracy,
        (name, " It was rounded to one digit."): round(loss, 1),
        (name, " It was rounded to two digits."): round(loss, 2),
    }
    return fitting(seen, ways, (name, ""))


def whole_batches(n):
    """Return how many of n digits to hold out, so that the others fill whole batches.

    A few digits left over would make a batch of their own, and its step, the last one, can spoil a good network.
    """
    return n - n * 24 // 25 // BATCH_SIZE * BATCH_SIZE


def _has_the_layers_of_lesson_3(model):
    seen = [(layer.kind, getattr(layer, "units", None), layer.activation) for layer in model.layers]
    right = [("Flatten", None, None), ("Dense", 300, "relu"), ("Dense", 100, "relu")]
    assert seen == [*right, ("Dense", 10, "softmax")], (
        f"The network has the layers {listed(' '.join(str(part) for part in layer if part) for layer in seen)}. It should "
        "be Flatten, and Dense layers with 300, 100 and 10 units: relu, relu and softmax.\n"
        "→ Run the checks of lesson 3 first, and let no later function add or remove a layer."
    )


def _begin(learner, model, train, valid, rng):
    """Hand weights over to the network twice: for a training that is known exactly, and for the one that follows."""
    _has_the_layers_of_lesson_3(model)
    (images, labels), n = train, N_EXACT
    right = images.shape[1:] == (28, 28) and len(images) == len(labels) >= n
    right = right and labels.dtype.kind in "iu" and {*np.unique(labels)} <= {*range(10)}
    assert right and np.isfinite(images).all(), (
        "What scale_images and split_validation make of the digits can't be trained on.\n"
        "→ Run the checks of lesson 1 first."
    )
    exact = KnownStart(model, fresh_weights(SIZES, rng))
    learner.fit_model(model, (images[:n], labels[:n]), valid, epochs=STEPS, batch_size=n)
    plain = exact.follows_gradient_descent(images[:n], labels[:n], LEARNING_RATE)
    return SimpleNamespace(plain=plain, start=KnownStart(model, fresh_weights(SIZES, rng)))


def _was_trained(proof, model, train):
    """Tell a training from weights that were brought along, or computed in another way."""
    # A part of the training is enough to know the direction, and quicker.
    agreement = proof.start.agreement(model, *train, LEARNING_RATE, 2, BATCH_SIZE)
    if not agreement >= (AGREEMENT if proof.plain else AGREEMENT_OF_OTHERS):
        raise Contradiction(Code.NOT_TRAINED_HERE)
    assert proof.plain and agreement >= AGREEMENT, (
        f"Your network has learned, but otherwise than lessons 4 and 5 say. With {N_EXACT} images and batch_size={N_EXACT}, "
        f"{STEPS} epochs are {STEPS} steps of plain SGD, and your weights are elsewhere afterwards.\n"
        "→ Run the checks of lessons 4 and 5 first."
    )


def _result(rng):
    # Never halfway between two results of rounding: there, ways of rounding that are all right may differ.
    loss, accuracy = (
        rng.integers((600, 1000), (20_000, 9_900)) + rng.choice((-0.3, 0.3), 2)
    ) / 10_000
    return round(float(loss), 6), round(float(accuracy), 6)


def _only_letters(seen, right):
    """Say that only capitals or spaces differ, where that is so."""
    if seen.lower() == right.lower():
        return " Only small and capital letters differ."
    if "\r" in seen:
        return " A sign that nobody sees, \\r, stands at its end: write \\n alone."
    return " Only spaces differ." if seen.split() == right.split() else ""
