"""Lesson 07: what `predict_digits` and `plot_predictions` must do."""

import re

import numpy as np
import pytest

from coursekit.checks import LearnerProblem, alike, clear_cut, fitting, recognised, shades_of


@pytest.fixture(scope="class")
def model(session_learner):
    """Make one network for all: Keras prepares each for its first prediction, which takes time."""
    return session_learner.new_model()


class TestPredictDigits:
    def test_gives_one_digit_for_each_image(self, learner, rng, model):
        for n in (23, 10, 1):
            images = _images(rng, n)
            seen = _digits(learner, model, images)
            assert not isinstance(seen, int | np.integer), (
                f"For {n} image{'s' * (n > 1)} you returned one number, {seen}.{_one_for_all(learner, model, rng)}\n"
                + (
                    "→ A single image gets an array, too, with one digit in it. Leave squeeze, [0] or an if for one image away."
                    if n == 1
                    else "→ Return an array with a digit for each image. Give predict all images at once. np.argmax(…, axis=-1) "
                    "looks in each row for itself."
                )
            )
            assert seen.shape == (n,), recognised(
                {
                    "probabilities": seen.shape == (n, 10),
                    "wrong_axis": seen.shape == (10,),
                    "first_only": seen.shape == (1,),
                    "squeezed": seen.shape == () and n == 1,
                },
                f"For {n} image{'s' * (n > 1)} you returned an array of shape {seen.shape}. It should be ({n},): one "
                f"digit for each image.\n→ {_shape_advice(seen.shape, n)}",
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
            f"You returned {'texts' if seen.dtype.kind in 'US' else f'numbers of type {seen.dtype}'}, such as "
            f"{seen.flat[0]!s:.20}. A digit is a whole number.\n"
            f"→ {_type_advice(seen, model.predict(images))}",
        )

    @pytest.mark.essential
    def test_chooses_the_most_probable_digit(self, learner, rng, model):
        # Another network as well: one that was remembered from an earlier call is not enough.
        for network in (model, learner.new_model(seed=1)):
            images = _images(rng, 50)
            places, right = clear_cut(network, images)
            images, right = images[places[:10]], right[:10]
            outputs, seen = network.predict(images), learner.predict_digits(network, images)
            wrong = np.flatnonzero(seen != right)
            place = wrong[0] if len(wrong) else 0
            assert not len(wrong), (
                f"For image {place} the model's most probable digit is {right[place]} (with {outputs[place].max():.0%})"
                f", and you returned {seen[place]}.{_digits_slip(seen, network, images, earlier=model)}\n"
                "→ The digit is the place of the largest of an image's ten probabilities: np.argmax(…, axis=-1). Ask the "
                "model that you were given, and leave images as they are."
            )

    @pytest.mark.claim
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

    @pytest.mark.grading
    @pytest.mark.essential
    def test_can_be_seen_when_it_is_drawn(self, learner, rng):
        axes = _shown(learner.plot_predictions(*_predictions(rng, 4)), 4)
        # Any of them: nobody knows beforehand which.
        axes[rng.integers(4)].expect_drawn()

    @pytest.mark.claim
    def test_draws_on_a_figure_of_its_own(self, learner, rng):
        (other,) = learner.new_axes()
        figure = learner.plot_predictions(*_predictions(rng, 2))
        assert other.number not in [axes.number for axes in figure.axes], recognised(
            "draws_on_any_figure",
            "There was a figure already, with another picture, and your digits were drawn into it. Two calls would draw one "
            "over the other.\n→ Make a new one: plt.subplots(…), or plt.figure(…) without a number. plt.gcf() takes "
            "the one that is there, and so does plt.subplot(…).",
        )

    def test_takes_as_many_digits_as_there_are(self, learner, rng):
        # A fixed table of 5 x 5 is what tutorials draw.
        _shown(learner.plot_predictions(*_predictions(rng, 26)), 26)

    @pytest.mark.essential(leaves=0.5)
    def test_shows_each_digit_in_its_place(self, learner, rng):
        images, predicted, actual = _predictions(rng, 4)
        axes = _shown(learner.plot_predictions(images, predicted, actual), 4)
        for place, ax in enumerate(axes):
            image = images[place]
            expected = _greys(image)
            picture = ax.images[0]
            seen = shades_of(picture)
            assert not picture["coloured"] and not alike(seen, 1 - expected, 0.05), recognised(
                "colours",
                f"Your digits are not black on white: the colour map is {picture['cmap']!r}.\n"
                + (
                    "→ This map is right. Draw each image as it is: 1 - image exchanges black and white. Give no vmin and vmax."
                    if picture["cmap"] in ("binary", "Greys", "gray_r")
                    else '→ Use cmap="binary", as in lesson 2.'
                ),
            )
            assert alike(seen, expected, 0.02), recognised(
                "one_image_for_all",
                f"Picture {place + 1} does not show image {place + 1}.{_picture_slip(seen, images, place)}\n"
                + (
                    "→ Draw each image as it is: turn nothing, and give imshow no origin."
                    if _is_turned(seen, images[place])
                    else "→ Go through images and Axes side by side, as zip does. Draw each image as it is."
                ),
            )

    def test_says_what_was_predicted_and_what_is_true(self, learner, rng):
        images, predicted, actual = _predictions(rng, 4)
        axes = _shown(learner.plot_predictions(images, predicted, actual), 4)
        for ax, prediction, truth in zip(axes, predicted, actual, strict=True):
            right = f"Predicted: {prediction}, Actual: {truth}"
            exchanged = f"Predicted: {truth}, Actual: {prediction}"
            assert ax.title == right or ax.title != exchanged, recognised(
                "swapped_title",
                f'Predicted was {prediction}, true is {truth}, and the title is "{ax.title}". It should be "{right}".\n'
                "→ The two are exchanged: behind Predicted comes what the model said. Follow both to where they come from.",
            )
            assert ax.title == right, recognised(
                {
                    "no_truth": ax.title != "",
                    "title_on_the_last_axes": axes[-1].title != "",
                },
                f'Predicted was {prediction}, true is {truth}, and the title is "{ax.title}". It should be "{right}".\n'
                f"→ {_title_advice(ax.title)}",
            )

    @pytest.mark.claim
    def test_has_the_axis_off(self, learner, rng):
        axes = _shown(learner.plot_predictions(*_predictions(rng, 3)), 3)
        assert not any(ax.axis_on for ax in axes), recognised(
            "axis_stays",
            "A digit still has a frame or ticks around it.\n"
            '→ Call ax.axis("off") for every Axes. plt.axis("off") reaches only one of them.',
        )


def _digits(learner, model, images):
    """Return what predict_digits gives, also where it is a single number."""
    try:
        return learner.predict_digits(model, images)
    except LearnerProblem as problem:
        if isinstance(problem.returned, int | np.integer):
            return problem.returned
        raise


def _one_for_all(learner, model, rng):
    """Say which way a single number for many images comes about, if it is known."""
    images = _images(rng, 200)
    outputs = model.predict(images)
    digits = outputs.argmax(axis=1)
    # The first image, the last one and the largest of all probabilities give three different numbers.
    order = np.argsort(digits, kind="stable")
    surest = outputs.max(axis=1).argmax()
    order = np.insert(order[order != surest], 100, surest)
    outputs = outputs[order]
    number = _digits(learner, model, images[order])
    ways = {
        ("no_axis", " It is the place of the largest of all the probabilities."): outputs.argmax(),
        ("returns_in_the_loop", " It is the digit of the first image."): outputs[0].argmax(),
        ("returns_the_last", " It is the digit of the last image."): outputs[-1].argmax(),
    }
    return fitting(number, ways, ("squeezed", "") if np.ndim(number) else ("", ""), tolerance=0)


def _shape_advice(shape, n):
    """Say what to do about an array of another shape than (n,)."""
    if shape == (n, 1):
        return (
            "Each digit stands in an array of its own. The method ravel puts them all into one: write .ravel() behind your "
            "array. (In a loop: predict gives a table, also for one image. Its row is [0].)"
        )
    if shape == (1, n):
        return "The digits stand in a row of a table. The method ravel takes them out: write .ravel() behind your array."
    if shape == () and n == 1:
        return "A single image gets an array, too, with one digit in it. Leave squeeze and the like away."
    if len(shape) == 1 and shape != (10,):
        return "Give predict all images, and keep the answer for each. np.argmax(…, axis=-1) looks in each row for itself."
    return "The ten probabilities of an image stand in a row: np.argmax(…, axis=-1)."


def _type_advice(seen, outputs):
    """Say what to do about digits that are no whole numbers."""
    if seen.dtype.kind in "US":
        return "Those are texts. Return what np.argmax gives as it is, without quotes, str(…) or an f-string."
    whole = seen.dtype.kind == "f" and np.array_equal(seen, seen.round())
    if whole and (seen.max(initial=0) > 1 or np.array_equal(seen, outputs.argmax(axis=1))):
        return (
            "Yours are digits, stored as decimal numbers. Make the array with dtype=int (np.zeros needs that), or return what "
            "np.argmax gives as it is."
        )
    return (
        "The digit is the place of the largest probability. np.argmax gives it, as a whole number. np.max gives the probability "
        "itself."
    )


def _digits_slip(seen, model, images, earlier):
    """Say which way gives these digits, if it is known."""
    outputs, name = model.predict(images), "scales_again"
    ways = {
        (name, " Those are the digits that it finds least probable."): outputs.argmin(axis=1),
        (name, " Those are its digits for images that were divided by 255 again."): model.predict(
            images / 255
        ).argmax(axis=1),
        (name, " They are all one too large."): outputs.argmax(axis=1) + 1,
        (name, " That is the first image's digit for all."): np.full(
            len(images), outputs[0].argmax()
        ),
        (name, " Those are the second most probable digits."): outputs.argsort(axis=1)[:, -2],
        ("", " Those are the digits of the model of an earlier call."): earlier.predict(
            images
        ).argmax(axis=1),
    }
    return fitting(seen, ways, (name, ""), tolerance=0)


def _greys(image):
    """Return an image as it should be seen: 0 where it is white, 1 where it is black."""
    return (image - image.min()) / (image.max() - image.min())


def _picture_slip(seen, images, place):
    """Say what a picture shows in place of its image, if it is known."""
    others = [n for n, image in enumerate(images, start=1) if alike(seen, _greys(image), 0.02)]
    if others:
        return f" It shows image {others[0]}."
    if alike(seen, _greys(images[place])[::-1], 0.02):
        return " It stands on its head."
    return " It lies on its side." * _is_turned(seen, images[place])


def _is_turned(seen, image):
    """Whether a picture shows the image on its side or on its head."""
    expected = _greys(image)
    return any(alike(seen, turned, 0.02) for turned in (expected[::-1], expected.T))


def _title_advice(title):
    """Say what to do about a title that is not as it should be."""
    if "[" in title:
        return "The title holds whole arrays. Put in one of each: the prediction and the truth of this image."
    if not title:
        return (
            "Set it with ax.set_title(…), not plt.title(…): an f-string, letter for letter, with the prediction and the truth "
            "of this image."
        )
    if re.fullmatch(r"Predicted: \d+, Actual: \d+", title):
        return "The words are right. Behind Predicted comes what the model said of this image, behind Actual what is true of it."
    return "Write it as an f-string, letter for letter, with the prediction and the truth of this image."


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
    everywhere = len(shown) == n > 1 and all(len(axes.images) == n for axes in shown)
    assert all(len(axes.images) == 1 for axes in shown), recognised(
        "loop_in_a_loop" if everywhere else "on_the_last_axes",
        "Several digits are drawn on the same Axes, one over the other.\n"
        + (
            "→ Every Axes got all of them, as with a loop inside a loop. One loop is enough: zip gives an Axes with its image."
            if everywhere
            else "→ Draw each on its own Axes: with fig, axes = plt.subplots(1, n, squeeze=False), that of image i is axes[0, i]. "
            "Then axes[0, i].imshow(…), not plt.imshow(…)."
        ),
    )
    assert len(shown) >= n or len(figure.axes) < n, recognised(
        "empty_axes",
        f"Your figure has {len(figure.axes)} Axes, and {len(shown)} of them show{'s' * (len(shown) == 1)} a picture. It should be {n}.\n"
        "→ Call ax.imshow(…) on every Axes of the figure that you return."
        + " A return that is indented under the for ends the loop after the first."
        * (len(shown) == 1),
    )
    assert len(shown) == n, recognised(
        {"a_figure_for_each": len(shown) < n},
        f"For {n} digit{'s' * (n > 1)}, your figure has {len(shown)} picture{'s' * (len(shown) != 1)}.\n"
        "→ Make one figure, above the loop, with an Axes for each image: fig, axes = plt.subplots(1, n, squeeze=False). That of "
        "image i is axes[0, i].",
    )
    corners = {tuple(np.round(axes.facts["place"][:2], 3)) for axes in shown}
    assert len(corners) == n, recognised(
        "all_in_one_place",
        f"Your {n} pictures lie in {len(corners)} place{'s' * (len(corners) != 1)}, one on the other: only the last can be seen.\n"
        "→ Give each a place of its own. fig.add_subplot(1, n, i + 1) counts them from 1.",
    )
    return shown
