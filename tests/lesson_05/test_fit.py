"""Lesson 05: what `fit_model` and `plot_learning_curves` must do."""

from types import SimpleNamespace

import numpy as np
import pytest

from coursekit.checks import recognised


@pytest.fixture(scope="class")
def short(request, session_learner, digits):
    """Train once for many checks, with numbers that nobody would guess."""
    rng = np.random.default_rng(request.config.option.seed)
    # With these, 200 digits are 6 batches, a fifth less are 5, batches of 32 are 7, and with the 60 others it is 8.
    epochs, batch_size = int(rng.choice([4, 6])), int(rng.integers(34, 38))
    return _train(session_learner, digits, 200, epochs=epochs, batch_size=batch_size)


@pytest.fixture(scope="class")
def default(session_learner, digits):
    """Train once as the function does when nothing is said."""
    return _train(session_learner, digits, 70)


class TestFitModel:
    def test_gives_back_the_history(self, short):
        assert "loss" in short.history, (
            f"Your History holds {_listed(short.history)}, and no loss: nothing was trained.\n"
            "→ Return what model.fit(…) returns."
        )

    def test_trains_for_so_many_epochs(self, short):
        seen, epochs = len(short.history["loss"]), short.options["epochs"]
        assert seen == epochs, (
            f"With epochs={epochs} your function trained for {seen}.\n"
            "→ Hand the argument on to model.fit, epochs=epochs, and let nothing stop the training earlier."
        )

    def test_trains_on_all_training_images_in_batches(self, short):
        batch_size, n = short.options["batch_size"], len(short.train[0])
        steps = short.optimizer["iterations"] / short.options["epochs"]
        right = int(np.ceil(n / batch_size))
        assert steps == right, (
            f"Called with {n} training images and batch_size={batch_size}, one epoch is {right} steps. Yours had {steps:g}"
            + (
                ", as many as Keras's own batches of 32 make.\n"
                if steps == np.ceil(n / 32)
                else ".\n"
            )
            + "→ Hand the argument on, batch_size=batch_size, and train on all images of train and on no others."
        )

    def test_trains_the_model_that_it_is_given(self, short):
        pairs = zip(short.weights_before, short.model.weights, strict=True)
        assert any(np.abs(after - before).max() > 0 for before, after in pairs), (
            "After fit_model, the model's weights are what they were: another model was trained, or none.\n"
            "→ Call fit on the model that you were given."
        )
        before, after = short.optimizer_before, short.optimizer
        assert (after["name"], after["learning_rate"]) == (
            before["name"],
            before["learning_rate"],
        ), (
            f"The model came with the optimizer {before['name']} (learning rate {before['learning_rate']:.3g}) and "
            f"now has {after['name']}. How it learns was settled in lesson 4.\n"
            "→ Call fit on the model as it is, without compile."
        )

    def test_measures_on_the_validation_set(self, short):
        history, valid = short.history, short.valid
        assert "val_loss" in history, recognised(
            "no_validation",
            f"Your History holds {_listed(history)}, and nothing about the validation set.\n"
            "→ Hand it on to model.fit: validation_data=valid.",
        )
        right = _mean_loss(short.model.predict(valid[0]), valid[1])
        *earlier, last = np.isclose(history["val_loss"], right, rtol=1e-2, atol=1e-3)
        assert last or not any(earlier), (
            f"After fit_model, the model's weights are those of epoch {np.argmax(earlier) + 1}, not of the last.\n"
            "→ Give model.fit no callback that puts back earlier weights, such as EarlyStopping."
        )
        assert last, recognised(
            "validation_on_training_set",
            f"After the last epoch, the loss on the validation set is {right:.3f}. Your History says "
            f"{history['val_loss'][-1]:.3f}: it was measured on other images, perhaps on those of the training.\n"
            "→ Use validation_data=valid, with the pair that you were given.",
        )

    def test_trains_30_epochs_of_batches_of_32_when_nothing_is_said(self, default):
        epochs, steps = len(default.history["loss"]), default.optimizer["iterations"]
        assert epochs == 30, recognised(
            "other_default_epochs",
            f"Without epochs=…, your function trained for {epochs} epochs. It should be 30.\n"
            "→ Leave the first line as it was at the beginning.",
        )
        assert steps == 90, (
            f"70 images in batches of 32 make 3 steps an epoch. Without batch_size=…, yours made {steps / 30:g}.\n"
            "→ Leave the first line as it was at the beginning, and hand batch_size on."
        )

    @pytest.mark.essential
    def test_learns_the_training_labels(self, default):
        assert [layer.units for layer in default.model.dense_layers] == [16, 10], (
            "After fit_model, the model has other layers than before.\n→ Train the model that you were given."
        )
        images, labels = default.train
        accuracy = float((default.model.predict(images).argmax(axis=1) == labels).mean())
        # The reference reaches 0.96 to 1.00 here (60 runs, each with other digits); a guess is right in 1 of 10.
        assert accuracy > 0.6, recognised(
            "labels_for_images",
            f"After 30 epochs the model is right for {accuracy:.0%} of its own training images. It should be nearly "
            "all.\n→ Give model.fit the images first and then their labels, both from train and as they are.",
        )

    def test_leaves_its_input_as_it_was(self, short):
        assert not short.changed_input, (
            "fit_model changed the arrays that it was given.\n"
            "→ Write nothing into the arrays of train and valid. Scaling was lesson 1's work."
        )


class TestPlotLearningCurves:
    def test_draws_a_line_for_each_metric(self, learner, rng):
        history = _history(rng)
        axes = learner.plot_learning_curves(history)
        assert len(axes.lines) == len(history), (
            f"The history has {len(history)} metrics ({_listed(history)}). Lines in your plot: {len(axes.lines)}.\n"
            "→ Draw a line for each, whatever it is called: pd.DataFrame(history).plot(…) does."
        )

    @pytest.mark.essential
    def test_shows_the_values_of_each_epoch(self, learner, rng):
        history = _history(rng)
        drawn = [line["y"] for line in learner.plot_learning_curves(history).lines]
        for name, values in history.items():
            found = any(len(y) == len(values) and np.allclose(y, values, atol=1e-6) for y in drawn)
            assert found, recognised(
                "smoothed",
                f"No line shows the values of {name}: {_listed(f'{v:.2f}' for v in values[:4])}, …\n"
                "→ Draw the numbers as they are, one point for each epoch.",
            )

    def test_has_one_point_for_each_epoch_from_left_to_right(self, learner, rng):
        lines = learner.plot_learning_curves(_history(rng)).lines
        assert lines, "There is no line in your plot.\n→ Draw one for each metric."
        for line in lines:
            assert np.allclose(np.diff(line["x"]), 1), (
                f"Your points stand at x = {_listed(f'{x:g}' for x in line['x'][:4])}, … An epoch should be one step "
                "to the right.\n→ Let x be the number of the epoch."
            )

    def test_names_the_lines(self, learner, rng):
        history = _history(rng)
        legend = learner.plot_learning_curves(history).legend
        assert {str(name) for name in legend} == set(history), recognised(
            "no_legend",
            f"Your legend says {_listed(legend)}. For the history of this check, it should name {_listed(history)}.\n"
            "→ pandas draws a legend unless legend=False forbids it; with matplotlib, give each line its label and call "
            "ax.legend().",
        )

    def test_has_a_grid(self, learner, rng):
        assert learner.plot_learning_curves(_history(rng)).grid, recognised(
            "no_grid",
            "Your plot has no grid, so the values are hard to read.\n→ Switch it on: ax.grid(True).",
        )

    def test_goes_from_0_to_1(self, learner, rng):
        low, high = learner.plot_learning_curves(_history(rng)).ylim
        assert np.allclose((low, high), (0, 1)), recognised(
            "no_limits",
            f"Your y axis goes from {low:.2f} to {high:.2f}. From 0 to 1, plots of different trainings can be "
            "compared.\n→ After drawing, call ax.set_ylim(0, 1).",
        )

    def test_is_8_by_5_inches(self, learner, rng):
        width, height = learner.plot_learning_curves(_history(rng)).figsize
        assert np.allclose((width, height), (8, 5)), recognised(
            "no_size",
            f"Your figure is {width:g} x {height:g} inches. It should be 8 x 5, wide enough for 30 epochs.\n"
            "→ Give figsize=(8, 5) where the figure is made.",
        )


def _train(learner, digits, n, **options):
    """Let the learner's function train a small network on n digits, and return what there is to see afterwards.

    The validation labels are wrong by one, so that no other set of digits gives the same loss.
    """
    train, (images, labels) = digits.scaled(n), digits.scaled(60, start=1000)
    valid = images, (labels + 1) % 10
    model = learner.new_model(compiled=True)
    weights, optimizer = model.weights, model.optimizer
    history = learner.fit_model(model, train, valid, **options).history
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


def _history(rng):
    names = ["accuracy", "loss", "val_accuracy", "val_loss"]
    if rng.random() < 0.5:
        names = [f"{name}_{rng.integers(10)}" for name in names[:3]]
    epochs = int(rng.integers(4, 9))
    return {name: [float(v) for v in rng.uniform(0.05, 1.6, epochs)] for name in names}


def _mean_loss(probabilities, labels):
    return float(-np.log(probabilities[np.arange(len(labels)), labels] + 1e-7).mean())


def _listed(values):
    return ", ".join(str(value) for value in values) or "nothing"
