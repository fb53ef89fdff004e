"""Lesson 12: what `prepare_digit`, `recognise` and `export_weights` must do."""

import builtins

import numpy as np
import pytest

from coursekit.checks import Code, LearnerProblem, in_words, listed, recognised

MIDDLE = (12.4, 15.1)
"""Where a centre of mass may lie. MNIST's own lie between 13.5 and 14.5: they were moved by whole pixels towards 14.
Who takes 13.5 for the middle and cuts decimals off comes down to 12.5; who moves to a fraction of a pixel is at 13.5 or
14. The drawing that is checked has 2.4 pixels or more between its centre of mass and the middle of its frame."""

LIKE = 0.9
"""How much (correlation) a digit must be like MNIST's, moved by a pixel at most. The mean of ten digits: 0.99 or more for
Pillow's and TensorFlow's ways of scaling, 0.97 when fractions of pixels were moved, 0.81 stretched to 20 x 20, below 0.6
mirrored or turned."""

SAME = 0.98
"""How much two pictures of the same drawing must be alike. Rounding leaves 0.999; without shades of grey it is 0.96."""


class TestPrepareDigit:
    def test_gives_28_by_28_numbers_from_0_to_1(self, learner, rng, digits):
        seen = learner.prepare_digit(_drawing(rng, digits))
        assert seen.shape == (28, 28), recognised(
            "batch_of_one",
            f"You returned an array of shape {seen.shape}. It should be (28, 28), one picture as MNIST has them.\n→ "
            + (
                "It has 28 x 28 pixels already. Return them as (28, 28), without a further axis, and not in one row."
                if seen.size == 784
                else "Put the scaled ink into a picture of 28 x 28 pixels, and return that."
            ),
        )
        assert seen.dtype.kind == "f", recognised(
            "whole_numbers",
            f"You returned numbers of type {seen.dtype}. They should be decimal numbers from 0 to 1.\n"
            "→ Make the picture of decimal numbers, and divide by the largest.",
        )
        assert np.isfinite(seen).all(), (
            "Some of your numbers are nan or infinite: something was divided by 0.\n"
            "→ Look at each division. What can be 0 there?"
        )
        # Some ways of scaling shoot a little beyond; that does no harm.
        assert seen.min() >= -0.15 and seen.max() <= 1.15, recognised(
            "ink_below_0" if seen.min() < -0.15 else "up_to_255",
            f"Your numbers go from {seen.min():.3g} to {seen.max():.3g}. They should lie between 0 and 1.\n→ "
            + (
                "Background is 0, and ink lies above it: take abs(grey - background), and divide by the largest ink."
                if seen.min() < -0.15
                else "Divide by the largest number that there can be, 255; or by the largest ink that there is."
            ),
        )

    def test_has_bright_ink_on_a_background_of_0(self, learner, rng, digits):
        seen = learner.prepare_digit(_thin(rng, digits))
        assert _bright(seen) < 0.35, recognised(
            "always_inverts",
            "The drawing was white on black, and in your picture the background is bright and the ink dark. For the "
            "network, ink is 1, background 0.\n"
            "→ The background is the median grey along the edge: np.median of its four sides, put together by np.concatenate. "
            "They are grey[0] and grey[-1], grey[:, 0] and grey[:, -1]. Ink is abs(grey - background).",
        )
        background = np.median(seen[seen < 0.5])
        assert background < 0.05, (
            f"The background of your picture is {background:.2f}. It should be 0: the network was trained on that.\n"
            "→ Begin with a picture of zeros. Ink is what differs from the drawing's background."
        )
        assert seen.max() > 0.6, recognised(
            "pale",
            f"The brightest pixel of your picture is {seen.max():.3f}. Full ink should be 1.\n"
            "→ Divide the scaled ink by its own largest number, and by nothing after that.",
        )

    def test_takes_black_on_white(self, learner, rng, digits):
        drawing = _thin(rng, digits)
        seen, right = learner.prepare_digit(255 - drawing), learner.prepare_digit(drawing)
        assert _bright(seen) < 0.35, recognised(
            "never_inverts",
            "The drawing was black on white, and in your picture the background is still bright. For the network, ink "
            "is 1 and background is 0.\n→ Where the drawing's edge is bright, invert it.",
        )
        assert _likeness(seen, right) >= SAME, (
            "Black on white, a drawing gives another picture than the same one white on black.\n"
            "→ Find ink and background first, in decimal numbers: uint8 can't go below 0. All that follows should work with the "
            "ink alone."
        )

    def test_scales_the_ink_to_20_pixels(self, learner, rng):
        for height, width in _tall_and_wide(rng):
            seen = learner.prepare_digit(_outline(rng, height, width))
            longer = max(_box(seen))
            # A pixel more or less: scaling blurs the edges.
            assert 19 <= longer <= 21, recognised(
                {"fills_the_picture": longer == 28, "whole_drawing": longer < 19},
                f"The drawing's ink is {height} pixels high and {width} wide. In your picture its longer side has "
                f"{longer} pixels. It should be 20, as in MNIST: the rest of the 28 is margin.\n"
                + (
                    "→ Multiply both sides by 20 / max(height, width). Round only what comes out."
                    if 21 < longer < 28
                    else "→ 28 is the size of the whole picture. Scale the longer side of the ink to 20."
                    if longer == 28
                    else "→ Cut out the rows and columns that have ink in them, and scale that part, whatever its size."
                ),
            )

    def test_keeps_the_proportions(self, learner, rng):
        for height, width in _tall_and_wide(rng):
            seen = _box(learner.prepare_digit(_outline(rng, height, width)))
            right = tuple(round(20 * side / max(height, width)) for side in (height, width))
            assert not _near(seen, right[::-1]), recognised(
                "rows_for_columns",
                f"The drawing's ink is {height} pixels high and {width} wide. Yours is {seen[0]} high and {seen[1]} "
                "wide: height and width are swapped.\n"
                "→ Look where rows and columns get mixed up. Arrays name the height first, Pillow's resize the width.",
            )
            assert _near(seen, right), recognised(
                "stretched",
                f"The drawing's ink is {height} pixels high and {width} wide, so it should become {right[0]} by "
                f"{right[1]}. Yours is {seen[0]} by {seen[1]}: it is stretched or squeezed.\n"
                "→ Take height, width = ink.shape, without the empty border. Multiply both by 20 / max(height, width), and round. resize takes the width first.",
            )

    def test_has_the_centre_of_mass_in_the_middle(self, learner, rng):
        seen = learner.prepare_digit(_lopsided(rng))
        row, column = _centre_of_mass(seen)
        assert all(MIDDLE[0] <= place <= MIDDLE[1] for place in (row, column)), recognised(
            "centre_moved_the_wrong_way",
            f"The centre of mass of your picture is at row {row:.1f} and column {column:.1f}. Both should be near 14, "
            "as in MNIST.\n"
            "→ in_the_middle does that. Give it the scaled ink alone, with no margin around it, and return what comes back. The "
            "middle of the ink's frame is another point.",
        )

    def test_keeps_all_ink_inside_the_picture(self, learner, rng):
        ink = np.zeros((150, 60), "uint8")
        ink[: int(rng.integers(40, 55))] = 255
        ink[:, 26:34] = 255
        for turns, side in enumerate(("top", "left", "bottom", "right")):
            seen, error = _outcome(learner, _pasted(rng, np.rot90(ink, turns)))
            longer = max(_box(seen)) if seen is not None else 20
            assert longer >= 19 or _reaches_the_edge(seen), (
                f"A drawing of a long thin shape gives a digit whose longer side has {longer} pixels. It should have 20.\n"
                "→ Cut out all rows and columns with ink, each by its own first and last place. Multiply both sides by 20 / max(height, "
                "width), and round only after that."
            )
            assert seen is not None and 19 <= max(_box(seen)) <= 21, recognised(
                "over_the_edge",
                f"A drawing with nearly all its ink at the {side} and a long thin tail gives "
                f"{'no picture: ' + error if error else 'a picture in which a part of the ink is cut off'}.\n"
                "→ With the centre of mass in the middle, the tail would reach out of the 28 x 28 pixels. Then move the ink "
                "back until all of it is inside. in_the_middle does so: min(max(top, 0), 28 - height), and the same from left to "
                "right.",
            )

    def test_gives_the_same_wherever_it_was_drawn(self, learner, rng, digits):
        picture = _enlarged(_digit(rng, digits), 6)
        drawings = [np.zeros((290, 310), "uint8") for _ in range(2)]
        for drawing, corner in zip(drawings, ((3, 4), (118, 137)), strict=True):
            _paste(picture, drawing, corner)
        seen = [learner.prepare_digit(drawing) for drawing in drawings]
        assert _likeness(*seen) >= LIKE, (
            "The same strokes, once at the upper left and once at the lower right, gave two different pictures.\n"
            "→ Cut out the ink first: where it was in the drawing should not matter."
        )

    @pytest.mark.essential
    def test_gives_digits_of_mnist_back(self, learner, rng, digits):
        # They were prepared in this way once. Enlarged and moved, they must become what they were.
        images = [_in_the_middle(_digit(rng, digits)) for _ in range(10)]
        seen = [
            learner.prepare_digit(_pasted(rng, _enlarged(image, int(rng.integers(3, 8)))))
            for image in images
        ]
        turns = {
            "mirrored, left for right": ("mirrored", lambda image: image[:, ::-1]),
            "upside down": ("upside_down", lambda image: image[::-1]),
            "turned by half": ("", lambda image: image[::-1, ::-1]),
        }
        how, mistake = next(
            (
                (how, mistake)
                for how, (mistake, turn) in turns.items()
                if _mean_likeness(seen, list(map(turn, images))) >= LIKE
            ),
            ("", ""),
        )
        likeness = _mean_likeness(seen, images)
        assert likeness >= LIKE or not how, recognised(
            mistake,
            f"The digits in your pictures are {how}.\n"
            "→ Row 0 is the top row, column 0 the left one. Look where rows and columns get mixed up.",
        )
        assert likeness >= LIKE, (
            "Ten digits of MNIST, enlarged and moved somewhere else, should become what they were. Yours are only "
            f"{max(likeness, 0):.0%} like them.\n"
            "→ Draw what your function makes of a drawing (plot_digit of lesson 2), and look what is different."
        )

    def test_keeps_soft_edges(self, learner, rng, digits):
        shades = []
        for _ in range(4):
            seen = learner.prepare_digit(_drawing(rng, digits))
            shades.append(((seen > 0.1) & (seen < 0.9)).sum() / (seen > 0.1).sum())
        assert np.mean(shades) > 0.1, recognised(
            "full_ink_or_none",
            "Your pictures have only full ink and no ink. MNIST's digits have grey pixels along their strokes, and the "
            "network was trained on these.\n→ Leave the shades that come out of scaling as they are. Image.Resampling.BOX makes "
            "them, and NEAREST does not.",
        )

    def test_takes_whole_and_decimal_numbers(self, learner, rng, digits):
        drawing = _drawing(rng, digits)
        right = learner.prepare_digit(drawing)
        for name, given in (
            ("0 to 255 divided by 255", (drawing / 255).astype("float32")),
            ("the same, black on white", 1 - drawing / 255),
        ):
            seen, error = _outcome(learner, given)
            assert seen is not None and _likeness(seen, right) >= SAME, recognised(
                {
                    "cuts_decimals": name.startswith("0"),
                    "divides_decimals_too": name.startswith("the"),
                },
                f"Decimal numbers from 0 to 1 ({name}) give another picture than whole numbers from 0 to 255"
                f"{f', or none: {error}' if error else ''}.\n"
                "→ A fixed 127 or 255 fits whole numbers only, and uint8 cuts decimals off. Take what fits both: the median of the edge for the "
                "background, and divide by the largest ink.",
            )

    def test_takes_colours(self, learner, rng, digits):
        drawing = _drawing(rng, digits)
        right = learner.prepare_digit(drawing)
        grey = np.repeat(drawing[:, :, None], 3, axis=2)
        opaque = np.dstack([grey, np.full(drawing.shape, 255, "uint8")])
        # The same opacity everywhere would only make the whole drawing brighter.
        clear = np.dstack([grey, rng.integers(0, 256, drawing.shape, "uint8")])
        for given in (grey, opaque, clear):
            seen, error = _outcome(learner, given)
            assert seen is not None and _likeness(seen, right) >= SAME, recognised(
                {
                    "grey_only": given is grey,
                    "opacity_counts": given is opaque,
                    "fourth_in_the_mean": given is clear,
                },
                f"A drawing of shape {given.shape} should give the same picture as the same drawing of shape "
                f"{drawing.shape}. Yours is {'another one' if not error else f'none: {error}'}.\n"
                "→ In the third direction stand red, green, blue, and perhaps the opacity. Make one grey of the first "
                "three, with .mean(axis=2) for example. (A sum of uint8 begins again at 256.)",
            )
        for name, ink, paper in (
            ("Red ink on white", (255, 0, 0), 255),
            ("Blue ink on white", (0, 0, 255), 255),
            ("Yellow ink on black", (255, 220, 0), 0),
            ("Yellow ink on white", (255, 255, 0), 255),
        ):
            strength = drawing[:, :, None] / 255
            given = (strength * np.array(ink) + (1 - strength) * paper).round().astype("uint8")
            seen, error = _outcome(learner, given)
            assert seen is not None and _likeness(seen, right) >= LIKE, recognised(
                {"two_colours": name == "Yellow ink on white", "first_colour": True},
                f"{name} got lost in your picture{f': {error}' if error else ''}.\n"
                "→ Each colour may be bright or dark: take the mean of all three, not one of them.",
            )

    def test_takes_a_thin_straight_line(self, learner, rng):
        for turned in (False, True):
            line = np.full((int(rng.integers(120, 250)), 2), 255, "uint8")
            drawing = _pasted(rng, line.T if turned else line)
            seen, error = _outcome(learner, drawing)
            assert seen is not None and 19 <= max(_box(seen)) <= 21 and seen.sum() > 3, recognised(
                "line_vanishes",
                f"A straight line of {len(line)} by 2 pixels, a 1 for example, gives "
                f"{'no picture: ' + error if error else 'a picture without a line of 20 pixels'}.\n"
                "→ Scaled, its shorter side is less than half a pixel, which rounds to 0. Give it at least 1: max(1, …).",
            )

    def test_takes_a_tiny_drawing(self, learner, rng):
        dot = np.zeros((int(rng.integers(9, 14)), int(rng.integers(9, 14))), "uint8")
        dot[int(rng.integers(2, 7)), int(rng.integers(2, 7))] = 255
        dash = np.zeros((2, 9), "uint8")
        dash[0, 3:6] = 255
        for what, drawing in (("one pixel", dot), ("three pixels", dash)):
            seen, error = _outcome(learner, drawing)
            # Some ways of enlarging so much let the edges run far out.
            assert seen is not None and np.isfinite(seen).all() and max(_box(seen)) >= 15, (
                recognised(
                    {"last_row_lost": error, "only_shrinks": not error},
                    f"A drawing of {drawing.shape[0]} by {drawing.shape[1]} pixels with {what} of ink gives "
                    f"{'no picture: ' + error if error else 'a picture whose ink is not 20 pixels long'}.\n"
                    + (
                        "→ A single pixel is ink, too. The last row and the last column with ink belong to it. A slice ends before "
                        "its second number, so add 1 to it: first : last + 1."
                        if error
                        else "→ Small ink must be enlarged, as large ink is made smaller: scale it always."
                    ),
                )
            )

    def test_takes_a_huge_drawing(self, learner, rng, digits):
        small = _drawing(rng, digits, (250, 187))
        seen, right = learner.prepare_digit(_enlarged(small, 8)), learner.prepare_digit(small)
        assert _likeness(seen, right) >= LIKE, recognised(
            "stops_at_a_thousand",
            "The same drawing with 2,000 by 1,496 pixels gives another picture than with 250 by 187.\n"
            "→ Measure everything by the ink's own size. No number of pixels should be fixed but 20 and 28.",
        )

    def test_says_so_when_there_is_nothing_in_the_drawing(self, learner, rng):
        height, width = (int(side) for side in rng.integers(20, 90, 2))
        for name, drawing in (
            ("all black", np.zeros((height, width), "uint8")),
            ("all white", np.full((height, width), 255, "uint8")),
            ("all white, in colour", np.full((height, width, 3), 255, "uint8")),
            ("all white, decimal numbers", np.ones((height, width))),
        ):
            _expect_refusal(lambda given=drawing: learner.prepare_digit(given), name)

    def test_leaves_its_input_as_it_was(self, learner, rng, digits):
        drawing = _drawing(rng, digits)
        for given in (drawing, 255 - drawing, drawing / 255):
            learner.prepare_digit(given)
            assert not learner.changed_input, recognised(
                "writes_into_the_drawing",
                "prepare_digit changed the drawing that it was given.\n"
                "→ Write nothing into drawing itself: make a new array, as `255 - drawing` does, or copy it first.",
            )


@pytest.fixture(scope="class")
def model(session_learner, digits):
    """Make one network for all: Keras prepares each for its first prediction, which takes time."""
    return _decided(session_learner, digits, seed=0)


class TestRecognise:
    def test_gives_a_digit_and_a_probability(self, learner, rng, digits, model):
        digit, probability = learner.recognise(model, _drawing(rng, digits))
        assert isinstance(digit, int | np.integer) and not isinstance(digit, bool), recognised(
            "decimal_digit",
            f"The first of your two values is {digit!r:.60}. It should be the digit, a whole number.\n"
            + (
                "→ predict gives a row for each picture, also for one alone. Take the row out of it: [0]. A row needs no axis=1. "
                "Then write int(…) around the digit, and float(…) around the other number."
                if np.size(digit) == np.ndim(digit) == 1
                else "→ Return the digit first: int(…) of the place of the largest number. The number itself comes second."
            ),
        )
        assert isinstance(probability, float | np.floating), recognised(
            "all_ten",
            f"The second of your two values is {probability!r:.60}. It should be one probability, a decimal number.\n"
            + (
                "→ This is a text. Return the number itself, without f and the quotes: it goes from 0 to 1."
                if isinstance(probability, str)
                else "→ Take the largest of the ten, and make a plain number of it with float(…). It goes from 0 to 1: 94 % is 0.94."
            ),
        )
        assert 0 <= probability <= 1, recognised(
            "percent_of_a_digit",
            f"You returned the probability {probability:.4g}. A probability lies between 0 and 1.\n"
            "→ Return it as the network gives it, not in percent.",
        )

    def test_leaves_the_model_as_it_was(self, learner, rng, digits):
        # Not the network that is sure of its answers: a step of training would hardly change it.
        model = learner.new_model(seed=2)
        before = model.weights
        learner.recognise(model, _drawing(rng, digits))
        assert all(np.array_equal(a, b) for a, b in zip(before, model.weights, strict=True)), (
            recognised(
                "learns_from_its_answer",
                "recognise changed the model's weights: it trained.\n→ Use model.predict, and no fit.",
            )
        )

    @pytest.mark.essential
    def test_gives_the_most_probable_digit_of_the_prepared_drawing(
        self, learner, rng, digits, model
    ):
        # Another network as well: one that was remembered from an earlier call is not enough.
        for network in (model, _decided(learner, digits, seed=1)):
            for drawing in _drawings_of_all_kinds(rng, digits):
                outputs = _outputs(learner, network, drawing)
                digit, said = learner.recognise(network, drawing)
                again = _outputs(learner, network, drawing, 255)
                scaled_again = digit == again.argmax() and abs(said - again.max()) < 1e-3
                # Where two digits are all but equally probable, either will do.
                assert outputs[digit] > outputs.max() - 0.02, recognised(
                    {"scaled_again": scaled_again, "argmax_of_the_batch": not scaled_again},
                    f"For a drawing of shape {drawing.shape} the model's most probable digit is {outputs.argmax()} "
                    f"(with {outputs.max():.0%}), once the drawing is prepared. You returned {digit} "
                    f"({outputs[digit]:.0%}). "
                    + (
                        "That is its answer when the prepared drawing is divided by 255 once more.\n→ prepare_digit scales "
                        "already: leave the division away."
                        if scaled_again
                        else "\n→ Prepare the drawing with prepare_digit, whatever its size, and change nothing more. The place "
                        "of the largest of the ten probabilities is the digit."
                    ),
                )

    def test_gives_the_probability_of_this_digit(self, learner, rng, digits, model):
        for drawing in _drawings_of_all_kinds(rng, digits):
            outputs = _outputs(learner, model, drawing)
            digit, probability = learner.recognise(model, drawing)
            assert np.isclose(probability, outputs[digit], atol=2e-3), recognised(
                "rounded_probability",
                f"The model gives the digit {digit} a probability of {outputs[digit]:.3f}, and you returned "
                f"{probability:.3f}.\n"
                "→ Return the model's number for the digit that you return. It must not be rounded or changed, and not another digit's.",
            )

    def test_says_so_when_there_is_nothing_in_the_drawing(self, learner, rng, model):
        drawing = np.zeros(rng.integers(20, 90, 2), "uint8")
        _, error = _outcome(learner, drawing)
        # Where prepare_digit gives a picture of nothing, its own check says so.
        if error:
            _expect_refusal(
                lambda: learner.recognise(model, drawing),
                "all black",
                "prepare_digit says so with a ValueError. Let it reach whoever draws: no try and except around the call, and no answer of "
                "your own.",
            )


class TestExportWeights:
    def test_gives_arrays_under_names(self, learner):
        exported = learner.export_weights(learner.new_model())
        for name, value in exported.items():
            assert isinstance(name, str), recognised(
                "numbers_for_names",
                f"One of the keys of your dict is {name!r:.60}. Each should be a name, a string.\n"
                '→ Name each array by what it is and its layer\'s number, such as f"kernel_{number}".',
            )
            assert isinstance(value, np.ndarray) and value.dtype.kind == "f", recognised(
                "variables",
                f"Under {name!r} your dict holds {in_words(value)}. It should be a NumPy array of decimal numbers.\n"
                "→ layer.get_weights() gives a list of NumPy arrays, a kernel and a bias. Put each into the dict as it is, under a name "
                "of its own: kernel_1, bias_1, kernel_2 and so on."
                + " Flatten has none: its list is empty, leave it out."
                * (isinstance(value, list) and not value),
            )

    def test_has_a_kernel_and_a_bias_for_each_dense_layer(self, learner):
        for units in ((16,), (7, 6)):
            exported = learner.export_weights(learner.new_model(units))
            n = 2 * (len(units) + 1)
            assert len(exported) == n, recognised(
                "bias_as_a_row",
                f"The network has {len(units) + 1} Dense layers, each with a kernel and a bias: {n} arrays. Your dict "
                f"has {len(exported)}: {', '.join(map(str, exported)) or 'none'}.\n"
                + (
                    "→ These are too many. Put in the kernel and the bias of each Dense layer, and nothing else."
                    if len(exported) > n
                    else "→ Take both arrays of each layer, however many layers there are. A name that is used twice replaces what stood there "
                    "before."
                    if exported
                    else "→ No layer came as far as your dict. Is there an if that is never true? Print what it compares."
                ),
            )

    @pytest.mark.essential
    def test_holds_the_weights_from_the_first_layer_to_the_last(self, learner, rng):
        for units in ((16,), tuple(int(n) for n in rng.choice(np.arange(5, 15), 2, replace=False))):
            model = learner.new_model(units)
            # Others than a fresh network of these layers would have.
            right = [rng.normal(0, 0.1, weight.shape).astype("float32") for weight in model.weights]
            model.ask(model, "set_weights", right)
            arrays = [np.asarray(array) for array in learner.export_weights(model).values()]
            shapes, wanted = [a.shape for a in arrays], [w.shape for w in right]
            assert sorted(shapes) != sorted(wanted) or shapes == wanted, recognised(
                "bias_before_kernel",
                f"Your arrays have the shapes {listed(shapes, 'none')}. From the first layer to the last, each with its kernel "
                f"and then its bias, they should be {listed(wanted, 'none')}.\n"
                "→ Put them into the dict layer by layer, as the picture goes through the network: a dict keeps its "
                "order.",
            )
            assert shapes == wanted, recognised(
                "flat_arrays",
                f"Your arrays have the shapes {listed(shapes, 'none')}. The network's have {listed(wanted, 'none')}.\n"
                "→ Leave each array in its shape: a row of the kernel for each input, a column for each unit.",
            )
            off = max(float(abs(a - w).max()) for a, w in zip(arrays, right, strict=True))
            assert off < 1e-6, recognised(
                "fresh_copy",
                f"Your numbers differ from the network's weights by up to {off:.2g}. The page would answer otherwise "
                "than the network.\n→ Put the weights of this very model into the dict as they are: not rounded, not scaled.",
            )

    def test_leaves_the_model_as_it_was(self, learner):
        model = learner.new_model(seed=2)
        before = model.weights
        learner.export_weights(model)
        assert all(np.array_equal(a, b) for a, b in zip(before, model.weights, strict=True)), (
            recognised(
                "empties_the_model",
                "export_weights changed the model's weights.\n→ Only read them: get_weights, no set_weights.",
            )
        )


def _digit(rng, digits):
    """Return a random digit of MNIST, uint8 (28, 28): one that the submission can't look up where it is graded."""
    images = digits.held_out[0]
    image = images[int(rng.integers(len(images)))]
    # Where its edge is so pale that one function sees ink and another does not, both are right.
    return np.where(image < 64, 0, image)


def _in_the_middle(image):
    """Return a digit with its centre of mass where MNIST's own have it: where it is graded, all digits were moved."""
    return np.roll(image, [round(14 - place) for place in _centre_of_mass(image)], axis=(0, 1))


def _drawing(rng, digits, shape=None):
    """Return a digit drawn large, white on black, somewhere in a drawing: uint8."""
    return _pasted(rng, _enlarged(_digit(rng, digits), 6), shape)


def _thin(rng, digits):
    """Return a digit of little ink, high and wide, in a nearly square drawing: inverted, it looks quite different."""
    while True:
        digit = _digit(rng, digits)
        if _bright(digit / 255) < 0.15 and min(_box(digit)) >= 14:
            return _pasted(rng, _enlarged(digit, 6), (230, 240))


def _bright(seen):
    """Return the share of bright pixels: such a digit's is below 0.15, in too large a box below 0.3; inverted, 0.4 or more."""
    return float((seen > 0.5).mean())


def _drawings_of_all_kinds(rng, digits):
    """Return some as large as MNIST's pictures but black on white and not in the middle, a large one, one in colours."""
    drawings = [_drawing(rng, digits), np.repeat(_drawing(rng, digits)[:, :, None], 3, 2)]
    for _ in range(4):
        digit = _digit(rng, digits)
        rows, columns = (np.flatnonzero(digit.any(axis=axis)) for axis in (1, 0))
        small = np.zeros((28, 28), "uint8")
        _paste(digit[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1], small, (1, 1))
        drawings.append(255 - small)
    return drawings


def _enlarged(picture, factor):
    return picture.repeat(factor, axis=0).repeat(factor, axis=1)


def _pasted(rng, picture, shape=None):
    """Return a black drawing with the picture somewhere in it, not at its edge."""
    height, width = shape or (int(side) for side in picture.shape + rng.integers(15, 130, 2))
    drawing = np.zeros((height, width), "uint8")
    room = np.subtract((height, width), picture.shape) - 6
    _paste(picture, drawing, rng.integers(3, room + 4))
    return drawing


def _paste(picture, drawing, corner):
    (top, left), (height, width) = corner, picture.shape
    drawing[top : top + height, left : left + width] = picture


def _tall_and_wide(rng):
    """Return heights and widths of ink: one tall, one wide, and a small one, no side a multiple of 20."""
    for longer, turned in ((200, False), (200, True), (40, False)):
        longer += int(rng.integers(1, 20))
        shorter = round(longer * rng.uniform(0.45, 0.65))
        yield (shorter, longer) if turned else (longer, shorter)


def _outline(rng, height, width):
    """Return a drawing with the outline of a rectangle, of lines two pixels thick when it is scaled to 20."""
    ink = np.full((height, width), 255, "uint8")
    pen = round(max(height, width) / 10)
    ink[pen:-pen, pen:-pen] = 0
    return _pasted(rng, ink)


def _lopsided(rng):
    """Return a drawing whose ink lies mostly in one corner: a block, and a thin line from it to the opposite one."""
    ink = np.zeros((20, 20), "uint8")
    block = int(rng.integers(6, 8))
    ink[:block, :block] = 255
    for place in range(block, 20):
        ink[place, place - 1 : place + 1] = 255
    ink = ink[:: int(rng.choice((-1, 1))), :: int(rng.choice((-1, 1)))]
    return _pasted(rng, _enlarged(ink, int(rng.integers(5, 10))))


def _box(seen):
    """Return height and width of the ink."""
    ink = seen > 0.3 * seen.max()
    return tuple(
        int(np.ptp(places)) + 1 if len(places) else 0
        for places in (np.flatnonzero(ink.any(axis=axis)) for axis in (1, 0))
    )


def _reaches_the_edge(seen):
    """Whether there is ink in the first or last row or column: then a part may be cut off."""
    ink = seen > 0.3 * seen.max()
    return bool(ink[[0, -1]].any() or ink[:, [0, -1]].any())


def _near(seen, right):
    # One pixel for rounding, one for blurred edges.
    return all(abs(a - b) <= 2 for a, b in zip(seen, right, strict=True))


def _centre_of_mass(seen):
    total = seen.sum() or 1
    places = np.arange(28)
    return float(seen.sum(axis=1) @ places / total), float(seen.sum(axis=0) @ places / total)


def _likeness(seen, right):
    """Return the correlation of two pictures, moved against each other by a pixel at most so that it is largest."""
    moves = [(down, across) for down in (-1, 0, 1) for across in (-1, 0, 1)]
    right = np.asarray(right, float) - np.mean(right)
    return max(
        float(((moved - moved.mean()) * right).sum() / (np.std(moved) * np.std(right) * 784 + 1e-9))
        for moved in (np.roll(seen, move, axis=(0, 1)) for move in moves)
    )


def _mean_likeness(seen, images):
    return np.mean([_likeness(one, image) for one, image in zip(seen, images, strict=True)])


def _outcome(learner, drawing):
    """Return the prepared picture, or None and the error that the function ended in."""
    try:
        return learner.prepare_digit(drawing), ""
    except LearnerProblem as caught:
        if caught.problem.code is not Code.EXCEPTION:
            raise
        return None, "{type}: {said}".format(**caught.problem.fields)[:200].rstrip(".")


def _expect_refusal(
    call,
    name,
    advice="Where no pixel differs from the background, end with a ValueError that says so in a sentence.",
):
    """Demand a ValueError with a sentence, raised by the learner: not one that Python or a library stumbled into."""
    start = f"In this drawing there is nothing ({name}), and your function"
    try:
        value, raised = call(), None
    except LearnerProblem as caught:
        value, raised = None, caught.problem.fields
        if caught.problem.code is Code.WRONG_KIND:
            raised = None
        elif caught.problem.code is not Code.EXCEPTION:
            raise
    is_picture = isinstance(value, np.ndarray)
    assert raised is not None, recognised(
        {
            "nan_for_nothing": is_picture and not np.isfinite(value).all(),
            "blank_for_nothing": is_picture,
            "answers_without_ink": not is_picture,
        },
        f"{start} returned {_answer(value)} all the same.\n→ {advice}",
    )
    kind, text, own = raised["type"], raised["said"], raised["by_learner"]
    assert not own or kind != "Exception" or len(text.split()) < 2, recognised(
        "another_kind_of_error",
        f"{start} says so with an error of the kind {kind}. Whoever calls it waits for a ValueError.\n"
        f"→ Your sentence is right. Write ValueError in place of {kind} in the line with raise.",
    )
    assert "derive from BaseException" not in text, recognised(
        "another_kind_of_error",
        f"{start} raised a text. Only errors can be raised.\n"
        '→ Put your sentence into an error: raise ValueError("…").',
    )
    # A class of the learner's own is as good.
    assert own and (kind == "ValueError" or not hasattr(builtins, kind)), recognised(
        "stumbles_over_nothing",
        f"{start} stopped with {kind}: {text[:150]}. Whoever draws can't tell from that what is wrong.\n"
        "→ Before anything else is done with the ink, see whether there is any. If not, raise a ValueError that says so "
        "in a sentence.",
    )
    assert len(text.split()) > 1, recognised(
        "says_nothing",
        f"{start} raised a ValueError that says {text!r}. It should say what is wrong.\n"
        "→ Write a sentence between the brackets of ValueError(…).",
    )


def _answer(value):
    if isinstance(value, np.ndarray):
        return (
            "a picture"
            if value.dtype.kind != "f" or np.isfinite(value).all()
            else "a picture of nan"
        )
    return in_words(value)


def _decided(learner, digits, seed):
    """Return a network that is sure of its answers and gives many different ones: a fresh one's are all near 10%."""
    model = learner.new_model(seed=seed)
    *weights, bias = (6 * weight for weight in model.given)
    model = model.holding([*weights, bias])
    # What all pictures have in common must not decide.
    outputs = model.predict(digits.train[0][:200].astype("float32") / 255)
    usual = np.log(outputs + 1e-6).mean(axis=0).astype("float32")
    return model.holding([*weights, bias - usual])


def _outputs(learner, model, drawing, divisor=1):
    """Return the ten probabilities that the model gives for a drawing that the learner's function prepares."""
    prepared = learner.prepare_digit(drawing)[np.newaxis] / divisor
    return model.predict(prepared.astype("float32"))[0]
