"""Lesson 01: what `load_data`, `scale_images` and `split_validation` must do."""

import numpy as np
import pytest

from coursekit.checks import fitting, in_words, recognised


@pytest.fixture(scope="class")
def loaded(digits, session_learner):
    """Load once: thousands of pictures cross. The course's own are loaded while the worker starts."""
    return session_learner.load_data()


class TestLoadData:
    def test_gives_training_digits_and_test_digits(self, loaded):
        for name, part in zip(("first", "second"), loaded, strict=True):
            assert _is_pair_of_arrays(part), recognised(
                "training_only",
                f"The {name} thing that load_data returned is {_told(part)}. It should be a pair of arrays: "
                "images and labels.\n→ Return what the loader returns as it is: two pairs.",
            )

    def test_gives_all_digits(self, loaded, digits, full):
        source = "full MNIST" if full else "the sample of 5,000 digits that checks use"
        for name, part, expected in zip(
            ("training", "test"), loaded, (digits.train, digits.test), strict=True
        ):
            for kind, array, right in zip(("images", "labels"), part, expected, strict=True):
                is_test_images = np.array_equal(array, digits.test[0])
                beside = is_test_images and kind == "labels"
                assert array.shape == right.shape, recognised(
                    {
                        "flattened": array.shape == (len(right), 784),
                        "images_beside_images": beside,
                        "swapped_train_and_test": is_test_images,
                    },
                    f"Your {name} {kind} have the shape {array.shape}. In {source} it is {right.shape}. "
                    + (
                        "Where the labels should be, you returned the test images.\n"
                        if beside
                        else "Digits are missing, swapped or reshaped.\n"
                    )
                    + "→ Return the training pair first, then the test pair, and leave both as they come.",
                )

    def test_leaves_pixels_and_labels_as_whole_numbers(self, loaded):
        for images, labels in loaded:
            assert images.dtype == np.uint8 and labels.dtype == np.uint8, recognised(
                "scaled_already",
                f"Your images are of type {images.dtype} and your labels of type {labels.dtype}. The loader gives "
                "both as small whole numbers (uint8), and scaling is the next function's work.\n"
                "→ Return the arrays as they come from the loader.",
            )

    @pytest.mark.essential
    def test_keeps_each_label_with_its_image(self, loaded, digits):
        for name, part, expected in zip(
            ("training", "test"), loaded, (digits.train, digits.test), strict=True
        ):
            same = [np.array_equal(a, b) for a, b in zip(part, expected, strict=True)]
            assert all(same), recognised(
                "shuffled_images",
                f"The {name} {'labels' if same[0] else 'images'} are not those of the dataset, or not in its order.\n"
                "→ Return what mnist.load_data() returns, without changing or shuffling it.",
            )


class TestScaleImages:
    def test_keeps_the_shape(self, learner, rng):
        images = _pixels(rng, 6)
        scaled = learner.scale_images(images)
        assert scaled.shape == images.shape, recognised(
            {"flattens_too": scaled.shape == (6, 784), "type_set": scaled.shape == (6, 28, 56)},
            f"You were given images of shape {images.shape} and returned the shape {scaled.shape}. Scaling changes "
            "the numbers, not how they are arranged.\n→ Divide the array as a whole, and take out what gives it another "
            "shape, such as reshape or [0]."
            + " Its type is changed by .astype(…): `a.dtype = …` converts no number."
            * (scaled.shape[-1] == 56),
        )

    def test_gives_decimal_numbers(self, learner, rng):
        images = _pixels(rng, 6)
        scaled = learner.scale_images(images)
        assert scaled.dtype.kind == "f" or not np.array_equal(scaled, images), recognised(
            "result_dropped",
            f"Your images came back unchanged, as whole numbers (type {scaled.dtype}).\n"
            "→ A division makes a new array and leaves the old one as it is: return what comes out. (In a loop over "
            "images, `image = …` only gives the name image to something else.)",
        )
        assert scaled.dtype.kind == "f", recognised(
            {"integer_division": scaled.dtype.kind in "iu"},
            f"Your scaled images are whole numbers (type {scaled.dtype}): every grey between black and white is lost.\n"
            "→ Divide with one / and return what comes out, as decimal numbers. //, .astype(int), types such as uint8, and filling an array "
            "of whole numbers drop what is after the point.",
        )

    @pytest.mark.essential
    def test_makes_0_stay_0_and_255_become_1(self, learner, rng):
        images = _pixels(rng, 6)
        scaled = learner.scale_images(images)
        low, high = float(scaled.min()), float(scaled.max())
        right = images / 255.0
        assert np.isclose(low, 0, atol=1e-3) and np.isclose(high, 1, atol=1e-3), (
            f"Pixels from 0 to 255 became numbers from {low:.4g} to {high:.4g}, not from 0 to 1."
            f"{_range_slip(scaled, images)}\n"
            "→ Divide by 255, once, and change the numbers in no other way."
        )
        worst = np.unravel_index(np.abs(scaled - right).argmax(), right.shape)
        ways = {
            ("rounded_to_0_and_1", " Black and white are exchanged."): 1 - right,
            ("rounded_to_0_and_1", " All greys became 0 or 1."): right > 0.5,
            ("rounded_to_0_and_1", " All greys became 0."): np.floor(right),
        }
        assert np.allclose(scaled, right, atol=1e-3), (
            f"A pixel of {images[worst]} became {scaled[worst]:.3f}. It should be {right[worst]:.3f}."
            f"{fitting(scaled, ways, ('rounded_to_0_and_1', ''))}\n"
            "→ Divide every pixel by 255 with one /, and do nothing else with it. Two, //, drop what is after the point."
        )

    def test_divides_by_255_also_when_no_pixel_is_black(self, learner, rng):
        images = _pixels(rng, 6) // 3
        scaled = learner.scale_images(images)
        right = images / 255.0
        worst = np.unravel_index(np.abs(scaled - right).argmax(), right.shape)
        least, most = images.min(), images.max()
        of_each = images.max(axis=(1, 2), keepdims=True)
        name = "min_max_of_the_array"
        ways = {
            (name, f" You divided by the largest pixel, {most}."): images / most,
            (name, " You divided each image by its own largest pixel."): images / of_each,
            (name, f" You took the smallest pixel, {least}, for 0."): (images - least)
            / (most - least),
        }
        assert np.allclose(scaled, right, atol=1e-3), (
            f"The largest pixel was {most}. A pixel of {images[worst]} became {scaled[worst]:.3f}. It should be "
            f"{right[worst]:.3f}.{fitting(scaled, ways, (name, ''))} The same grey must give the same number in every "
            "picture.\n→ Divide by 255 itself. The largest and the smallest pixel of the array have no part in it."
        )
        faint = (_pixels(rng, 6) > 200).astype("uint8")
        scaled = learner.scale_images(faint)
        assert np.allclose(scaled, faint / 255.0, atol=1e-3), recognised(
            {"scales_only_large_pixels": np.allclose(scaled, faint)},
            f"In nearly black pictures, the largest pixel was 1, and it became {scaled.max():.3g}. It should be {1 / 255:.3g}.\n"
            "→ Divide always, without an if: 1 is as dark a grey here as in any other picture.",
        )

    @pytest.mark.claim
    def test_leaves_its_input_as_it_was(self, learner, rng):
        learner.scale_images(_pixels(rng, 6))
        assert not learner.changed_input, recognised(
            "writes_into_the_input",
            "scale_images changed the array that it was given. In a notebook, running the cell twice would then "
            "scale twice.\n→ Return a new array (images / 255 makes one) and write nothing into images itself.",
        )


class TestSplitValidation:
    def test_gives_two_pairs(self, learner, rng):
        images, labels = _labelled(rng, 40)
        parts = learner.split_validation(images, labels, 9)
        for name, part, n in zip(("first", "second"), parts, (31, 9), strict=True):
            shapes = [np.shape(array) for array in part] if _is_pair(part) else []
            one_image = (28, 28) in shapes
            arrays = _is_pair_of_arrays(part)
            alike = arrays and part[0].ndim == part[1].ndim
            twice = alike and part[0].ndim > 1 and len(part[0]) == len(part[1])
            right = arrays and part[0].ndim > 1 and part[1].ndim == 1
            assert right, recognised(
                {
                    "one_image": one_image,
                    "images_with_images": alike,
                    "lists_of_labels": _is_pair(part) and not arrays,
                },
                f"Your {name} result is {_told(part)}. It should be a pair of arrays: "
                f"images of shape ({n}, 28, 28) and labels of shape ({n},).\n→ "
                + (
                    "images[3] is one image, as labels[3] is one label. A slice has a colon: [:3] takes the first three, [3:] all others."
                    if one_image
                    else "Both arrays of this pair were cut from images. Cut the second from labels, with the same slice."
                    if twice
                    else "Let each pair hold images and the labels that belong to them: X_train with y_train, X_valid with "
                    "y_valid."
                    if alike
                    else "Put the images first in each pair, the labels second. Cut both with slices alone."
                    if arrays
                    else "A slice of an array, with a colon, is an array. labels[3] is one label, and a list is no array."
                    if _is_pair(part)
                    else "Put brackets around each pair: the training images with their labels, and the validation "
                    "images with theirs."
                ),
            )

    def test_puts_the_training_set_first(self, learner, rng):
        images, labels = _labelled(rng, 40)
        (X_train, _), (X_valid, _) = learner.split_validation(images, labels, 9)
        swapped = (len(X_train), len(X_valid)) == (9, 31)
        assert not swapped, recognised(
            "swapped_sets",
            "With 40 digits and n_valid=9, your first set has 9 digits and your second 31. The first should be "
            "the training set, the larger one.\n→ [:n_valid] cuts the validation set, [n_valid:] the training set. Return the "
            "training set and its labels first.",
        )

    @pytest.mark.essential
    def test_gives_no_digit_to_both_sets(self, learner, rng):
        images, labels = _labelled(rng, 40)
        (X_train, _), (X_valid, _) = learner.split_validation(images, labels, 9)
        train, valid, given = (
            {image.tobytes() for image in part} for part in (X_train, X_valid, images)
        )
        counts = len(X_train), len(X_valid)
        assert train and valid, recognised(
            "always_five_thousand",
            f"With 40 digits and n_valid=9, you gave {counts[0]} digits to training and {counts[1]} to validation. "
            + (
                "One set is empty.\n→ Cut both sets from images as they came in, with a slice each: [:n_valid] and [n_valid:]."
                if {9, 31} & {*counts}
                else "n_valid did not decide how many.\n→ Cut at n_valid, the argument, and at no fixed number such as 5000."
            ),
        )
        ways = {("scales_too", " They were scaled, too."): images[:9] / 255}
        assert train | valid <= given, (
            f"You were given 40 different digits. {len(train & given)} of them are in your training set as they were, "
            f"{len(valid & given)} in your validation set. Digits are missing, or were changed."
            f"{fitting(X_valid, ways)}\n"
            "→ Take slices of images, [:n_valid] and [n_valid:], and leave the pixels as they are."
        )
        shared = len(train & valid)
        assert not shared, recognised(
            "leak",
            f"{shared} {'digit is' if shared == 1 else 'digits are'} in your training set and in your validation set. A network knows the digits "
            "that it was trained on: they can't show how well it does on new ones.\n"
            "→ Let the training set begin where the validation set ends: [:n_valid] and [n_valid:], both of images as they "
            "came in.",
        )

    @pytest.mark.essential(leaves=0.5)
    def test_gives_n_valid_digits_to_the_validation_set(self, learner, rng):
        for n_valid in (9, int(rng.integers(12, 30))):
            images, labels = _labelled(rng, 40)
            (X_train, _), (X_valid, _) = learner.split_validation(images, labels, n_valid)
            of_the_end = " [-n_valid:] counts from the end: so the last ones come." * (
                np.array_equal(X_train, images[-n_valid:])
            )
            assert (len(X_train), len(X_valid)) == (40 - n_valid, n_valid), recognised(
                "five_thousand_hard_coded",
                f"With 40 digits and n_valid={n_valid}, you gave {len(X_train)} digits to training and "
                f"{len(X_valid)} to validation. It should be {40 - n_valid} and {n_valid}: every digit in one set."
                f"{of_the_end}\n"
                "→ Cut at n_valid, and at no fixed number such as 5000. Validation gets [:n_valid], training [n_valid:], "
                "with nothing behind its colon.",
            )

    def test_takes_the_first_n_valid_as_they_come(self, learner, rng):
        images, labels = _labelled(rng, 40)
        (X_train, _), (X_valid, _) = learner.split_validation(images, labels, 9)
        is_first = np.array_equal(X_valid, images[:9])
        seen = (
            "training images are not those after the first n_valid"
            if is_first
            else "validation images are the last n_valid"
            if np.array_equal(X_valid, images[-9:])
            else "validation images are not the first n_valid"
        )
        assert is_first and np.array_equal(X_train, images[9:]), recognised(
            "shuffles_the_training_set" if is_first else "shuffles_first",
            f"Your {seen} as they came. The course sets the first aside, so that everybody's results can be compared.\n"
            "→ The validation images are images[:n_valid], the training images are all after them. Don't shuffle, and don't "
            "reshape.",
        )

    @pytest.mark.essential(leaves=0.3)
    def test_keeps_each_label_with_its_image(self, learner, rng):
        images, labels = _labelled(rng, 40)
        (_, y_train), (_, y_valid) = learner.split_validation(images, labels, 9)
        exchanged = np.array_equal(y_train, labels[:9]) and np.array_equal(y_valid, labels[9:])
        assert np.array_equal(y_valid, labels[:9]) and np.array_equal(y_train, labels[9:]), (
            recognised(
                "labels_exchanged" if exchanged else "labels_not_cut_alike",
                "Your labels do not belong to your images any more. A picture of a 7 may now be called a 3, and the "
                "network would learn nonsense.\n"
                + (
                    "→ The labels of the two sets are exchanged. Those from place n_valid on go with the training images."
                    if exchanged
                    else "→ Cut the labels at the same place as the images, and leave them in their order."
                ),
            )
        )

    @pytest.mark.claim
    def test_leaves_its_input_as_it_was(self, learner, rng):
        # By its name, as the notebook gives it.
        learner.split_validation(*_labelled(rng, 40), n_valid=9)
        assert not learner.changed_input, recognised(
            "erases_what_it_takes",
            "split_validation changed the arrays that it was given.\n"
            "→ Take slices of them, and write nothing into images or labels themselves.",
        )


def _is_pair(value):
    return isinstance(value, tuple | list) and len(value) == 2


def _is_pair_of_arrays(value):
    return _is_pair(value) and all(isinstance(array, np.ndarray) for array in value)


def _told(value):
    """Say what a value is; of a pair, what its two parts are."""
    return f"a pair of {' and '.join(map(in_words, value))}" if _is_pair(value) else in_words(value)


def _range_slip(scaled, images):
    """Say which way gives numbers of such a range, if it is known."""
    numbers, right = images.astype(float), images / 255.0
    largest = max(float(scaled.max()), 1e-9)
    lengths = [np.sqrt((numbers**2).sum(axis=axis, keepdims=True)) for axis in (1, 2)]
    ways = {
        (
            "only_cast",
            " They are the pixels as they were: what you returned was not divided.",
        ): numbers,
        ("scaled_twice", " They were divided by 255 twice."): right / 255,
        ("percent", " That is percent."): 100 * right,
        ("scaled_to_minus_one", " They were moved besides, to begin at -1."): 2 * right - 1,
        ("divided_by_256", f" They were divided by {255 / largest:.4g}."): largest * right,
        (
            "standardised",
            " You took their mean away and divided by their standard deviation.",
        ): (numbers - numbers.mean()) / numbers.std(),
        ("normalised", " You divided each column by its own length."): numbers / lengths[0],
        ("normalised", " You divided each row by its own length."): numbers / lengths[1],
    }
    return fitting(scaled, ways)


def _pixels(rng, n):
    images = rng.integers(0, 256, (n, 28, 28)).astype("uint8")
    images[0, 0, :2] = 0, 255
    return images


def _labelled(rng, n):
    """Return images that are all different, with random labels."""
    return _pixels(rng, n), rng.integers(0, 10, n).astype("uint8")
