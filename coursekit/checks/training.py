"""Checks that lessons share: a function of theirs trains a model on digits, and measures on others."""

from types import SimpleNamespace

import numpy as np

from coursekit.checks.comparing import mean_loss
from coursekit.checks.recognition import recognised
from coursekit.checks.words import listed
from coursekit.worker.learner import Learner

Digits = tuple[np.ndarray, np.ndarray]
"""Images and labels."""


def train_small_network(
    learner: Learner, function: str, train: Digits, others: Digits, **options: int
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
    options
        Such as epochs and batch_size.
    """
    images, labels = others
    valid = images, (labels + 1) % 10
    model = learner.new_model(compiled=True)
    weights, optimizer = model.weights, model.optimizer
    history = getattr(learner, function)(model, train, valid, **options).history
    return SimpleNamespace(
        options=options,
        train=train,
        valid=valid,
        model=model,
        weights_before=weights,
        history=history,
        changed_input=learner.changed_input,
        optimizer_before=optimizer,
        optimizer=model.look().optimizer,
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

    def wrong_steps(self, n: int, batch_size: int, right: int, steps: float) -> str:
        """Return what is said when an epoch of n images has another number of steps than the right one."""
        raise NotImplementedError

    def test_gives_back_the_history(self, short: SimpleNamespace) -> None:
        """Demand a History that holds a loss."""
        assert "loss" in short.history, (
            f"Your History holds {listed(short.history)}, and no loss: nothing was trained.\n"
            "→ Return what model.fit(…) returns."
        )

    def test_trains_for_so_many_epochs(self, short: SimpleNamespace) -> None:
        """Demand as many epochs as were asked for."""
        seen, epochs = len(short.history["loss"]), short.options["epochs"]
        assert seen == epochs, recognised(
            "epochs_ignored",
            f"With epochs={epochs} your function trained for {seen}.\n"
            "→ Hand the argument on to model.fit, epochs=epochs, and let nothing stop the training earlier.",
        )

    def test_trains_on_all_training_images_in_batches(self, short: SimpleNamespace) -> None:
        """Demand the steps that all training images make."""
        batch_size, n = short.options["batch_size"], len(short.train[0])
        steps = short.optimizer["iterations"] / short.options["epochs"]
        right = int(np.ceil(n / batch_size))
        assert steps == right, self.wrong_steps(n, batch_size, right, steps)

    def test_trains_the_model_that_it_is_given(self, short: SimpleNamespace) -> None:
        """Demand that this model was trained, with the optimizer that it came with."""
        pairs = zip(short.weights_before, short.model.weights, strict=True)
        assert any(np.abs(after - before).max() > 0 for before, after in pairs), (
            f"After {self.function}, the model's weights are what they were: another model was trained, or none.\n"
            "→ Call fit on the model that you were given."
        )
        before, after = short.optimizer_before, short.optimizer
        assert (after["name"], after["learning_rate"]) == (
            before["name"],
            before["learning_rate"],
        ), recognised(
            "compiles_again",
            f"The model came with the optimizer {before['name']} (learning rate {before['learning_rate']:.3g}) and "
            f"now has {after['name']}{self.settled}\n→ Call fit on the model as it is, without compile.",
        )

    def test_measures_on_the_validation_set(self, short: SimpleNamespace) -> None:
        """Demand the losses on the validation set that was given."""
        history, valid = short.history, short.valid
        assert "val_loss" in history, recognised(
            "no_validation",
            f"Your History holds {listed(history)}, and nothing about the validation set.\n"
            "→ Hand it on to model.fit: validation_data=valid.",
        )
        right = mean_loss(short.model.predict(valid[0]), valid[1])
        assert np.isclose(history["val_loss"][-1], right, rtol=1e-2, atol=1e-3), recognised(
            "validation_on_training_set",
            f"After the last epoch, the loss on the validation set is {right:.3f}. Your History says "
            f"{history['val_loss'][-1]:.3f}: it was measured on other images, perhaps on those of the training.\n"
            "→ Use validation_data=valid, with the pair that you were given.",
        )

    def test_leaves_its_input_as_it_was(self, short: SimpleNamespace) -> None:
        """Demand that the digits are what they were."""
        assert not short.changed_input, recognised(
            self.input_mistake,
            f"{self.function} changed the arrays that it was given.\n"
            "→ Write nothing into the arrays of train and valid. Scaling was lesson 1's work.",
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
