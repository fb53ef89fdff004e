"""Checks that lessons share: a function of theirs trains a model on digits, and measures on others."""

from types import SimpleNamespace

import numpy as np
import pytest

from coursekit.checks.comparing import UNBOUNDED, mean_loss
from coursekit.checks.fixtures import Digits as CourseDigits
from coursekit.checks.proof_of_training import STEPS, KnownStart
from coursekit.checks.recognition import recognised
from coursekit.checks.words import listed
from coursekit.checks.wrong_ways import fitting
from coursekit.worker.dense_networks import fresh_weights
from coursekit.worker.learner import Learner
from coursekit.worker.names import Code
from coursekit.worker.problems import Contradiction

AGREEMENT_OF_OTHERS = 0.25
"""Below this, weights were brought along; between the two, an honest network may have learned in another way."""

RATE = 0.1
"""The learning rate that the course's own network is compiled with."""

AGREEMENT = 0.5
"""The least agreement with a training here (see `KnownStart`), for the course's own network and 200 digits in batches of
36. 60 seeds each: plain SGD, 18 or 20 epochs, lowest 0.84, mean 0.978, standard deviation 0.025; 19 to 23 epochs, lowest
0.83, mean 0.978, 0.029. With mistakes that have messages of their own, lowest: 30 epochs in place of 4 0.66, trained on both
sets 0.65, Adam 0.54. Brought along: weights of another training, highest -0.03; a last layer that was computed, 0.35, after
two steps of SGD 0.43."""

Digits = tuple[np.ndarray, np.ndarray]
"""Images and labels."""


def train_small_network(
    learner: Learner,
    function: str,
    train: Digits,
    others: Digits,
    start: np.random.Generator | None = None,
    compiled: bool = True,
    **options: int,
) -> SimpleNamespace:
    """Let a function of the learner's train a small network, and return what there is to see afterwards.

    The labels of the validation set are wrong by one, so that no other set of digits gives the same loss.

    Parameters
    ----------
    learner
        Whose function it is.
    function
        Its name. It is called with model, training set, validation set and `options`, and returns a History.
    train, others
        Digits for the training set and for the validation set.
    start
        In grading, draws the weights that the network begins with, so that its training can be followed.
    compiled
        Whether the network comes compiled; otherwise the function has to do that.
    options
        Such as epochs and batch_size.
    """
    images, labels = others
    valid = images, (labels + 1) % 10
    model = learner.new_model(compiled=compiled)
    known = KnownStart(model, fresh_weights([784, 16, 10], start, bias=0.05)) if start else None
    weights, optimizer = model.weights, model.optimizer
    history = getattr(learner, function)(model, train, valid, **options).history
    trained = model.as_it_is_now()
    return SimpleNamespace(
        options=options,
        train=train,
        valid=valid,
        model=trained,
        start=known,
        weights_before=weights,
        history=history,
        changed_input=learner.changed_input,
        optimizer_before=optimizer,
        optimizer=trained.optimizer,
    )


class TrainingChecks:
    """Checks of a function that trains a model. The class of its checks inherits them, and says the rest.

    The lesson has a fixture `short`: what `train_small_network` returned for an uncommon number of epochs and
    batch size.

    Attributes
    ----------
    function
        Its name.
    settled
        The end of what is said of a model that learns otherwise afterwards.
    input_mistake
        The catalogued mistake that changes the digits; empty when there is none.
    """

    function: str
    settled: str
    input_mistake = ""

    def wrong_steps(self, n: int, batch_size: int, right: int, steps: float, slip: str) -> str:
        """Return what is said when an epoch of n images has another number of steps; `slip` says why, where it is known."""
        raise NotImplementedError

    def test_gives_back_the_history(self, short: SimpleNamespace) -> None:
        """Demand a History that holds a loss."""
        assert "loss" in short.history, (
            f"Your History holds {listed(short.history)}, and no loss: nothing was trained.\n"
            "→ Return what model.fit(…) returns."
        )

    def test_trains_the_model_that_it_is_given(self, short: SimpleNamespace) -> None:
        """Demand that this model was trained, with the optimizer that it came with."""
        pairs = zip(short.weights_before, short.model.weights, strict=True)
        assert any(np.abs(after - before).max() > 0 for before, after in pairs), recognised(
            "trains_another_model",
            f"After {self.function}, the weights of the model that you were given are what they were before: it was not "
            "trained. Your History is another model's.\n"
            "→ Call fit on the argument model, and make no new model inside the function.",
        )
        before, after = short.optimizer_before, short.optimizer
        assert (after["name"], after["learning_rate"]) == (
            before["name"],
            before["learning_rate"],
        ), recognised(
            "compiles_again",
            f"The model came with the optimizer {before['name']} (learning rate {before['learning_rate']:.3g}) and "
            f"now has {after['name']}{self.settled}\n→ Call fit on the model as it is, without compile, and without a callback that changes how it learns.",
        )

    @pytest.mark.claim
    def test_trains_for_so_many_epochs(self, short: SimpleNamespace) -> None:
        """Demand as many epochs as were asked for."""
        seen, epochs = len(short.history["loss"]), short.options["epochs"]
        in_a_loop = seen == 1 and short.optimizer["iterations"] == epochs * _steps(short)
        assert not in_a_loop, recognised(
            "fit_in_a_loop",
            f"Your function trained for {epochs} epochs, but its History holds the numbers of one. Each call of fit makes "
            "a new History, and you returned the last.\n"
            "→ Call fit once and tell it how many epochs: epochs=epochs. It goes through all of them by itself.",
        )
        exchanged = seen == short.options["batch_size"]
        assert seen == epochs, recognised(
            {"epochs_and_batch_size_exchanged": exchanged, "epochs_ignored": not exchanged},
            f"With epochs={epochs} your function trained for {seen}.\n"
            + (
                "→ That is the batch size: fit takes it before epochs. Hand both on by their names."
                if exchanged
                else "→ Hand the argument on to model.fit, epochs=epochs, and let nothing stop the training earlier."
                f"{_batches_too(short, seen)}"
            ),
        )

    @pytest.mark.claim
    @pytest.mark.essential(leaves=0.5)
    def test_trains_on_all_training_images_in_batches(self, short: SimpleNamespace) -> None:
        """Demand the steps that all training images make."""
        steps = short.optimizer["iterations"] / short.options["epochs"]
        n, n_valid, size = len(short.train[0]), len(short.valid[0]), short.options["batch_size"]
        ways = {
            ("", " That is as many as Keras's own batches of 32 make."): _steps(short, size=32),
            ("", f" That is as many as the {n_valid} images of valid make."): _steps(
                short, n_valid
            ),
            ("", " That is as many as train and valid make together."): _steps(short, n + n_valid),
            (
                "",
                " So many there are when a part of the images is cut off, with validation_split for example.",
            ): _steps(short, n * 4 // 5),
            ("", " That is one for each image."): n,
            ("", " That is one for all images."): 1,
        }
        right, slip = _steps(short), fitting(steps, ways)
        assert steps == right, self.wrong_steps(n, size, right, steps, slip)

    def test_measures_on_the_validation_set(self, short: SimpleNamespace) -> None:
        """Demand the losses on the validation set that was given."""
        history, valid = short.history, short.valid
        assert "val_loss" in history, recognised(
            "no_validation",
            f"Your History holds {listed(history)}, and nothing about the validation set.\n"
            "→ Hand it on to model.fit: validation_data=valid.",
        )
        right = mean_loss(short.model.predict(valid[0]), valid[1], UNBOUNDED)
        seen = history["val_loss"][-1]
        assert np.isclose(seen, right, rtol=1e-2, atol=1e-3), recognised(
            "validation_on_training_set",
            f"After the last epoch, the loss on the validation set is {right:.3f}. Your History says {seen:.3f}: it was "
            f"measured on {_measured_on(short, seen)}.\n"
            "→ Use validation_data=valid, with the pair that you were given.",
        )

    @pytest.mark.claim
    def test_leaves_its_input_as_it_was(self, short: SimpleNamespace) -> None:
        """Demand that the digits are what they were."""
        assert not short.changed_input, recognised(
            self.input_mistake,
            f"{self.function} changed the arrays that it was given.\n"
            "→ Write nothing into the arrays of train and valid. Scaling was lesson 1's work.",
        )

    @pytest.mark.grading
    def test_a_batch_of_all_images_is_a_step_downhill(
        self, learner: Learner, digits: CourseDigits, rng: np.random.Generator
    ) -> None:
        """Demand just the steps that can be computed here: with one batch, no order of the images makes a difference."""
        train, valid = digits.scaled(128, int(rng.integers(1000))), digits.scaled(60, start=2000)
        model = learner.new_model(compiled=True)
        start = KnownStart(model, fresh_weights([784, 16, 10], rng))
        getattr(learner, self.function)(model, train, valid, epochs=STEPS, batch_size=128)
        assert start.follows_gradient_descent(*train, RATE), (
            f"With 128 images and batch_size=128, {STEPS} epochs are {STEPS} steps of plain gradient descent. Your network's "
            "weights are elsewhere afterwards.\n"
            "→ Let model.fit alone change the weights, with the images, epochs and batch_size that you were given."
        )

    @pytest.mark.grading
    @pytest.mark.essential
    def test_what_it_knows_comes_from_training(self, short: SimpleNamespace) -> None:
        """Demand weights that a training leads to from where they began, which was chosen here."""
        images, labels = short.train
        epochs, batch_size = short.options["epochs"], short.options["batch_size"]
        accuracy = float((short.model.predict(images).argmax(axis=1) == labels).mean())
        assert accuracy > 0.6, (
            f"After {epochs} epochs the model is right for {accuracy:.0%} of its own training images. It should be nearly all.\n"
            "→ Give model.fit the images first and then their labels, both from train and as they are."
        )
        agreement = short.start.agreement(short.model, images, labels, RATE, epochs, batch_size)
        if not agreement >= AGREEMENT_OF_OTHERS:
            raise Contradiction(Code.NOT_TRAINED_HERE)
        assert agreement >= AGREEMENT, (
            "The model has learned, but not from where it began, or not by the optimizer that it came with.\n"
            "→ Call fit on the model as it is, without compile, and change its weights in no other way."
        )

    def must_know_the_labels(self, trained: SimpleNamespace, epochs: int, mistake: str) -> None:
        """Demand that the network knows the digits that it was trained on; otherwise `mistake` is recognised."""
        assert [layer.units for layer in trained.model.dense_layers] == [16, 10], (
            f"After {self.function}, the model has other layers than before.\n"
            "→ Train the model that you were given."
        )
        images, labels = trained.train
        accuracy = float((trained.model.predict(images).argmax(axis=1) == labels).mean())
        assert accuracy > 0.6, recognised(
            mistake,
            f"After {epochs} epochs the model is right for {accuracy:.0%} of its own training images. It should be nearly "
            "all.\n→ Give model.fit the images first and then their labels, both from train and as they are.",
        )


def _steps(short: SimpleNamespace, n: int | None = None, size: int | None = None) -> int:
    """Return how many steps an epoch of n images has in batches of this size: those of the training, unless it is said."""
    return -(-(n or len(short.train[0])) // (size or short.options["batch_size"]))


def _batches_too(short: SimpleNamespace, epochs: int) -> str:
    """Say that the batch size is not handed on either, where the steps are those of Keras's own 32."""
    steps, as_asked = _steps(short, size=32), _steps(short)
    ignored = steps != as_asked and short.optimizer["iterations"] == epochs * steps
    return " The same with batch_size=batch_size." if ignored else ""


def _measured_on(short: SimpleNamespace, loss: float) -> str:
    """Say on which images the trained model has this loss."""
    images, labels = short.train
    of_training = mean_loss(short.model.predict(images), labels, UNBOUNDED)
    return "those of the training" if np.isclose(loss, of_training, rtol=1e-2) else "other images"
