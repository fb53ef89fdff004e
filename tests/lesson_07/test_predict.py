"""Lesson 07: what `predict_digits` and `plot_predictions` must do."""

import numpy as np
import pytest

from coursekit.checks import alike, recognised


@pytest.fixture(scope="class")
def model(session_learner):
    """Make one network for all: Keras prepares each for its first prediction, which takes time."""
    return session_learner.new_model()


class TestPredictDigits:
    def test_gives_one_digit_for_each_image(self, learner, rng, model):
        for n in (23, 10, 1):
            seen = learner.predict_digits(model, _images(rng, n))
            assert seen.shape == (n,), recognised(
                {
                    "probabilities": seen.shape == (n, 10),
                    "wrong_axis": seen.shape == (10,),
                    "first_only": seen.shape == (1,),
                },
                f"For {n} image{'s' * (n > 1)} you returned an array of shape {seen.shape}. It should be ({n},): one "
                "digit for each image.\n→ The ten probabilities of an image stand in a row: np.argmax(…, axis=-1).",
            )

    def test_gives_whole_numbers(self, learner, rng, model):
        images = _images(rng, 5)
        seen = learner.predict_digits(model, images)
        decimal = seen.dtype.kind == "f"
        assert seen.dtype.kind in "iu", recognised(
            {
                "decimal_digits": decimal and np.array_equal(seen, seen.round()),
                "largest_probability": decimal
                and alike(seen, model.predict(images).max(axis=1), 1e-3),
            },
            f"You returned numbers of type {seen.dtype}, such as {seen.flat[0]}. A digit is a whole number.\n"
            "→ np.argmax gives the place of the largest probability, a whole number already; np.max gives the "
            "probability itself.",
        )

    @pytest.mark.essential
    def test_chooses_the_most_probable_digit(self, learner, rng, model):
        # Another network as well: one that was remembered from an earlier call is not enough.
        for network in (model, learner.new_model(seed=1)):
            images = _images(rng, 10)
            outputs = network.predict(images)
            seen, right = learner.predict_digits(network, images), outputs.argmax(axis=1)
            wrong = np.flatnonzero(seen != right)
            place = wrong[0] if len(wrong) else 0
            assert not len(wrong), recognised(
                "scales_again",
                f"For image {place} the model's most probable digit is {right[place]} (with {outputs[place].max():.0%})"
                f", and you returned {seen[place]}.\n"
                "→ Look for the largest of the ten probabilities of each image, np.argmax(…, axis=-1): its place is "
                "the digit. Leave images as they are.",
            )

    def test_leaves_its_input_as_it_was(self, learner, rng, model):
        learner.predict_digits(model, _images(rng, 4))
        assert not learner.changed_input, recognised(
            "blackens_the_images",
            "predict_digits changed the images that it was given.\n→ Write nothing into images itself.",
        )


class TestPlotPredictions:
    @pytest.mark.essential
    def test_has_one_axes_for_each_digit(self, learner, rng):
        for n in (3, 1, 5):
            _shown(learner.plot_predictions(*_predictions(rng, n)), n)

    def test_shows_each_digit_in_its_place(self, learner, rng):
        images, predicted, actual = _predictions(rng, 4)
        axes = _shown(learner.plot_predictions(images, predicted, actual), 4)
        for place, ax in enumerate(axes):
            image = images[place]
            expected = (image - image.min()) / (image.max() - image.min())
            picture = ax.images[0]
            assert not picture["coloured"] and not alike(picture["seen"], 1 - expected, 0.05), (
                recognised(
                    "colours",
                    f"Your digits are not black on white: the colour map is {picture['cmap']!r}.\n"
                    '→ Use cmap="binary", as in lesson 2.',
                )
            )
            assert alike(picture["seen"], expected, 0.02), recognised(
                "one_image_for_all",
                f"Picture {place + 1} does not show image {place + 1}.\n"
                "→ Walk through images and Axes together, for example with zip, and draw each image as it is.",
            )

    def test_says_what_was_predicted_and_what_is_true(self, learner, rng):
        images, predicted, actual = _predictions(rng, 4)
        axes = _shown(learner.plot_predictions(images, predicted, actual), 4)
        for ax, prediction, truth in zip(axes, predicted, actual, strict=True):
            right = f"Predicted: {prediction}, Actual: {truth}"
            assert ax.title == right, recognised(
                {
                    "no_truth": ax.title != "",
                    "title_on_the_last_axes": axes[-1].title != "",
                },
                f'Predicted was {prediction}, true is {truth}, and the title is "{ax.title}". It should be "{right}".\n'
                "→ Set it with ax.set_title(…), not plt.title(…): an f-string, letter for letter, with the prediction and the "
                "truth of this image.",
            )

    def test_has_the_axis_off(self, learner, rng):
        axes = _shown(learner.plot_predictions(*_predictions(rng, 3)), 3)
        assert not any(ax.axis_on for ax in axes), recognised(
            "axis_stays",
            'There is still a frame with ticks around a digit.\n→ Call ax.axis("off") for every Axes.',
        )


def _images(rng, n):
    return rng.random((n, 28, 28), "float32")


def _predictions(rng, n):
    """Return n images that differ from their mirror images, predictions, and truths of which some differ."""
    actual = rng.integers(0, 10, n)
    predicted = (actual + (np.arange(n) % 2)) % 10
    return _images(rng, n), predicted, actual.astype("uint8")


def _shown(figure, n):
    """Return the n Axes of a figure that show a picture."""
    shown = [axes for axes in figure.axes if axes.images]
    assert all(len(axes.images) == 1 for axes in shown), recognised(
        "on_the_last_axes",
        "Several digits are drawn on the same Axes, one over the other.\n"
        "→ Draw each on its own Axes: ax.imshow(…), not plt.imshow(…).",
    )
    assert len(shown) >= n or len(figure.axes) < n, recognised(
        "empty_axes",
        f"Your figure has {len(figure.axes)} Axes, and {len(shown)} of them show{'s' * (len(shown) == 1)} a picture. It should be {n}.\n"
        "→ Call ax.imshow(…) on every Axes.",
    )
    assert len(shown) == n, recognised(
        {"a_figure_for_each": len(shown) < n},
        f"For {n} digit{'s' * (n > 1)}, your figure has {len(shown)} picture{'s' * (len(shown) != 1)}.\n"
        "→ Make one Axes for each image, in one figure: plt.subplots(1, len(images), squeeze=False).",
    )
    return shown
