"""Lesson 05: what `fit_model` and `plot_learning_curves` must do."""

import numpy as np
import pytest

from coursekit.checks import (
    UNBOUNDED,
    TrainingChecks,
    listed,
    mean_loss,
    recognised,
    train_small_network,
)


@pytest.fixture(scope="class")
def short(request, session_learner, digits, graded):
    """Train once for many checks, with numbers that nobody would guess."""
    rng = np.random.default_rng(request.config.option.seed)
    # With these, 200 digits are 6 batches, a fifth less are 5, batches of 32 are 7, and with the 60 others it is 8.
    epochs, batch_size = int(rng.choice([4, 6])), int(rng.integers(34, 38))
    if graded:
        # Long enough to learn these digits: what it knows then must come from this training.
        epochs = int(rng.choice([18, 20]))
    return _train(
        session_learner, digits, 200, rng if graded else None, epochs=epochs, batch_size=batch_size
    )


@pytest.fixture(scope="class")
def default(session_learner, digits):
    """Train once as the function does when nothing is said."""
    return _train(session_learner, digits, 70)


class TestFitModel(TrainingChecks):
    function = "fit_model"
    settled = ". How it learns was settled in lesson 4."
    input_mistake = "noise_on_the_images"

    def wrong_steps(self, n, batch_size, right, steps, slip):
        batches_of_32 = steps == np.ceil(n / 32)
        again = steps > right and steps % right == 0
        return recognised(
            {
                "batch_size_ignored": batches_of_32,
                "trains_again_in_a_loop": again,
                "trains_on_both_sets": True,
            },
            f"Called with {n} training images and batch_size={batch_size}, one epoch is {right} steps. Yours had {steps:g}."
            f"{slip}\n"
            + (
                "→ Each call of fit trains again. Call it once, and hand epochs and batch_size on as they come in."
                if again
                else "→ Hand the argument on, batch_size=batch_size, and train on all images of train and on no others."
            ),
        )

    @pytest.mark.essential(leaves=0.5)
    def test_measures_on_the_validation_set(self, short):
        right = mean_loss(short.model.predict(short.valid[0]), short.valid[1], UNBOUNDED)
        losses = short.history.get("val_loss", [np.inf])
        *earlier, last = np.isclose(losses, right, rtol=1e-2, atol=1e-3)
        assert last or not any(earlier), recognised(
            "earlier_weights_put_back",
            f"After fit_model, the model's weights are those of epoch {np.argmax(earlier) + 1}, not of the last.\n"
            "→ Leave the weights as the last epoch made them. Give model.fit no callback that puts back earlier ones, such as "
            "EarlyStopping.",
        )
        super().test_measures_on_the_validation_set(short)

    @pytest.mark.claim
    def test_trains_30_epochs_of_batches_of_32_when_nothing_is_said(self, default):
        epochs, steps = len(default.history["loss"]), default.optimizer["iterations"]
        assert epochs == 30, recognised(
            "other_default_epochs",
            f"Without epochs=…, your function trained for {epochs} epochs. It should be 30.\n"
            "→ Leave the first line as it was at the beginning"
            + (", and let nothing stop the training earlier." if epochs < 30 else "."),
        )
        assert steps == 90, (
            f"70 images in batches of 32 make 3 steps an epoch. Without batch_size=…, yours made {steps / 30:g}.\n"
            "→ Leave the first line as it was at the beginning, and hand batch_size on."
        )

    @pytest.mark.essential
    def test_learns_the_training_labels(self, default):
        # The reference reaches 0.96 to 1.00 here (60 runs, each with other digits); a guess is right in 1 of 10.
        self.must_know_the_labels(default, 30, "labels_for_images")

    # Here again, so that it comes last: pytest runs what a class inherits before what it has itself.
    test_leaves_its_input_as_it_was = TrainingChecks.test_leaves_its_input_as_it_was


class TestPlotLearningCurves:
    def test_draws_a_line_for_each_metric(self, learner, rng):
        history = _history(rng)
        axes = learner.plot_learning_curves(history)
        assert len(axes.lines) == len(history), recognised(
            {
                "loss_only": len(axes.lines) < len(history),
                "a_line_for_each_epoch": _is_for_each_epoch(axes.lines, history),
            },
            f"The history has {len(history)} metrics ({listed(history)}). Lines in your plot: {len(axes.lines)}.\n"
            f"→ {_lines_advice(axes.lines, history)}",
        )

    @pytest.mark.essential
    def test_shows_the_values_of_each_epoch(self, learner, rng):
        history = _history(rng)
        lines = learner.plot_learning_curves(history).lines
        drawn = [line["y"] for line in lines]
        for name, values in history.items():
            found = any(len(y) == len(values) and np.allclose(y, values, atol=1e-6) for y in drawn)
            assert found, recognised(
                "smoothed",
                f"No line shows the values of {name}: {listed(f'{v:.2f}' for v in values[:4])}, …\n"
                "→ Draw the numbers as they are, one point for each epoch."
                + " Yours are multiplied by 100."
                * any(
                    np.allclose(y, 100 * np.array(values)) for y in drawn if len(y) == len(values)
                )
                + " Yours go to the right, not upwards: in plot(x, y), they belong in the place of y."
                * any(
                    np.allclose(line["x"], values)
                    for line in lines
                    if len(line["x"]) == len(values)
                ),
            )

    @pytest.mark.grading
    @pytest.mark.essential
    def test_can_be_seen_when_it_is_drawn(self, learner, rng):
        learner.plot_learning_curves(_history(rng)).expect_drawn()

    def test_has_one_point_for_each_epoch_from_left_to_right(self, learner, rng):
        lines = learner.plot_learning_curves(_history(rng)).lines
        assert lines, "There is no line in your plot.\n→ Draw one for each metric."
        for line in lines:
            assert np.allclose(np.diff(line["x"]), 1), (
                f"Your points stand at x = {listed(f'{x:g}' for x in line['x'][:4])}, … An epoch should be one step "
                "to the right.\n→ Let x be the number of the epoch."
            )

    @pytest.mark.claim
    def test_names_the_lines(self, learner, rng):
        history = _history(rng)
        legend = learner.plot_learning_curves(history).legend
        assert not legend or {str(name) for name in legend} == set(history), recognised(
            "names_made_pretty",
            f"Your legend says {listed(legend)}. The lines must have the names that the history has, letter for letter: "
            f"{listed(history)}.\n→ Take each name out of history as it is, and change or invent none.",
        )
        assert legend, recognised(
            "no_legend",
            f"Your legend says {listed(legend)}. For the history of this check, it should name {listed(history)}.\n"
            "→ A DataFrame's plot draws one unless legend=False forbids it. With all other ways of drawing, give each line its "
            "label=…, and then call ax.legend().",
        )

    @pytest.mark.claim
    def test_has_a_grid(self, learner, rng):
        assert learner.plot_learning_curves(_history(rng)).grid, recognised(
            "no_grid",
            "Your plot has no grid, so the values are hard to read.\n"
            "→ Switch it on, after drawing and only once: ax.grid(True). Without True, a second call switches it off again.",
        )

    def test_goes_from_0_to_1(self, learner, rng):
        axes = learner.plot_learning_curves(_history(rng))
        low, high = axes.ylim
        assert np.allclose((low, high), (0, 1)), recognised(
            "no_limits",
            f"From bottom to top, your plot goes from {low:.3g} to {high:.3g}. From 0 to 1, plots of different trainings can be "
            "compared.\n→ After drawing, call ax.set_ylim(0, 1)."
            + (
                " A logarithmic axis can't begin at 0: leave logy=True away."
                if axes.yscale == "log"
                else ""
            ),
        )

    @pytest.mark.claim
    def test_is_8_by_5_inches(self, learner, rng):
        width, height = learner.plot_learning_curves(_history(rng)).figsize
        assert np.allclose((width, height), (8, 5)), recognised(
            "no_size",
            f"Your figure is {width:g} x {height:g} inches. It should be 8 x 5, wide enough for 30 epochs.\n"
            "→ Give figsize=(8, 5) where the figure is made.",
        )


def _train(learner, digits, n, start=None, **options):
    train, others = digits.scaled(n), digits.scaled(60, start=1000)
    return train_small_network(learner, "fit_model", train, others, start, **options)


def _lines_advice(lines, history):
    """Say what to do where there are not as many lines as metrics."""
    if not lines:
        return "Draw lines, not bars or points. Draw them on the Axes that you return: a DataFrame's plot gives its own Axes back."
    if _is_for_each_epoch(lines, history):
        return "Yours are one for each epoch. pd.DataFrame(history) has a column for each metric: draw it as it is."
    if len(lines) > len(history):
        return "Draw each metric only once, and no other lines."
    return "Draw a line for each, whatever it is called: pd.DataFrame(history).plot(…) does."


def _is_for_each_epoch(lines, history):
    """Whether there is a line for each epoch, with a point for each metric."""
    epochs = len(next(iter(history.values())))
    return len(lines) == epochs and len(lines[0]["y"]) == len(history) != epochs


def _history(rng):
    names = ["accuracy", "loss", "val_accuracy", "val_loss"]
    if rng.random() < 0.5:
        names = [f"{name}_{rng.integers(10)}" for name in names[:3]]
    # More than there are metrics, to tell a line for each epoch from one for each metric.
    epochs = int(rng.integers(5, 9))
    return {name: [float(v) for v in rng.uniform(0.05, 1.6, epochs)] for name in names}
