"""Lesson 05: what `fit_model` and `plot_learning_curves` must do."""

import numpy as np


class TestFitModel:
    def test_gives_back_the_history(self, learner, digits):
        history = learner.fit_model(*_task(learner, digits), epochs=1)
        assert "loss" in history.history, (
            f"Your History holds {_listed(history.history)}, and no loss: nothing was trained.\n"
            "→ Return what model.fit(…) returns."
        )

    def test_trains_for_so_many_epochs(self, learner, digits, rng):
        # Two numbers, so that a fixed one can't be right by luck.
        for epochs in rng.permutation([2, 3, 4])[:2].tolist():
            history = learner.fit_model(*_task(learner, digits), epochs=epochs)
            seen = len(history.history["loss"])
            assert seen == epochs, (
                f"With epochs={epochs} your function trained for {seen}.\n"
                "→ Hand the argument on to model.fit: epochs=epochs."
            )

    def test_trains_on_all_training_images_in_batches(self, learner, digits, rng):
        batch_size = int(rng.integers(40, 70))
        model, train, valid = _task(learner, digits)
        learner.fit_model(model, train, valid, epochs=2, batch_size=batch_size)
        steps = model.look().optimizer["iterations"] / 2
        right = int(np.ceil(len(train[0]) / batch_size))
        assert steps == right, (
            f"{len(train[0])} training images in batches of {batch_size} make {right} steps an epoch. Your training "
            f"made {steps:g}.\n→ Train on the images of train, all of them and no others, with batch_size=batch_size."
        )

    def test_trains_the_model_that_it_is_given(self, learner, digits):
        model, train, valid = _task(learner, digits)
        before = model.weights
        learner.fit_model(model, train, valid, epochs=1)
        changed = any(not np.array_equal(a, b) for a, b in zip(before, model.weights, strict=True))
        assert changed, (
            "After fit_model, the model's weights are what they were: another model was trained, or none.\n"
            "→ Call fit on the model that you were given."
        )

    def test_learns_the_training_labels(self, learner, digits):
        model, train, valid = _task(learner, digits)
        learner.fit_model(model, train, valid, epochs=12, batch_size=16)
        accuracy = float((model.predict(train[0]).argmax(axis=1) == train[1]).mean())
        # The reference reaches 0.90 to 0.99 here (60 seeds); a guess is right in 1 of 10.
        assert accuracy > 0.6, (
            f"After 12 epochs the model is right for {accuracy:.0%} of its own training images. It should be nearly "
            "all.\n→ Give model.fit the images first and then their labels, both from train."
        )

    def test_measures_on_the_validation_set(self, learner, digits):
        model, train, valid = _task(learner, digits)
        history = learner.fit_model(model, train, valid, epochs=2).history
        assert "val_loss" in history, (
            f"Your History holds {_listed(history)}, and nothing about the validation set.\n"
            "→ Hand it on to model.fit: validation_data=valid."
        )
        right = _mean_loss(model.predict(valid[0]), valid[1])
        assert np.isclose(history["val_loss"][-1], right, rtol=1e-2, atol=1e-3), (
            f"After the last epoch, the loss on the validation set is {right:.3f}. Your History says "
            f"{history['val_loss'][-1]:.3f}: it was measured on other images, perhaps on those of the training.\n"
            "→ Use validation_data=valid, with the pair that you were given."
        )

    def test_trains_30_epochs_of_batches_of_32_when_nothing_is_said(self, learner, digits):
        model, train, valid = _task(learner, digits, n=70)
        history = learner.fit_model(model, train, valid)
        epochs, steps = len(history.history["loss"]), model.look().optimizer["iterations"]
        assert epochs == 30, (
            f"Without epochs=…, your function trained for {epochs} epochs. It should be 30.\n"
            "→ Leave the first line as it was in the stub."
        )
        assert steps == 90, (
            f"70 images in batches of 32 make 3 steps an epoch. Without batch_size=…, yours made {steps / 30:g}.\n"
            "→ Leave the first line as it was in the stub, and hand batch_size on."
        )

    def test_leaves_its_input_as_it_was(self, learner, digits):
        learner.fit_model(*_task(learner, digits, n=40), epochs=1)
        assert not learner.changed_input, (
            "fit_model changed the arrays that it was given.\n"
            "→ Write nothing into the arrays of train and valid. Scaling was lesson 1's work."
        )


class TestPlotLearningCurves:
    def test_draws_a_line_for_each_metric(self, learner, rng):
        history = _history(rng)
        axes = learner.plot_learning_curves(history)
        assert len(axes.lines) == len(history), (
            f"The history has {len(history)} metrics ({_listed(history)}), and your plot has {len(axes.lines)} "
            "lines.\n→ Draw all of them, whatever they are called: pd.DataFrame(history).plot(…) does."
        )

    def test_shows_the_values_of_each_epoch(self, learner, rng):
        history = _history(rng)
        drawn = [line["y"] for line in learner.plot_learning_curves(history).lines]
        for name, values in history.items():
            found = any(len(y) == len(values) and np.allclose(y, values, atol=1e-6) for y in drawn)
            assert found, (
                f"No line shows the values of {name}: {_listed(f'{v:.2f}' for v in values[:4])}, …\n"
                "→ Draw the numbers as they are, one point for each epoch."
            )

    def test_has_one_point_for_each_epoch_from_left_to_right(self, learner, rng):
        history = _history(rng)
        for line in learner.plot_learning_curves(history).lines:
            assert np.allclose(np.diff(line["x"]), 1), (
                f"Your points stand at x = {_listed(f'{x:g}' for x in line['x'][:4])}, … An epoch should be one step "
                "to the right.\n→ Let x be the number of the epoch."
            )

    def test_names_the_lines(self, learner, rng):
        history = _history(rng)
        legend = learner.plot_learning_curves(history).legend
        assert set(legend) == set(history), (
            f"Your legend says {_listed(legend)}. It should name the metrics: {_listed(history)}.\n"
            "→ pandas writes the legend by itself; with matplotlib, give each line its label and call ax.legend()."
        )

    def test_has_a_grid(self, learner, rng):
        assert learner.plot_learning_curves(_history(rng)).grid, (
            "Your plot has no grid, so the values are hard to read.\n→ Switch it on: ax.grid(True)."
        )

    def test_goes_from_0_to_1(self, learner, rng):
        low, high = learner.plot_learning_curves(_history(rng)).ylim
        assert np.allclose((low, high), (0, 1)), (
            f"Your y axis goes from {low:.2f} to {high:.2f}. From 0 to 1, plots of different trainings can be "
            "compared.\n→ After drawing, call ax.set_ylim(0, 1)."
        )

    def test_is_8_by_5_inches(self, learner, rng):
        width, height = learner.plot_learning_curves(_history(rng)).figsize
        assert np.allclose((width, height), (8, 5)), (
            f"Your figure is {width:g} x {height:g} inches. It should be 8 x 5, wide enough for 30 epochs.\n"
            "→ Give figsize=(8, 5) where the figure is made."
        )


def _task(learner, digits, n=200):
    """Return a small compiled model, n training digits, and validation digits with wrong labels.

    The labels are wrong by one, so that no other set of digits gives the same loss.
    """
    train = digits.scaled(n)
    images, labels = digits.scaled(60, start=1000)
    return learner.new_model(compiled=True), train, (images, (labels + 1) % 10)


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
