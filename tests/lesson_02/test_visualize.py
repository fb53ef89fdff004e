"""Lesson 02: what `plot_digit`, `plot_random_digit` and `count_labels` must do."""

import copy

import numpy as np
import pytest

from coursekit.checks import alike, fitting, recognised, shades_of


class TestPlotDigit:
    def test_draws_one_picture(self, learner, rng):
        axes = learner.plot_digit(_picture(rng))
        assert len(axes.images) == 1, (
            f"There are {len(axes.images)} pictures on the Axes that you returned. There should be one.\n"
            + (
                "→ Call imshow once for an image: each call lays one more picture over those that are there."
                if axes.images
                else "→ Draw with ax.imshow(image, …), and do the rest with ax., too: plt.… may take another Axes. Return the Axes that you drew on."
            )
        )

    def test_draws_black_on_white(self, learner, rng):
        image = _picture(rng)
        picture = learner.plot_digit(image).images[0]
        name = picture["cmap"]
        assert not picture["coloured"], recognised(
            {"default_colours": name == "viridis"},
            f"Your digit comes in colours: the colour map is {name!r}. A pixel has no colour, only a strength.\n"
            '→ Tell imshow which colours to use: cmap="binary".',
        )
        seen = shades_of(picture)
        assert not alike(seen, 1 - _shades(image), 0.05), recognised(
            "white_on_black",
            f"Your digit is white on black: the colour map is {name!r}. On paper a digit is black on white.\n"
            + (
                f"→ {name} draws the smallest number white already. Give imshow the image as it is, not 255 - image, and no vmin or vmax."
                if name in ("binary", "Greys", "gray_r")
                else '→ Use cmap="binary": 0 is white, the largest number is black.'
            ),
        )

    @pytest.mark.essential
    def test_puts_every_pixel_in_its_place(self, learner, rng):
        image = _picture(rng)
        picture = learner.plot_digit(image).images[0]
        # Which colours it has is another check's concern.
        seen = _shades(picture["values"]) if picture["coloured"] else shades_of(picture)
        expected = _shades(image)
        turned = [
            ("mirrored", "", expected[:, ::-1]),
            ("upside down", "upside_down", expected[::-1]),
            ("mirrored and turned on its side", "transposed", expected.T),
            ("turned on its left side", "transposed", np.rot90(expected)),
            ("turned on its right side", "transposed", np.rot90(expected, -1)),
        ]
        how, mistake = next(
            ((how, mistake) for how, mistake, other in turned if _same_shades(seen, other)),
            ("not the one that you were given", "cropped"),
        )
        # The numbers are in their places: only vmin, vmax or a norm can have changed the greys.
        values = picture.get("values")
        other_greys = np.shape(values) == expected.shape and _same_shades(_shades(values), expected)
        assert _same_shades(seen, expected), recognised(
            "limits_of_scaled_pixels" if other_greys else mistake,
            f"The picture is {'in its place, in greys that are not its own' if other_greys else how} "
            f"(colour map {picture['cmap']!r}).\n"
            + (
                '→ Give imshow cmap="binary", and leave out vmin, vmax and norm. Then the smallest number is white, the largest black.'
                if other_greys
                else "→ Give imshow the image as it is: not turned, not cut. Row 0 belongs at the top, so leave out origin and invert_yaxis."
            ),
        )

    @pytest.mark.grading
    @pytest.mark.essential
    def test_can_be_seen_when_it_is_drawn(self, learner, rng):
        learner.plot_digit(_picture(rng), label=int(rng.integers(10))).expect_drawn()

    @pytest.mark.claim
    def test_has_no_ticks(self, learner, rng):
        axes = learner.plot_digit(_picture(rng))
        assert not axes.ticks_visible, recognised(
            "ticks_stay",
            "There are still ticks and numbers along the sides of the picture. For a digit they say nothing.\n"
            '→ Take them away with ax.set_xticks([]) and ax.set_yticks([]), or with ax.axis("off").',
        )

    def test_says_the_label_in_the_title(self, learner, rng):
        label = int(rng.integers(1, 10))
        for given, kind in ((label, ""), (np.uint8(label), " of type uint8")):
            title = learner.plot_digit(_picture(rng), label=given).title
            assert title == f"Label: {label}", recognised(
                "wrong_title" if title else "ints_of_python_alone",
                f'With label={label}{kind} your title is "{title}". It should be "Label: {label}".\n'
                + (
                    '→ Write it as an f-string, with one space after the colon: f"Label: {label}".'
                    if title
                    else "→ Ask `if label is not None`, and nothing else of it. Write with ax.set_title(…), on the Axes that you return."
                ),
            )

    def test_says_the_label_0_too(self, learner, rng):
        title = learner.plot_digit(_picture(rng), label=0).title
        assert title == "Label: 0", recognised(
            "title_lost_for_zero",
            f'With label=0 your title is "{title}". 0 is a digit like the others, but for Python a bare 0 counts '
            "as false.\n→ Ask `if label is not None`, not `if label`.",
        )

    @pytest.mark.claim
    def test_has_no_title_without_a_label(self, learner, rng):
        title = learner.plot_digit(_picture(rng)).title
        assert title == "", recognised(
            "title_always",
            f'No label was given, and your title is "{title}". There should be none.\n'
            "→ Set the title only when a label was given: `if label is not None`.",
        )

    @pytest.mark.claim
    def test_draws_on_the_axes_that_it_is_given(self, learner, rng):
        others = learner.new_axes(3)
        axes = learner.plot_digit(_picture(rng), label=5, ax=others[1])
        assert axes.number == others[1].number, recognised(
            "ignores_ax",
            "An Axes was given with ax=…, but you returned another one. Then digits can't stand side by side.\n"
            "→ Make a new Axes only when ax is None: plt.subplots() gives a pair, figure and Axes. Then write ax.imshow, ax.set_title, ax.set_xticks "
            "and ax.set_yticks where plt.… stands, and return ax.",
        )
        missing = "title" if axes.images else "picture"
        assert axes.images and axes.title, recognised(
            "draws_with_pyplot",
            f"An Axes was given with ax=…, but your {missing} went to another one, or to none.\n"
            "→ Draw and write with ax.…, not with plt.…, which chooses an Axes by itself. No such line may stand "
            "under `if ax is None`.",
        )

    @pytest.mark.claim
    def test_leaves_its_input_as_it_was(self, learner, rng):
        learner.plot_digit(_picture(rng), label=3)
        assert not learner.changed_input, recognised(
            "marks_the_picture",
            "plot_digit changed the image that it was given. Drawing should leave the data alone.\n"
            "→ Write nothing into image itself.",
        )


class TestPlotRandomDigit:
    @pytest.mark.essential
    def test_draws_one_of_the_digits(self, learner, rng):
        images, labels = _labelled(rng, 6)
        axes = learner.plot_random_digit(images, labels, rng)
        assert len(axes.images) == 1, (
            f"There are {len(axes.images)} pictures on the Axes that you returned. There should be one.\n"
            "→ Give one image to plot_digit, and return the Axes that it returns."
        )
        assert _place(axes, images) is not None, recognised(
            "draws_their_mean",
            "The picture is none of the images that you were given.\n"
            "→ Choose a random place, and let plot_digit draw images[place] as it is, black on white.",
        )

    @pytest.mark.grading
    @pytest.mark.essential
    def test_can_be_seen_when_it_is_drawn(self, learner, rng):
        learner.plot_random_digit(*_labelled(rng, 10), rng).expect_drawn()

    def test_says_the_label_of_this_digit(self, learner, rng):
        images, labels = _labelled(rng, 10)
        drawn = [learner.plot_random_digit(images, labels, each) for each in rng.spawn(4)]
        places = [_place(axes, images) for axes in drawn]
        # One label may be the place by chance, but not all.
        as_label = all(a.title == f"Label: {n}" for a, n in zip(drawn, places, strict=True))
        for axes, place in zip(drawn, places, strict=True):
            right = labels[place]
            assert axes.title == f"Label: {right}", recognised(
                {
                    "label_forgotten": axes.title == "",
                    "place_as_label": as_label,
                    "another_label": axes.title in [f"Label: {other}" for other in range(10)],
                },
                f'You drew a digit with the label {right}, but the title is "{axes.title}".\n'
                + (
                    f"→ {place} is the place of the digit. Hand its label on to plot_digit, not its place."
                    if as_label
                    else "→ Draw one place, rng.integers(len(images)). Hand plot_digit both from there: images[place] and labels[place]."
                ),
            )

    def test_chooses_with_the_generator_that_it_is_given(self, learner, rng):
        images, labels = _labelled(rng, 200)
        (generator,) = rng.spawn(1)
        places = [
            _place(learner.plot_random_digit(images, labels, copy.deepcopy(generator)), images)
            for _ in range(3)
        ]
        assert len(set(places)) == 1, recognised(
            "numpy_global_random",
            "The same generator in the same state gave different digits. So the choice came from somewhere else, "
            "and nobody could repeat it.\n→ Choose with rng: rng.integers(…). Use nothing else that draws at random.",
        )
        others = set()
        for other in rng.spawn(5):
            axes = learner.plot_random_digit(images, labels, other)
            others.add(_place(axes, images))
            if len(others) > 1:
                break
        assert len(others) > 1, recognised(
            "always_the_first",
            "Five different generators all chose the same digit: the choice is not random.\n"
            "→ Let rng choose among all places: rng.integers(len(images)). Use no fixed place, and no generator of your own.",
        )

    def test_can_choose_every_digit(self, learner, rng):
        # Two digits, 24 draws: an honest function misses one of them once in 8 million runs.
        images, labels = _labelled(rng, 2)
        seen = set()
        for generator in rng.spawn(24):
            axes = learner.plot_random_digit(images, labels, generator)
            seen.add(_place(axes, images))
            if len(seen) == 2:
                break
        assert len(seen) == 2, recognised(
            "last_never_chosen",
            f"Of two digits, your function always chose number {min(seen)} in 24 tries.\n"
            "→ rng.integers(len(images)) gives every place from the first to the last: the end is left out already.",
        )


class TestCountLabels:
    def test_lists_the_digits_0_to_9_in_order(self, learner, rng):
        labels = _labels(rng)
        series = learner.count_labels(labels)
        texts = [i for i in series.index if isinstance(i, str)]
        assert not texts, recognised(
            "digits_as_texts",
            f"The index of your Series holds texts, such as {texts[0] if texts else ''!r}. It should be the numbers 0 to 9: counts[7] would "
            "find nothing.\n→ Leave the digits as they are: no str(…) and no quotes around them.",
        )
        index = [int(i) if str(i).isdigit() else str(i) for i in series.index]
        most_frequent_first = np.bincount(labels).argsort()[::-1]
        assert index == list(range(10)), recognised(
            {
                "most_frequent_first": index == most_frequent_first.tolist(),
                "one_too_many": index == list(range(11)),
            },
            f"The index of your Series is {_first_of(index)}. It should be 0 to 9, in this order.\n"
            "→ value_counts() counts, and puts the most frequent first. Let .reindex(range(10), …) follow: it puts the digits "
            "0 to 9 in order. With fill_value=0 in it, a digit that never comes gets 0.",
        )

    @pytest.mark.essential
    def test_counts_each_digit(self, learner, rng):
        labels = _labels(rng)
        values, right = learner.count_labels(labels).values, np.bincount(labels, minlength=10)
        wrong = [digit for digit in range(10) if values[digit] != right[digit]]
        ways = {
            ("fractions", " That is its share of all, as normalize=True gives it."): right
            / right.sum(),
            ("fractions", " That is its share in percent."): 100 * right / right.sum(),
            (
                "most_frequent_first_renumbered",
                " The counts are there, but sorted by size.",
            ): -np.sort(-right),
            ("", " The digits were added up, not counted."): right * np.arange(10),
        }
        assert not wrong, (
            f"The digit {wrong[0]} occurs {right[wrong[0]]} times, and your Series says {values[wrong[0]]}."
            f"{fitting(values, ways, ('fractions', ''))}\n"
            + (
                "→ Each count belongs beside its own digit. A new index only gives the places other names. Let "
                ".reindex(range(10), fill_value=0) follow value_counts() itself: it finds each count by its digit."
                if np.array_equal(np.sort(values), np.sort(right))
                else "→ Each of the labels adds 1 to the count of its own digit. Return these counts as they are, as whole numbers."
            )
        )

    def test_counts_0_for_a_digit_that_does_not_occur(self, learner, rng):
        # The 9, too: who counts up to the largest label misses no other digit.
        for missing in (int(rng.integers(0, 9)), 9):
            labels = _labels(rng)
            labels = labels[labels != missing]
            series = learner.count_labels(labels)
            values = dict(zip([str(i) for i in series.index], series.values, strict=True))
            seen = values.get(str(missing), "nothing")
            # As a list of nine counts has it, without an index of its own.
            moved_up = missing < 9 and seen == np.count_nonzero(labels == missing + 1)
            assert seen == 0, recognised(
                {
                    "missing_digit_left_out": str(missing) not in values,
                    # NaN alone is not equal to itself.
                    "empty_for_missing": seen != seen,
                    "counts_without_their_digits": moved_up,
                },
                f"No label was {missing}, and your Series says {seen} for it. It should "
                "say 0 (nan means: no number).\n"
                + (
                    "→ The counts behind the missing digit have moved up one place. Let the digits themselves be the index. Then "
                    ".reindex(range(10), fill_value=0) gives this one its 0."
                    if moved_up
                    else "→ value_counts() leaves out what does not occur: .reindex(range(10), fill_value=0) brings it back."
                ),
            )
            assert len(values) == 10, (
                f"Without the digit {missing}, your Series has {len(values)} entries instead of 10.\n"
                "→ .reindex(range(10), fill_value=0) gives one for each digit."
            )


def _picture(rng):
    """Return an image that looks different when it is mirrored, turned or inverted."""
    image = rng.integers(0, 60, (28, 28)).astype("uint8")
    image[3:9, 2:12] = rng.integers(200, 255)
    image[0, 0], image[27, 27] = 0, 255
    return image


def _labelled(rng, n):
    images = np.stack([_picture(rng) for _ in range(n)])
    # No label is its own place.
    return images, ((3 * np.arange(n) + 7) % 10).astype("uint8")


def _labels(rng):
    """Return 300 labels in which every digit occurs, each another number of times."""
    return rng.permutation(np.repeat(np.arange(10), rng.permutation(np.arange(12, 62, 5)))).astype(
        "uint8"
    )


def _shades(image):
    low, high = float(image.min()), float(image.max())
    return (image - low) / ((high - low) or 1)


def _same_shades(seen, expected):
    """Whether a picture shows the expected one, black on white or white on black."""
    return alike(seen, expected, 0.02) or alike(seen, 1 - expected, 0.02)


def _first_of(values):
    return f"{', '.join(str(value) for value in values[:12])}{', …' * (len(values) > 12)}"


def _place(axes, images):
    """Return which of the images an Axes shows, or None."""
    seen = shades_of(axes.images[0])
    if seen is None or seen.shape != images.shape[1:]:
        return None
    # All images at once: one by one, 200 of them take longer than the drawing.
    low, high = (getattr(images, end)(axis=(1, 2), keepdims=True) for end in ("min", "max"))
    shades = (images - low.astype(float)) / (high - low)
    alike = (abs(shades - seen) < 0.02).all(axis=(1, 2))
    return int(alike.argmax()) if alike.any() else None
