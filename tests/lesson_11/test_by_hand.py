"""Lesson 11: what the functions of the network by hand must do.

A learner may keep kernels and biases in lists, tuples or dicts of any kind. init_params must make kernels of shape
(inputs, neurons); the other functions are checked with kernels on their side as well, where it makes such. The checks
find them by their shapes (`_found`), so all sizes of a network differ here, and put other numbers into the same
structure (`_filled`). Gradients are compared with finite differences of a loss that is computed here.
"""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, seed, settings
from hypothesis import strategies as st

from coursekit.checks import (
    MAX_ERROR,
    STEPS,
    Code,
    Contradiction,
    LearnerProblem,
    cosines,
    descended,
    fitting,
    fresh_weights,
    in_words,
    recognised,
    relative_errors,
    wait_for,
)

COURSE_SIZES = [784, 300, 100, 10]

RATES = (0.1, 0.1, 0.1, 0.1, 0.02)
"""The learning rate of each epoch of the accuracy check. The small one at the end makes the spread small."""

SAMPLE_THRESHOLD = 0.90
"""The reference on the sample's 1,000 test digits, 60 seeds, labels permuted: mean 0.936, standard deviation 0.0040,
lowest 0.926. 0.90 is 9 standard deviations below the mean."""

FULL_THRESHOLD = 0.97

AGREEMENT = 0.7
"""The least cosine, over all kernels, between their change and that of two epochs of gradient descent that are computed
here. 60 seeds of these five epochs: mean 0.896, standard deviation 0.010, lowest 0.857, a tail that is longer to below
(skewness -1.0). 0.7 is 19 standard deviations below the mean."""


class TestInitParams:
    def test_makes_a_kernel_and_a_bias_for_each_layer(self, learner, rng):
        for n_hidden in (1, 3, 2):
            sizes = _sizes(rng, n_hidden)
            params = learner.init_params(sizes, rng)
            _found(params, sizes)
            kernels = list(pairwise(sizes))
            turned = [a.shape for a in _arrays(params) if a.shape[::-1] in kernels]
            assert not turned, recognised(
                "kernels_on_their_side",
                f"With the sizes {sizes}, your kernels have the shapes {_shapes(turned)}. They should have {_shapes(kernels)}: "
                "a row for each input, a column for each neuron.\n"
                "→ Exchange the two numbers in the shape that you draw: first the inputs, then the neurons. A bias is a plain row: "
                "its shape has one number, (neurons,).",
            )

    def test_makes_no_two_neurons_alike(self, learner, rng):
        sizes = _sizes(rng, 2)
        for number, (W, _) in enumerate(_found(learner.init_params(sizes, rng), sizes), 1):
            assert np.ptp(W) > 0, recognised(
                "zeros",
                f"All numbers in the kernel of layer {number} are {W.flat[0]:.3g}. Neurons that begin alike get the same "
                "gradients, and stay alike for ever.\n→ Draw random numbers for the kernels: rng.normal(0, spread, shape), with the "
                "spread np.sqrt(2 / n) for n inputs.",
            )
            alike = any(np.ptp(numbers, axis=0).max() == 0 for numbers in (W, W.T))
            assert not alike, recognised(
                "same_row",
                f"In the kernel of layer {number}, all rows or all columns are the same. Neurons that begin alike stay "
                "alike.\n→ Draw a random number for each place of the kernel.",
            )

    @pytest.mark.essential
    def test_draws_with_the_generator_that_it_is_given(self, learner, rng):
        sizes, one, other = _sizes(rng, 2), *rng.spawn(2)
        first, again, another = (
            _flat(_found(learner.init_params(sizes, generator), sizes))
            for generator in (one, one, other)
        )
        assert not np.allclose(first, another, atol=1e-6), recognised(
            "own_generator",
            "Two generators gave the same parameters: the numbers are always the same ones.\n"
            "→ Draw them with the argument rng, which has normal for this, and no randn. Take every other generator and seed away.",
        )
        assert np.allclose(first, again, atol=1e-6), recognised(
            "global_random",
            "With a generator in the same state, your parameters were different each time. Nobody could repeat a "
            "training.\n→ Draw all random numbers with the argument rng, not with np.random: rng.normal(0, spread, shape).",
        )

    def test_begins_with_biases_of_0(self, learner, rng):
        for number, (_, b) in enumerate(_course_network(learner, rng), 1):
            assert np.abs(b).max() <= 0.11, recognised(
                {"biases_of_one": np.allclose(b, 1), "random_biases": np.ptp(b) > 0},
                f"In the bias of layer {number} stands {b[np.abs(b).argmax()]:.3g}. Biases should begin at 0: at first, no "
                "neuron has a reason to be on or off.\n→ np.zeros makes them.",
            )

    def test_draws_kernels_around_0(self, learner, rng):
        for number, (W, _) in enumerate(_course_network(learner, rng), 1):
            assert W.min() < 0 < W.max(), recognised(
                "only_positive",
                f"The numbers in the kernel of layer {number} go from {W.min():.3g} to {W.max():.3g}: all have one sign. So "
                "all neurons begin with nearly the same answer.\n→ Draw around 0, for example with rng.normal(0, spread, shape).",
            )

    def test_lets_signals_neither_explode_nor_vanish(self, learner, rng, digits):
        images, _ = digits.scaled(200)
        X = images.reshape(200, -1)
        # Of the order of 1 with He's rule, 0.3 with Glorot's, 0.02 with a spread of 0.02, 2.4 with 0.1.
        params = _course_network(learner, rng)
        ratio = _size(_scores(params, X)) / _size(X)
        squares = [W.std() * len(W) / 2 for W, _ in params]
        spread_fits = np.allclose(squares, 1, atol=0.1)
        assert ratio <= 30, recognised(
            "spread_of_one",
            f"The pixels of the digits have a size of {_size(X):.1f}. What your {len(COURSE_SIZES) - 1} layers make of them "
            f"has {ratio:.0f} times that size: it explodes. The first steps of a training are wild then.\n"
            "→ Draw smaller numbers for the kernels, the smaller the more inputs the layer has. He's rule for the "
            "spread is the square root of 2 / inputs.",
        )
        assert ratio >= 0.01, recognised(
            {"variance_for_spread": spread_fits, "spread_of_a_thousandth": True},
            "Your kernels have the spread 2 / inputs. That is the square of He's spread.\n→ Take its square root: np.sqrt(2 / inputs)."
            if spread_fits
            else f"The pixels of the digits have a size of {_size(X):.1f}. What your {len(COURSE_SIZES) - 1} layers make of them "
            f"has {ratio:.1g} times that size: it vanishes, and so do the gradients.\n"
            "→ Draw larger numbers for the kernels. He's rule for the spread: the square root of 2 / inputs.",
        )


class TestForward:
    def test_gives_ten_probabilities_for_each_image(self, learner, rng):
        sizes, layers, X, _ = _network(rng, 2)
        for n in (len(X), 1):
            probabilities, _ = learner.forward(_params(learner, sizes, layers), X[:n])
            shape = getattr(probabilities, "shape", None)
            too_early = shape in [(n, size) for size in sizes[:-1]]
            assert isinstance(probabilities, np.ndarray) and shape == (n, 10), recognised(
                {
                    "cache_first": not isinstance(probabilities, np.ndarray),
                    "digits_returned": shape == (n,),
                    "on_its_side": shape == (10, n),
                    "last_layer_left_out": too_early,
                },
                f"The first thing that you returned is {in_words(probabilities)}. For {n} image{'s' * (n > 1)} and a last layer of 10 "
                f"neurons, it should be an array of shape ({n}, 10).\n→ "
                + (
                    "These values come from an earlier layer. Let them go through all layers, the last one, params[-1], too."
                    if too_early
                    else "Return probabilities, cache: first a row for each image, with a column for each digit."
                ),
            )

    def test_outputs_are_probabilities(self, learner, rng):
        sizes, layers, X, _ = _network(rng, 2)
        outputs = learner.forward(_params(learner, sizes, layers), X)[0]
        totals = outputs.sum(axis=1)
        total = totals[np.abs(totals - 1).argmax()]
        sideways = np.allclose(outputs.sum(axis=0), 1, atol=1e-4) or np.isclose(totals.sum(), 1)
        assert not sideways, recognised(
            "softmax_over_everything",
            f"The probabilities of one image add up to {total:.2f}, not 1. Softmax was taken over the images, not over the "
            "ten digits of each.\n→ Go along the rows, in sum and max alike: axis=1, with keepdims=True.",
        )
        assert np.allclose(totals, 1, atol=1e-4) and (outputs >= 0).all(), (
            f"The outputs for one image add up to {total:.5g}, and the smallest is {outputs.min():.2f}. Probabilities add up "
            f"to 1, and none is below 0.{_softmax_slip(outputs, _scores(layers, X))}\n"
            + (
                "→ These are percent. A probability goes from 0 to 1: multiply by nothing, and round nothing."
                if abs(total - 100) < 1
                else "→ That is nearly 1. When the powers of e are divided by their sum in the row, add nothing to it, and round nothing. "
                "float16 has too few digits."
                if abs(total - 1) < 0.05 and outputs.min() >= 0
                else "→ The last layer needs softmax. Take e to the power of each score, and divide by the sum of these powers in "
                "its row."
            )
        )

    @pytest.mark.essential
    def test_computes_layer_after_layer(self, learner, rng):
        for n_hidden in (2, 1, 3):
            sizes, layers, X, _ = _network(rng, n_hidden)
            seen = learner.forward(_params(learner, sizes, layers), X)[0]
            right = _softmax(_scores(layers, X))
            assert _close_to(seen, right, 1e-4), (
                f"For a network with the sizes {sizes}, the first image's probabilities should begin "
                f"{_numbers_listed(right[0, :3])}. Yours begin {_numbers_listed(seen[0, :3])}.\n{_forward_slip(seen, layers, X)}"
                "\n→ Each layer: inputs times kernel, plus bias. Then relu after each hidden layer, softmax after the "
                "last."
            )

    def test_softmax_is_right_for_any_scores(self, learner, rng):
        sizes = _sizes(rng, 1)
        first = np.eye(*sizes[:2]), np.zeros(sizes[1])
        X = np.eye(2, sizes[0])

        def check(scores):
            # One image with these scores, and one whose scores are all lower by 3000.
            kernel = np.zeros((sizes[1], 10))
            kernel[:2] = np.array(scores), np.array(scores) - 3000
            layers = [first, (kernel, np.zeros(10))]
            outputs = learner.forward(_params(learner, sizes, layers), X)[0]
            right = _softmax(kernel[:1])[0]
            for seen, these in zip(outputs, kernel):
                assert np.isfinite(seen).all(), recognised(
                    "largest_not_subtracted",
                    f"When the scores of the last layer are {_numbers_listed(these)}, softmax gives {_numbers_listed(seen)}. nan is no "
                    "number: a power of e was too large for the computer, or all were 0.\n"
                    "→ First subtract from the scores of each image the largest of its own. The probabilities stay "
                    "the same.",
                )
                assert _close_to(seen, right, 1e-4), recognised(
                    "scores_clipped",
                    f"When the scores of the last layer are {_numbers_listed(these)}, softmax should give {_numbers_listed(right)}. Yours "
                    f"gives {_numbers_listed(seen)}.\n→ Subtract from the scores of each image the largest of its own, and change "
                    "nothing else of them.",
                )

        scores = st.lists(st.floats(-1000, 1000), min_size=10, max_size=10)
        # At the first call that goes wrong, hypothesis looks for the simplest scores that do.
        _try_many(rng, check, scores, [0.0] * 9 + [2000.0], [-1000.0] * 9 + [0.0])

    def test_leaves_its_input_as_it_was(self, learner, rng):
        sizes, layers, X, _ = _network(rng, 2)
        learner.forward(_params(learner, sizes, layers), X)
        assert not learner.changed_input, recognised(
            "images_centred_in_place",
            "forward changed the parameters or the images that it was given.\n"
            "→ Make new arrays: X = X @ W is one, X += b writes into the old one.",
        )


class TestCrossEntropy:
    def test_takes_as_many_classes_as_there_are_columns(self, learner, rng):
        for n_classes, missing in ((10, 0), (12, 1), (7, 1)):
            labels = rng.permutation(33) % (n_classes - missing)
            answers = _answers(rng, rng.uniform(0.15, 0.9, 33), labels, n_classes)
            error = _error_of(learner.cross_entropy, *answers, expected=missing > 0)
            assert not error, recognised(
                "ten_classes_in_the_loss",
                f"With {n_classes} classes, and no label {n_classes - 1} among the images, your function stopped with "
                f"{error}.\n→ There are as many classes as probabilities has columns, probabilities.shape[1]. Neither 10 nor "
                "the largest label says how many.",
            )

    @pytest.mark.essential
    def test_is_the_mean_of_minus_log_p(self, learner, rng):
        for n, n_classes in ((7, 10), (1, 12), (12, 7)):
            right = rng.uniform(0.15, 0.9, n)
            right[0] = 0.06  # Never the most probable digit.
            labels = rng.integers(0, n_classes, n)
            probabilities, labels = _answers(rng, right, labels, n_classes)
            seen = learner.cross_entropy(probabilities, labels)
            loss = float(-np.log(right).mean())
            assert np.isclose(seen, loss, rtol=1e-5), (
                f"For {n} image{'s' * (n > 1)}, whose right digits got {_numbers_listed(right)}, the loss is {loss:.6g}. You returned "
                f"{seen:.6g}.{_loss_slip(seen, probabilities, labels)}\n"
                "→ Take the probability of the right digit from each row, and its natural logarithm. Then take the mean, "
                "with a minus in front."
            )

    def test_is_right_for_improbable_answers(self, learner, rng):
        for power in (-3, -4):
            p = rng.uniform(1, 3) * 10.0**power
            seen, loss = learner.cross_entropy(*_answers(rng, np.array([p]))), -np.log(p)
            assert np.isclose(seen, loss, rtol=0.02), recognised(
                "floor_too_high",
                f"When the right digit got {p:.2g}, the loss is {loss:.2f}. You returned {seen:.2f}: small probabilities "
                "are cut off too early, and the worst answers look better than they are.\n"
                "→ Put a floor under p only just above 0, such as 1e-12.",
            )

    def test_is_a_number_for_any_probabilities(self, learner, rng):
        def check(right):
            these = f"When the right digit{'s' * (len(right) > 1)} got {_numbers_listed(right)}"
            least = float(-np.log(np.maximum(right, 1e-4)).mean())
            probabilities, labels = _answers(rng, np.array(right))
            for digits in ("float64", "float32"):
                seen = learner.cross_entropy(probabilities.astype(digits), labels)
                assert np.isfinite(seen), recognised(
                    {"floor_below_float32": digits == "float32", "no_floor": digits == "float64"},
                    f"{these} (as {digits}), you returned {seen}. The logarithm of 0 is minus infinity, and one such answer "
                    "would spoil the mean.\n→ Put a floor under the probabilities, just above 0, before you take the "
                    "logarithm: 1e-12, say. (In float32, 1e-50 is 0 as well.)",
                )
                assert seen <= 1000, recognised(
                    "largest_number",
                    f"{these}, you returned {seen:.3g}. One such answer would outweigh all others.\n"
                    "→ Put a floor under the probabilities, such as 1e-12, before you take the logarithm.",
                )
                assert seen >= 0.98 * least - 1e-5, recognised(
                    "worst_left_out",
                    f"{these}, you returned {seen:.3g}. It should be at least {least:.3g}: no answer is worse than a "
                    "probability of 0.\n→ Put a floor just above 0 under the probabilities, and leave none of them out.",
                )

        _try_many(rng, check, st.lists(st.floats(0, 1), min_size=1, max_size=5), [0.0], [1.0])

    def test_leaves_its_input_as_it_was(self, learner, rng):
        for right in (rng.uniform(0.1, 0.9, 5), np.zeros(5)):
            learner.cross_entropy(*_answers(rng, right))
            assert not learner.changed_input, recognised(
                "clipped_in_place",
                "cross_entropy changed the arrays that it was given.\n"
                "→ Write nothing into probabilities: what takes out, clips or computes makes a new array.",
            )


class TestBackward:
    def test_takes_as_many_classes_as_there_are_columns(self, learner, rng):
        for n_classes, missing in ((10, 0), (12, 1), (7, 1)):
            sizes, layers, X, _ = _network(rng, 1, n=33, n_classes=n_classes)
            labels = (rng.permutation(33) % (n_classes - missing)).astype("uint8")
            params = _params(learner, sizes, layers)
            _, cache = learner.forward(params, X)
            error = _error_of(learner.backward, params, cache, labels, expected=missing > 0)
            assert not error, recognised(
                "ten_classes_in_backward",
                f"With {n_classes} classes, and no label {n_classes - 1} among the images, your function stopped with "
                f"{error}.\n→ There are as many classes as the probabilities have columns. Neither 10 nor the largest label "
                "says how many.",
            )

    def test_gives_a_slope_for_each_parameter(self, learner, rng):
        sizes, layers, X, labels = _network(rng, 2)
        _gradients(learner, sizes, layers, X, labels)

    def test_gives_them_in_the_order_of_params(self, learner, rng):
        sizes, layers, X, labels = _network(rng, 2)
        params = _params(learner, sizes, layers)
        gradients = learner.backward(params, learner.forward(params, X)[1], labels)
        order = [array.shape for array in _arrays(params)]
        shapes = [array.shape for array in _arrays(gradients)]
        turned = [a for a in shapes if a not in order and a[::-1] in order]
        assert not turned, recognised(
            "gradient_on_its_side",
            f"A kernel in params has the shape {turned[0][::-1] if turned else ()}, and your gradient for it {turned[0] if turned else ()}. "
            "sgd_step could not take one from the other.\n"
            "→ A gradient has the shape of its parameter. Turn yours round: (…).T",
        )
        swapped = [shape for pair in zip(order[1::2], order[::2]) for shape in pair]
        assert shapes != swapped or isinstance(gradients, dict), recognised(
            "bias_before_kernel",
            "In each of your pairs, the bias's gradient comes first. In params the kernel comes first: sgd_step would "
            "take one for the other.\n→ Put the kernel's gradient first in each pair, then the bias's.",
        )
        assert not _begins_with_the_last(gradients, params), recognised(
            "last_layer_first",
            "Your gradients begin with the last layer. They should come in the order of params, the first layer first: "
            "sgd_step goes through both side by side.\n→ Turn the list round at the end: gradients[::-1].",
        )
        named = isinstance(gradients, dict)
        assert named or _form_of(gradients) == _form_of(params), recognised(
            "gradients_in_another_form",
            f"params is {in_words(params)}, and your gradients are {in_words(gradients)}. sgd_step goes through both side by side.\n"
            "→ Give them the form of params: "
            + (
                "a list that holds one pair (dW, db) for each layer."
                if all(isinstance(layer, list | tuple) and len(layer) == 2 for layer in params)
                else "where a kernel stands there, its gradient. Where a bias stands, its gradient."
            ),
        )

    def test_leaves_its_input_as_it_was(self, learner, rng):
        sizes, layers, X, labels = _network(rng, 2)
        _gradients(learner, sizes, layers, X, labels)
        assert not learner.changed_input, recognised(
            "cache_changed",
            "backward wrote into the parameters, or into the cache that forward had made. A second call with the same "
            "cache would give other gradients.\n→ Work on a copy: .copy() makes one.",
        )

    @pytest.mark.essential
    def test_agrees_with_what_small_changes_do_to_the_loss(self, learner, rng):
        for n_hidden in (2, 1, 3):
            sizes, layers, X, labels = _network(rng, n_hidden)
            seen = _gradients(learner, sizes, layers, X, labels)
            right = _slopes(layers, X, labels)
            place, name = _worst(seen, right)
            assert _alike_gradients(seen, right), (
                f"In a network with the sizes {sizes}, change {name} a little. The loss of {len(X)} images changes by "
                f"{_flat(right)[place]:.4g} times as much. Your gradient says {_flat(seen)[place]:.4g}.\n"
                f"→ {_backward_slip(seen, right, layers, X, labels)}"
            )

    def test_agrees_with_keras(self, learner, rng, digits):
        model = learner.new_model(compiled=True)
        weights = model.weights
        layers, sizes = list(zip(weights[::2], weights[1::2])), [784, 16, 10]
        images, labels = digits.scaled(64, int(rng.integers(1000)))
        X = images.reshape(len(images), -1)
        # Where a neuron is on the edge between on and off, rounding decides.
        clear = np.abs(X @ layers[0][0] + layers[0][1]).min(axis=1) > 1e-3
        (gradients, _), _ = model.steps(images[clear], labels[clear])
        keras = list(zip(gradients[::2], gradients[1::2]))
        seen = _gradients(learner, sizes, layers, X[clear], labels[clear])
        apart = np.abs(_flat(seen) - _flat(keras)).max()
        assert apart < 1e-5, (
            f"On real digits and with the same weights, one of your gradients differs by {apart:.1g} from Keras's.\n"
            "→ For small networks yours are right. Look for a number that is fixed in your code, or for a type with "
            "few digits, such as float16."
        )


class TestSgdStep:
    def test_changes_every_kernel_and_bias(self, learner, rng):
        sizes, layers, gradients = _slope(learner, rng, 2)
        after = _after_step(learner, sizes, layers, gradients, 0.1)
        changed = [[not np.array_equal(a, b) for a, b in zip(*pair)] for pair in zip(after, layers)]
        assert np.any(changed), recognised(
            "new_arrays_forgotten",
            "After sgd_step the parameters are what they were, and no new ones were returned.\n"
            "→ W -= … changes the array that stands in params. W = W - … makes a new one, which is lost. So is a step on a copy.",
        )
        missing = [
            f"the {name} of layer {number}"
            for number, pair in enumerate(changed, 1)
            for name, yes in zip(("kernel", "bias"), pair)
            if not yes
        ]
        assert not missing, recognised(
            "first_layer_only",
            f"Your step did not change {', '.join(missing)}.\n"
            "→ Every kernel and every bias, in all layers, goes a step against its own gradient: in place, with -=.",
        )

    def test_remembers_nothing_of_earlier_steps(self, learner, rng):
        sizes, layers, gradients = _slope(learner, rng, 1)
        first, second = (_after_step(learner, sizes, layers, gradients, 0.1) for _ in range(2))
        assert np.allclose(_flat(first), _flat(second)), recognised(
            "momentum",
            "Called twice with the same params and gradients, sgd_step took two different steps. Plain gradient "
            "descent knows nothing of earlier steps.\n→ Use the arguments only. Take no momentum, and no variable from "
            "outside the function.",
        )

    @pytest.mark.essential
    def test_goes_down_by_learning_rate_times_gradient(self, learner, rng):
        for n_hidden, rate in ((2, rng.uniform(0.05, 0.2)), (1, rng.uniform(0.3, 0.9))):
            sizes, layers, gradients = _slope(learner, rng, n_hidden)
            after = _after_step(learner, sizes, layers, gradients, float(rate))
            step, right = _flat(after) - _flat(layers), -rate * _flat(gradients)
            place = np.abs(step - right).argmax()
            before, gradient = _flat(layers)[place], _flat(gradients)[place]
            assert _close_to(step, right, 1e-4), (
                f"With the learning rate {rate:.3f} and the gradient {gradient:.4f}, the parameter {before:.4f} should become "
                f"{before + right[place]:.4f}. Yours is {before + step[place]:.4f}.{_step_slip(step, right, _flat(layers), rate)}\n"
                "→ New is old minus learning_rate times gradient, nothing else."
            )

    def test_takes_the_learning_rate_by_its_name(self, learner, rng):
        # As the notebook gives it.
        sizes, layers, gradients = _slope(learner, rng, 1)
        _after_step(learner, sizes, layers, gradients, learning_rate=0.1)


@pytest.fixture(scope="class")
def what_it_calls_works(session_learner):
    """Let the checks of train_epoch wait for the functions that it calls."""
    learner, (sizes, layers, X, labels) = session_learner, _network(np.random.default_rng(1), 2)
    right, seen, step = _slopes(layers, X, labels), [], None
    try:
        seen = _gradients(learner, sizes, layers, X, labels)
        step = _flat(_after_step(learner, sizes, layers, right, 0.1)) - _flat(layers)
    except AssertionError:
        pass  # Its own check tells what is wrong.
    wait_for(learner, "backward", _alike_gradients(seen, right) and len(seen) == len(right))
    wait_for(learner, "sgd_step", _close_to(step, -0.1 * _flat(right), 1e-4))


@pytest.mark.usefixtures("what_it_calls_works")
class TestTrainEpoch:
    def test_changes_the_parameters_that_it_is_given(self, learner, rng):
        network = _network(rng, 1)
        assert _moved(_trained(learner, network, rng, 0.1, 4)[0], network[1]), recognised(
            "new_list_in_the_loop",
            "After train_epoch, the parameters are what they were. It returns only the loss, so what it learned would "
            "be lost.\n→ Call sgd_step after each batch, with params itself and no copy of it. There, W -= … changes the arrays in "
            "params, and W = W - … makes new ones.",
        )

    def test_takes_steps_of_the_learning_rate(self, learner, rng):
        sizes, layers, X, labels = network = _network(rng, 1, n=64)
        assert not _moved(_trained(learner, network, rng, 0.0, 4)[0], layers), recognised(
            "fixed_rate",
            "With learning_rate=0 no parameter may change, and yours did.\n"
            "→ Hand the argument learning_rate on to sgd_step, as it is.",
        )
        # A step so short that several, one after the other, go where one goes that is as long.
        rate = 1e-4
        step = _flat(_trained(learner, network, rng, rate, 64)[0]) - _flat(layers)
        right = -rate * _flat(_slopes(layers, X, labels))
        factor = float((step * right).sum() / (right**2).sum())
        # Another direction is the subject of checks to come.
        aligned = abs(factor) * np.linalg.norm(right) > 0.99 * np.linalg.norm(step)
        assert not (aligned and factor < 0), recognised(
            "uphill_in_the_epoch",
            "Your epoch goes uphill: the loss grows with each step.\n"
            "→ sgd_step goes downhill already: hand the gradients and the learning rate on as they are.",
        )
        assert not (aligned and abs(factor - 1) > 0.2), recognised(
            "batches_of_32_always",
            "With 64 images and batch_size=64 an epoch is a single step, learning_rate times the gradient. Yours goes "
            f"{factor:.2g} times as far.\n"
            "→ Take one step after each batch of batch_size images, and hand learning_rate on to sgd_step as it is.",
        )

    def test_keeps_images_and_labels_together(self, learner, rng):
        _, weights, strange = _visits(learner, rng)
        assert not strange, recognised(
            "images_shuffled_alone",
            f"{strange} of {len(weights)} images were learned with a label that is not theirs.\n"
            "→ Shuffle images and labels together. rng.permutation(len(X)) gives one order of places: take the images and the "
            "labels of a batch with the same ones.",
        )

    def test_takes_batches_of_batch_size_images(self, learner, rng):
        batch_size, weights, _ = _visits(learner, rng)
        used = weights[weights * batch_size > 0.01]
        assert len(used) > batch_size, recognised(
            "step_behind_the_loop",
            f"Only {len(used)} of {len(weights)} images were used, with batch_size={batch_size}. Each batch needs a step of its own.\n"
            "→ Let sgd_step stand in the loop over the batches, with all that it needs, and the return behind the loop. Each round "
            "takes the next batch.",
        )
        seen = 1 / used.min()
        assert abs(seen - batch_size) <= 0.25 * batch_size, recognised(
            "all_images_at_once",
            f"With batch_size={batch_size}, your steps follow batches of {seen:.0f} image{'s' * bool(seen > 1.5)}.\n"
            "→ Cut the images into batches of batch_size, and take one step after each.",
        )

    def test_uses_every_image_once(self, learner, rng):
        batch_size, weights, _ = _visits(learner, rng)
        n, never, often = (
            len(weights),
            (weights * batch_size < 0.4).sum(),
            (weights * batch_size > 1.6).sum(),
        )
        assert not often, recognised(
            "drawn_again_for_each_batch",
            f"{often} of {n} images were used more than once in an epoch, {never} never.\n"
            "→ Draw the order of all images once, for example with rng.permutation. Go through it once, too: each batch begins "
            "where the one before ended.",
        )
        left_over = (
            f" With batch_size={batch_size}, so many are left over after the last full batch."
        )
        last_one = bool(never == n % batch_size)
        assert not never, recognised(
            "drops_the_last_batch" if last_one else {},
            f"{never} of {n} images were never used.{left_over * last_one}\n"
            f"→ {'The last batch may be smaller, but it counts. ' * last_one}Let the batches begin at 0, batch_size, … "
            "as long as there are images: range(0, n, batch_size), for n images. Each ends batch_size further on"
            f"{', and a slice ends just before its second number' * (not last_one)}.",
        )

    def test_goes_on_from_where_the_step_before_ended(self, learner, rng):
        # Six times the same image: whatever the order, these are three steps of which all is known.
        sizes, layers, X, labels, path = _three_steps(rng)
        after, _ = _trained(learner, (sizes, layers, X, labels), rng, 0.2, 2)
        step, right = _flat(after) - _flat(layers), _flat(path[3]) - _flat(layers)
        at_once = 3 * (_flat(path[1]) - _flat(layers))
        assert not _close_to(step, at_once, 1e-4), recognised(
            "one_step_at_the_end",
            "All steps of your epoch follow the gradients that belong to its beginning. After a step, the network is "
            "another one, and so are its gradients.\n"
            "→ Take a step after each batch, and let the next batch go through the network as it is then.",
        )
        assert _close_to(step, right, 1e-4), recognised(
            "rate_falls",
            "There were three batches of one and the same image. So three steps should follow each other, all with the same "
            "learning rate. Yours end elsewhere.\n"
            "→ For each batch: forward, backward, sgd_step, each once, and nothing else that changes params.",
        )

    def test_takes_a_new_order_from_the_generator(self, learner, rng):
        network, one, other = _network(rng, 1, n=40), *rng.spawn(2)
        first, again, another = (
            _flat(_trained(learner, network, generator, 0.3, 4)[0])
            for generator in (one, one, other)
        )
        assert not np.allclose(first, another, rtol=1e-7, atol=1e-9), recognised(
            "no_shuffle",
            "With two different generators, the epoch went exactly the same way: the images come in the same order each "
            "time. Then each batch is always the same, and the network learns less well.\n"
            "→ Shuffle with the argument rng, at the beginning of every epoch.",
        )
        assert np.allclose(first, again, atol=1e-6), recognised(
            "shuffles_with_np_random",
            "With a generator in the same state, the epoch went another way each time: nobody could repeat a training.\n"
            "→ Take the order from the argument rng, not from np.random.",
        )

    def test_puts_other_images_together_each_time(self, learner, rng):
        batch_size, weights, _ = _visits(learner, rng)
        last = np.flatnonzero(weights * batch_size > 1.1)  # Those of the smaller batch.
        together = len(last) > 5 and np.ptp(last) == len(last) - 1
        assert not together, recognised(
            "shuffles_the_batches",
            f"The {len(last)} images of the smaller batch stand side by side in X. So your batches always hold the same images. "
            "Only their order changes.\n"
            "→ Shuffle the images, not the batches. Draw an order of all images, and cut this order into batches.",
        )

    def test_a_batch_of_all_images_is_one_step_downhill(self, learner, rng):
        network = sizes, layers, X, labels = _network(rng, 1, n=64)
        slopes = _flat(_slopes(layers, X, labels))
        for rate in (0.05, 0.2):
            step = _flat(_trained(learner, network, rng, rate, 64)[0]) - _flat(layers)
            assert _close_to(step, -rate * slopes, 1e-4), (
                "With 64 images and batch_size=64 an epoch is a single step: the gradient of all 64, times "
                f"learning_rate={rate}. Yours ends elsewhere.\n"
                "→ For each batch: forward, backward, sgd_step, each once, and nothing else that changes params."
            )

    def test_leaves_images_and_labels_as_they_were(self, learner, rng):
        network = _network(rng, 1)
        _trained(learner, network, rng, 0.1, 4)
        same = (np.array_equal(a, b) for a, b in zip(learner.inputs_after[1:3], network[2:]))
        assert all(same), recognised(
            "shuffles_in_place",
            "train_epoch changed X or y. Whoever called you goes on working with them.\n→ Write nothing into them. rng.shuffle(X) "
            "would move the images in X itself: shuffle places, order = rng.permutation(…), then X[order[…]].",
        )

    def test_gives_the_mean_loss(self, learner, rng):
        for generator in rng.spawn(4):
            # Three batches of 8: nobody need weigh a smaller one.
            sizes, layers, X, labels = network = _network(generator, 1, n=24)
            _, seen = _trained(learner, network, generator, 0.0, 8)
            right = _loss(layers, X, labels)
            outputs = _softmax(_scores(layers, X))
            wait_for(
                learner,
                "cross_entropy",
                np.isclose(learner.cross_entropy(outputs, labels), right, rtol=1e-4),
            )
            slip = {
                3: " That is the sum over the 3 batches.",
                24: " That is the sum over the 24 images.",
            }
            assert np.isclose(seen, right, rtol=1e-4), recognised(
                {"losses_added_up": round(seen / right, 3) == 3, "last_loss": True},
                f"With learning_rate=0 nothing changes. So the mean loss of the epoch is that of all 24 images: {right:.4f}. You "
                f"returned {seen:.4f}.{slip.get(round(seen / right, 3), '')}\n"
                "→ Add up the losses of the batches, each times its number of images. Divide by the number of all images. "
                "The loss of a single batch says little.",
            )

    def test_uses_batches_of_32_and_a_rate_of_a_hundredth_when_nothing_is_said(self, learner, rng):
        network, generator = _network(rng, 1, n=70), rng.spawn(1)[0]
        default, _ = _trained(learner, network, generator)
        said, _ = _trained(learner, network, generator, 0.01, 32)
        assert np.allclose(_flat(default), _flat(said), atol=1e-9), recognised(
            "other_batch_size_when_nothing_is_said",
            "Without learning_rate and batch_size, the epoch goes another way than with 0.01 and 32.\n"
            "→ Leave the first line of the function as it was at the beginning.",
        )

    @pytest.mark.long
    @pytest.mark.essential
    def test_your_network_learns_to_recognise_digits(self, learner, rng, digits, full, graded):
        # Each digit gets another name, so that stored answers are of no use.
        names = rng.permutation(10).astype("uint8")
        X, labels = _rows(digits.train[0]), names[digits.train[1]]
        params = learner.init_params(COURSE_SIZES, rng)
        if graded:
            _follows_gradient_descent(learner, X[:256], labels[:256], rng)
            weights = fresh_weights(COURSE_SIZES, rng)
            params = _filled(params, COURSE_SIZES, _in_pairs(weights))
        for rate, generator in zip(RATES, rng.spawn(len(RATES))):
            learner.train_epoch(params, X, labels, generator, rate, 32)
            params = learner.inputs_after[0]
        scores = _scores(_found(params, COURSE_SIZES), _rows(digits.held_out[0]))
        accuracy = float((scores.argmax(axis=1) == names[digits.held_out[1]]).mean())
        threshold = FULL_THRESHOLD if full else SAMPLE_THRESHOLD
        assert accuracy >= threshold, (
            f"After {len(RATES)} epochs your network is right for {accuracy:.1%} of the test digits. It should be at least "
            f"{threshold:.0%}.\n→ One of the functions does not do what it should: run the checks of all six, in their "
            "order."
        )
        if graded:
            expected = descended(weights, X, labels, RATES[0], 2, 32, rng)
            found = cosines(weights, _in_a_row(_found(params, COURSE_SIZES)), expected)
            if not min(found) >= AGREEMENT:
                raise Contradiction(Code.NOT_TRAINED_HERE)


def _follows_gradient_descent(learner, X, labels, rng):
    """Demand the steps of a training that is known exactly: with one batch, the order makes no difference."""
    weights = fresh_weights(COURSE_SIZES, rng)
    params = _params(learner, COURSE_SIZES, _in_pairs(weights))
    for _ in range(STEPS):
        learner.train_epoch(params, X, labels, rng.spawn(1)[0], RATES[0], len(X))
        params = learner.inputs_after[0]
    after = _in_a_row(_found(params, COURSE_SIZES, "train_epoch"))
    expected = descended(weights, X, labels, RATES[0], STEPS, len(X), rng)
    assert max(relative_errors(weights, after, expected)) <= MAX_ERROR, (
        f"With {len(X)} digits and batch_size={len(X)}, {STEPS} epochs are {STEPS} steps downhill. Yours end elsewhere.\n"
        "→ For each batch: forward, backward, sgd_step, each once, and nothing else that changes params."
    )


def _in_pairs(weights):
    return list(zip(weights[::2], weights[1::2], strict=True))


def _in_a_row(layers):
    return [part for pair in layers for part in pair]


def _sizes(rng, n_hidden, n_classes=10):
    """Return sizes that all differ, also from the number of classes, so that a shape says what an array is."""
    others = [size for size in rng.permutation(np.arange(3, 10)) if size != n_classes]
    return [int(size) for size in others[: n_hidden + 1]] + [n_classes]


def _network(rng, n_hidden, n=None, n_classes=10):
    """Return sizes, layers [(W, b), …], images (n, inputs) and labels, all float64 and without close calls.

    Every hidden layer has neurons that are on and some that are off, and none is on the edge between: there the loss
    has no slope.
    """
    sizes, n = _sizes(rng, n_hidden, n_classes), n or int(rng.integers(11, 16))
    while True:
        layers = [
            (rng.normal(0, np.sqrt(2 / n_in), (n_in, n_out)), rng.normal(0, 0.3, n_out))
            for n_in, n_out in pairwise(sizes)
        ]
        X = rng.random((20 * n, sizes[0])) * (rng.random((20 * n, sizes[0])) < 0.6)
        hidden = [_scores(layers[:place], X) for place in range(1, len(layers))]
        clear = np.all([np.abs(values).min(axis=1) > 0.005 for values in hidden], axis=0)
        shares = [(values[clear][:n] > 0).mean() for values in hidden]
        if clear.sum() >= n and min(shares) > 0.25 and max(shares) < 0.8:
            return sizes, layers, X[clear][:n], rng.integers(0, n_classes, n).astype("uint8")


def _scores(layers, X, hidden=lambda values: np.maximum(values, 0), bias=1):
    """Return what the last of these layers makes of X, before softmax."""
    for W, b in layers[:-1]:
        X = hidden(X @ W + bias * b)
    W, b = layers[-1]
    return X @ W + bias * b


def _softmax(scores):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def _losses(layers, X, labels):
    scores = _scores(layers, X)
    scores = scores - scores.max(axis=1, keepdims=True)
    return np.log(np.exp(scores).sum(axis=1)) - scores[np.arange(len(X)), labels]


def _loss(layers, X, labels):
    return float(_losses(layers, X, labels).mean())


def _slopes(layers, X, labels, step=1e-5):
    """Return, in the form of layers, how the loss changes with each parameter: by changing each a little."""
    layers = [(W.copy(), b.copy()) for W, b in layers]
    slopes = [(np.zeros_like(W), np.zeros_like(b)) for W, b in layers]
    for numbers, slope in zip(sum(layers, ()), sum(slopes, ())):
        for place in np.ndindex(numbers.shape):
            middle = numbers[place]
            numbers[place] = middle + step
            above = _loss(layers, X, labels)
            numbers[place] = middle - step
            slope[place] = (above - _loss(layers, X, labels)) / (2 * step)
            numbers[place] = middle
    return slopes


def _found(tree, sizes, function="init_params"):
    """Return [(W, b), …] out of a learner's structure, W as (inputs, neurons), found by their shapes."""
    arrays = list(_arrays(tree))
    layers = []
    for number, (n_in, n_out) in enumerate(pairwise(sizes), 1):
        kernels = [a.reshape(n_in, n_out) for a in arrays if a.shape == (n_in, n_out)]
        kernels += [a.T for a in arrays if a.shape == (n_out, n_in)]
        biases = [a.ravel() for a in arrays if a.shape in _bias_shapes(n_out)]
        shapes = _shapes(a.shape for a in arrays)
        in_place = function in ("sgd_step", "train_epoch")
        what = f"params after {function}" if in_place else f"what {function} returns"
        assert len(kernels) == len(biases) == 1, recognised(
            {
                "kernels_only": function == "backward",
                "no_biases": function == "init_params",
                "gradients_exchanged": function == "sgd_step",
            },
            f"The sizes {sizes} mean a kernel of shape ({n_in}, {n_out}) and a bias of shape ({n_out},) for layer {number}. The arrays "
            f"of decimal numbers in {what}: {shapes}.\n"
            f"→ {_form(function, sizes, arrays, _arrays(tree, 'iu'))}",
        )
        layers.append((kernels[0], biases[0]))
    return layers


def _form(function, sizes, arrays, whole):
    """Say what to return, by the arrays of decimal and of whole numbers that are there."""
    found = [a.shape for a in arrays]
    if whole:
        return (
            f"One of your arrays holds whole numbers (type {whole[0].dtype}). Make decimal numbers, as np.zeros and rng.normal do "
            "without int."
        )
    if function == "init_params" and found == [(n,) for n in sizes[1:]]:
        return (
            "The biases are there, the kernels are not. A kernel has a row for each input and a column for each neuron. "
            "rng.normal takes a mean (0 here), a spread, and last this shape: (rows, columns)."
        )
    pairs = list(pairwise(sizes))
    as_one = [(n, m + 1) for m, n in pairs], [(m + 1, n) for m, n in pairs]
    if function == "init_params" and found in as_one:
        return (
            "Here kernel and bias are one array. Make two: the kernel has a row for each input, the bias is np.zeros(neurons). "
            "Each layer adds such a pair to the list."
        )
    return _FORMS.get(function, _FORMS["init_params"])


_FORMS = {
    "init_params": "Make one pair (kernel, bias) for each two neighbours in the argument sizes: zip(sizes[:-1], sizes[1:]). Put "
    "the pairs into a list. Kernel and bias are NumPy arrays.",
    "backward": "Return a gradient for each kernel and each bias, of the same shape as the parameter. For a bias, add up over the "
    "images: axis=0.",
    "sgd_step": "Change the numbers in the arrays of params, and put nothing else in their place. W goes with dW, b goes with db.",
    "train_epoch": "Let sgd_step alone change params, and put nothing else in the place of its arrays.",
}


def _shapes(shapes):
    return ", ".join(map(str, shapes)) or "none"


def _filled(tree, sizes, layers):
    """Return a learner's structure with the numbers of layers in the places of its kernels and biases."""
    if isinstance(tree, dict):
        return {key: _filled(part, sizes, layers) for key, part in tree.items()}
    if isinstance(tree, list | tuple):
        return type(tree)(_filled(part, sizes, layers) for part in tree)
    if isinstance(tree, np.ndarray):
        for (n_in, n_out), (W, b) in zip(pairwise(sizes), layers):
            if tree.shape == (n_in, n_out):
                return W.copy()
            if tree.shape == (n_out, n_in):
                return W.T.copy()
            if tree.shape in _bias_shapes(n_out):
                return b.reshape(tree.shape).copy()
    return tree


def _arrays(tree, kinds="f"):
    """Return the arrays of decimal numbers, or of other kinds, in lists, tuples and dicts, one in the other."""
    if isinstance(tree, np.ndarray):
        return [tree] if tree.dtype.kind in kinds else []
    parts = tree.values() if isinstance(tree, dict) else tree
    nested = isinstance(tree, dict | list | tuple)
    return [array for part in parts for array in _arrays(part, kinds)] if nested else []


def _bias_shapes(n):
    return (n,), (1, n), (n, 1)


def _params(learner, sizes, layers):
    """Return these layers in the structure that the learner's init_params makes."""
    params = learner.init_params(sizes, np.random.default_rng(0))
    _found(params, sizes)
    return _filled(params, sizes, layers)


def _course_network(learner, rng):
    return _found(learner.init_params(COURSE_SIZES, rng), COURSE_SIZES)


def _gradients(learner, sizes, layers, X, labels):
    """Return what the learner's forward and backward give, as [(dW, db), …]."""
    params = _params(learner, sizes, layers)
    probabilities, cache = learner.forward(params, X)
    wait_for(learner, "forward", _close_to(probabilities, _softmax(_scores(layers, X)), 1e-4))
    return _found(learner.backward(params, cache, labels), sizes, "backward")


def _form_of(tree):
    """Return which lists, tuples and dicts lie in each other, and where there are arrays."""
    parts = list(tree.values()) if isinstance(tree, dict) else tree
    return [_form_of(part) for part in parts] if isinstance(parts, list | tuple) else None


def _begins_with_the_last(gradients, params):
    """Whether the layers' gradients come in the opposite order. In a dict, names say what belongs to what."""
    order = [array.shape for array in _arrays(params)]
    turned = gradients[::-1] if isinstance(gradients, list | tuple) else gradients
    return [a.shape for a in _arrays(gradients)] != order and (
        [a.shape for part in turned for a in _arrays(part)] == order
    )


def _slope(learner, rng, n_hidden):
    """Return sizes, layers, and random gradients for them."""
    sizes, layers, _, _ = _network(rng, n_hidden)
    # None near 0, so that every parameter has somewhere to go.
    return sizes, layers, [tuple(_away_from_0(rng, part.shape) for part in pair) for pair in layers]


def _away_from_0(rng, shape):
    return rng.uniform(0.2, 2, shape) * rng.choice([-1, 1], shape)


def _after_step(learner, sizes, layers, gradients, *rate, **named_rate):
    """Return the parameters after the learner's step, whether it returned them or changed them in place."""
    _, _, X, labels = _network(np.random.default_rng(0), 1)
    X = np.resize(X, (len(X), sizes[0]))
    params = _params(learner, sizes, layers)
    # The learner's own backward says in which structure gradients come.
    form = learner.backward(params, learner.forward(params, X)[1], labels)
    _found(form, sizes, "backward")
    wait_for(learner, "backward", not _begins_with_the_last(form, params))
    returned = learner.sgd_step(params, _filled(form, sizes, gradients), *rate, **named_rate)
    for tree in (returned, learner.inputs_after[0]):
        if sorted(a.shape for a in _arrays(tree)) == sorted(a.shape for a in _arrays(params)):
            after = _found(tree, sizes, "sgd_step")
            if _moved(after, layers):
                return after
    return _found(learner.inputs_after[0], sizes, "sgd_step")


def _trained(learner, network, generator, *options):
    """Let the learner train for an epoch; return the parameters as they are then, and what it returned."""
    sizes, layers, X, labels = network
    loss = learner.train_epoch(_params(learner, sizes, layers), X, labels, generator, *options)
    return _found(learner.inputs_after[0], sizes, "train_epoch"), loss


def _visits(learner, rng):
    """Find out how an epoch goes through the images, from images that have one white pixel each.

    Then the row i of the first kernel changes only for image i: with a short step, by 1/n of this image's own gradient
    when it is one of n in a batch.

    Returns
    -------
    (batch_size, weights, strange)
        For each image this 1/n, or their sum when it was used several times. And the number of images that changed
        their row into another direction than the gradient for their label.
    """
    batch_size, rate = int(rng.integers(15, 20)), 1e-3
    n = 4 * batch_size - 4
    sizes = [n, 7, 10]
    W = _away_from_0(rng, (n, 7))
    W[:, :3] = np.abs(W[:, :3])  # Some neurons are on for every image.
    layers = [(W, np.zeros(7)), (rng.normal(0, 0.7, (7, 10)), np.zeros(10))]
    X, labels = np.eye(n), rng.integers(0, 10, n).astype("uint8")
    own = np.zeros_like(W)
    for column in np.eye(7):
        above, below = (
            _losses([(W + nudge * column, np.zeros(7)), layers[1]], X, labels)
            for nudge in (1e-5, -1e-5)
        )
        own += np.outer(above - below, column) / 2e-5
    after, _ = _trained(learner, (sizes, layers, X, labels), rng.spawn(1)[0], rate, batch_size)
    steps = after[0][0] - W
    weights = (steps * own).sum(axis=1) / (own**2).sum(axis=1) / -rate
    rest = np.linalg.norm(steps + rate * weights[:, None] * own, axis=1)
    strange = rest > 0.3 * np.linalg.norm(steps, axis=1)
    return batch_size, weights, int(strange.sum())


def _three_steps(rng):
    """Return a network, six times the same image and label, and the layers after 0 to 3 steps (learning rate 0.2)."""
    while True:
        sizes, layers, X, labels = _network(rng, 1)
        path, edges = [layers], []
        for _ in range(3):
            slopes = _slopes(path[-1], X[:1], labels[:1])
            path.append(
                [(W - 0.2 * dW, b - 0.2 * db) for (W, b), (dW, db) in zip(path[-1], slopes)]
            )
            edges.append(np.abs(_scores(path[-1][:1], X[:1])).min())
        if min(edges) > 1e-3:
            return sizes, layers, np.repeat(X[:1], 6, axis=0), np.repeat(labels[:1], 6), path


def _answers(rng, right, labels=None, n_classes=10):
    """Return probabilities whose right digits have these, and the labels: random ones, unless they are given."""
    labels = rng.integers(0, 10, len(right)) if labels is None else labels
    labels = labels.astype("uint8")
    others = rng.uniform(0.1, 1, (len(right), n_classes))
    others[np.arange(len(right)), labels] = 0
    probabilities = others / others.sum(axis=1, keepdims=True) * (1 - right)[:, None]
    probabilities[np.arange(len(right)), labels] = right
    return probabilities, labels


def _error_of(function, *args, expected):
    """Return the error that a call ends in, in words, or nothing. One that is not expected is told as it is."""
    try:
        function(*args)
    except LearnerProblem as caught:
        if not expected or caught.problem.code is not Code.EXCEPTION:
            raise
        return "{type}: {said}".format(**caught.problem.fields)[:200].rstrip(". ")
    return ""


def _try_many(rng, check, inputs, *first):
    """Let hypothesis look for an input that a check rejects, the simplest one, after those that are given."""
    problems = []

    def guarded(value):
        try:
            # A call that ended in an endless loop need not be repeated.
            problems or check(value)
        except LearnerProblem as problem:
            problems.append(problem)

    test = given(inputs)(guarded)
    for value in reversed(first):
        test = example(value)(test)
    quiet = settings(
        max_examples=20,
        deadline=None,
        database=None,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    seed(int(rng.integers(2**32)))(quiet(test))()
    if problems:
        raise problems[0]


def _rows(images):
    return images.reshape(len(images), -1).astype("float32") / 255


def _flat(layers):
    return np.concatenate([np.ravel(part) for pair in layers for part in pair])


def _size(values):
    return float(np.sqrt(np.mean(np.square(values, dtype=float))))


def _moved(after, before):
    return not np.array_equal(_flat(after), _flat(before))


def _close_to(seen, right, tolerance):
    """Whether numbers are the same but for a small part of the largest of them."""
    return np.shape(seen) == np.shape(right) and np.allclose(
        seen, right, rtol=0, atol=tolerance * np.abs(right).max()
    )


def _alike_gradients(seen, right):
    return all(_close_to(a, b, 1e-4) for pair in zip(seen, right) for a, b in zip(*pair))


def _worst(seen, right):
    """Return place and name of the parameter whose gradient is furthest off."""
    place = int(np.nan_to_num(np.abs(_flat(seen) - _flat(right)), nan=np.inf).argmax())
    at = place
    for number, pair in enumerate(right, 1):
        for name, part in zip(("kernel", "bias"), pair):
            if at < part.size:
                where = ", ".join(str(int(i)) for i in np.unravel_index(at, part.shape))
                return place, f"the {name} of layer {number} at [{where}]"
            at -= part.size
    return place, "a parameter"


def _numbers_listed(numbers):
    return ", ".join(f"{number:.4g}" for number in numbers)


def _forward_slip(seen, layers, X):
    """Say which slip gives just these probabilities, if one is known."""
    slips = {
        ("no_relu", "They are those of a network whose hidden layers have no relu."): _scores(
            layers, X, hidden=lambda v: v
        ),
        (
            "relu_everywhere",
            "They are those of a network whose last layer has relu as well. All layers but the last are params[:-1].",
        ): np.maximum(_scores(layers, X), 0),
        ("biases_forgotten", "They are those of a network without its biases."): _scores(
            layers, X, bias=0
        ),
        ("sigmoid", "They are those of a network with sigmoid in place of relu."): _scores(
            layers, X, hidden=lambda v: 1 / (1 + np.exp(-v))
        ),
        ("tanh", "They are those of a network with tanh in place of relu."): _scores(
            layers, X, hidden=np.tanh
        ),
        ("softmax_twice", "They are those of a network that takes softmax twice."): _softmax(
            _scores(layers, X)
        ),
    }
    other = "bias_after_relu", "At least one layer computes something else."
    ways = {told: _softmax(scores) for told, scores in slips.items()}
    return fitting(seen, ways, other, tolerance=1e-4)


def _softmax_slip(seen, scores):
    """Say what outputs are that are no probabilities, if it is known."""
    slips = {
        ("no_softmax", " Yours are the scores themselves."): scores,
        ("sigmoid_outputs", " Yours are sigmoids, which know nothing of each other."): 1
        / (1 + np.exp(-scores)),
        ("log_probabilities", " Yours are logarithms of probabilities."): np.log(_softmax(scores)),
    }
    return fitting(seen, slips, tolerance=1e-4)


def _loss_slip(seen, probabilities, labels):
    n, n_classes = probabilities.shape
    p = probabilities[np.arange(n), labels]
    logs = np.log(np.maximum(probabilities, 1e-300))
    loss = -np.log(p).mean()
    wrong = 1 - np.eye(n_classes)[labels]
    slips = {
        (
            "minus_forgotten",
            " The sign is wrong: the logarithm of a number below 1 is below 0.",
        ): -loss,
        ("sum_of_losses", " That is the sum over the images, not the mean."): n * loss,
        ("divided_by_classes", f" That is divided by the {n_classes} classes as well."): loss
        / n_classes,
        ("base_10", " That is the logarithm to the base 10."): loss / np.log(10),
        ("base_2", " That is the logarithm to the base 2."): loss / np.log(2),
        ("no_logarithm", " There is no logarithm in it."): 1 - p.mean(),
        ("no_logarithm", " That is the mean probability itself."): p.mean(),
        ("no_logarithm", " That is the mean probability itself, with a minus."): -p.mean(),
        (
            "log_of_the_mean",
            " That is the logarithm of the mean. First comes the logarithm, then the mean.",
        ): -np.log(p.mean()),
        ("most_probable", " It looks at the most probable digit, not at the right one."): -logs.max(
            axis=1
        ).mean(),
        ("all_digits", " It looks at all ten digits, not only at the right one."): -logs.mean(),
        (
            "",
            " It takes each label from every row: that is what [:, labels] does. One of each row: [np.arange(len(labels)), labels].",
        ): -logs[:, labels].mean(),
        ("binary", " The logarithms for the wrong digits are in it, too."): loss
        - (wrong * np.log(1 - probabilities)).sum() / n,
        **{
            (
                "thousandth_added",
                f" {floor:g} is added to the probabilities or put under them: that is too much.",
            ): value
            for floor in (0.1, 0.01, 1e-3, 1e-4, 1e-5)
            for value in (-np.log(p + floor).mean(),)
        },
        ("squared", " That is the squared error, another loss."): np.square(
            probabilities - 1 + wrong
        ).sum()
        / n,
    }
    return fitting(seen, slips, tolerance=1e-4)


def _backward_slip(seen, right, layers, X, labels):
    """Return what to do about gradients that are wrong."""
    n, probabilities = len(X), _softmax(_scores(layers, X))
    slips = {
        n: (
            "sum_over_images",
            f"All are {n} times too large: that is the sum over the {n} images. The loss is their mean, so divide by their number, "
            "len(labels).",
        ),
        -1: (
            "uphill_and_down",
            "All have the wrong sign. Begin with probabilities minus 1 at the right digit, not the other way round.",
        ),
        1 / n: (
            "divided_twice",
            f"All are {n} times too small: divide by the number of images only once.",
        ),
        n / 10: (
            "divided_by_ten_classes",
            "Divide by the number of images, not by the number of classes.",
        ),
        1 / 10: (
            "mean_over_table",
            "All are 10 times too small: divide by the number of images, and not by the classes as well.",
        ),
    }
    for factor, told in slips.items():
        if _alike_gradients(seen, [(factor * W, factor * b) for W, b in right]):
            return recognised(*told)
    factor = float(_flat(seen) @ _flat(right) / (_flat(right) @ _flat(right)))
    if _alike_gradients(seen, [(factor * W, factor * b) for W, b in right]):
        return _off_by(factor, n)
    (W, b), (dW, db) = right[-1], seen[-1]
    if any(_close_to(db, probabilities.sum(axis=0) / count, 1e-3) for count in (1, n)):
        return recognised(
            "right_digit_forgotten",
            "For the last layer, 1 has to be taken away from the probability of the right digit. It was not.",
        )
    kernels, biases = (
        all(_close_to(a[i], c[i], 1e-3) for a, c in zip(seen, right)) for i in (0, 1)
    )
    if kernels:
        return recognised(
            "bias_mean",
            "The kernels' gradients are right, those of the biases are not. A bias gets the blame of its neuron, summed over all images. It is divided by n once.",
        )
    if biases:
        return recognised(
            "kernel_without_inputs",
            "The biases' gradients are right, those of the kernels are not. A kernel gets inputs times blame. The inputs are what "
            "went into this very layer: X, or what relu gave.",
        )
    if _close_to(dW, W, 1e-3) and _close_to(db, b, 1e-3):
        blame = (probabilities - np.eye(10)[labels]) / n
        if _close_to(seen[-2][1], (blame @ layers[-1][0].T).sum(axis=0), 1e-3):
            return recognised(
                "no_mask",
                "The last layer is right. Before it, blame went to neurons that were off, too, as if there were no relu. Where relu gave "
                "0, the blame becomes 0: multiply it by (inputs[layer] > 0).",
            )
        return _slope_slip(seen, layers, X, labels)
    return recognised(
        "slope_of_softmax_too",
        "The last layer is wrong already. Its blame is the probabilities, minus 1 at the right digit of each image, divided by n: nothing "
        "more. Its kernel gets inputs.T @ blame.",
    )


def _off_by(factor, n):
    """Return what to do about gradients that are all so many times what they should be."""
    if not factor:
        return recognised(
            "gradients_of_0",
            "All of yours are 0. Put in what you compute: inputs times blame for a kernel, the sum of the blame for a bias.",
        )
    if factor < 0:
        return recognised(
            "uphill_and_summed",
            f"All are {factor:.3g} times what they should be: divide by len(labels), once. The sign is wrong, too: begin with "
            "probabilities minus 1 at the right digit.",
        )
    return recognised(
        "divided_by_layers",
        f"All are {factor:.3g} times what they should be, as if there were {n / factor:.3g} images. They belong to the mean loss of all "
        f"{n}: divide by len(labels).",
    )


def _slope_slip(seen, layers, X, labels):
    """Say by what the blame was multiplied on its way back, in place of relu's slope; only the last layer is right."""
    ways = {
        ("times_the_output", "multiplied by the values that relu gave"): np.multiply,
        ("slope_of_sigmoid", "multiplied by values * (1 - values), the slope of sigmoid"): (
            lambda blame, values: blame * values * (1 - values)
        ),
        ("", "multiplied by 1 - values ** 2, the slope of tanh"): (
            lambda blame, values: blame * (1 - values**2)
        ),
        ("", "multiplied by (values < 0) or (values <= 0), where relu is off"): (
            lambda blame, values: blame * (values <= 0)
        ),
        ("blame_through_relu", "put through relu itself, as np.maximum does"): (
            lambda blame, values: np.maximum(blame, 0)
        ),
    }
    begin = "The last layer is right, a layer before it is not."
    for (mistake, what), way in ways.items():
        if _alike_gradients(seen, _gone_back(way, layers, X, labels)):
            return recognised(
                mistake,
                f"{begin} On its way back, your blame is {what}. In place of that, multiply it by whether relu gave more than 0: "
                "(values > 0). So it stays where a neuron was on, and becomes 0 where it was off.",
            )
    return recognised(
        "slope_of_sigmoid",
        f"{begin} The blame goes back through the kernel of the layer above: blame @ W.T. Then multiply it by (values > 0): "
        "neurons that were off get none. Here values are what went into that layer.",
    )


def _gone_back(way, layers, X, labels):
    """Return the gradients that come out when way(blame, values) is what becomes of the blame on its way back."""
    inputs = [X]
    for W, b in layers[:-1]:
        inputs.append(np.maximum(inputs[-1] @ W + b, 0))
    blame = (_softmax(_scores(layers, X)) - np.eye(10)[labels]) / len(X)
    gradients = []
    for (W, _), values in zip(layers[::-1], inputs[::-1]):
        gradients.append((values.T @ blame, blame.sum(axis=0)))
        blame = way(blame @ W.T, values)
    return gradients[::-1]


def _step_slip(step, right, before, rate):
    """Say how a step goes wrong, if it does so everywhere in the same way."""
    if any(_close_to(before + step, sign * right, 1e-3) for sign in (1, -1)):
        return recognised(
            "steps_returned", " That is the step alone: it was not added to the parameter."
        )
    factor = float((step * right).sum() / (right**2).sum())
    if not _close_to(step, factor * right, 1e-3):
        return recognised("sign_only", "")
    if factor < 0:
        return recognised(
            "uphill", " Your step goes uphill: the gradient shows where the loss grows."
        )
    if np.isclose(factor, 1 / rate):
        return recognised("rate_left_out", " The learning rate was left out.")
    return recognised("rate_fixed", f" Your step is {factor:.3g} times as long as it should be.")
