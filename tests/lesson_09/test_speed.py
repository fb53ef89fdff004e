"""Lesson 09: what `compile_fast`, `fit_fast` and `accuracy_after` must do."""

from types import SimpleNamespace

import numpy as np
import pytest

from coursekit.checks import (
    TrainingChecks,
    clear_cut,
    first_line,
    gradients,
    in_words,
    mean_loss,
    named,
    recognised,
    train_small_network,
)

_RELATIVES_OF_ADAM = ("Adam", "AdamW", "Nadam")


class TestCompileFast:
    def test_gives_back_the_same_model_compiled(self, learner, rng):
        model = learner.new_model()
        variables = model.variables()
        compiled = learner.compile_fast(model, _many(rng))
        assert compiled.number == model.number and compiled.holds(variables), recognised(
            "another_model",
            "You returned another model than the one that you were given. Whoever calls compile_fast goes on with "
            "theirs.\n→ Call model.compile(…) on the model itself, then return model.",
        )
        assert compiled.compiled, recognised(
            "not_compiled",
            "The model that you returned is not compiled: Keras could not train it.\n"
            "→ Call model.compile(…) on it.",
        )

    @pytest.mark.essential(leaves=0.3)
    def test_has_the_loss_for_plain_number_labels(self, learner, rng):
        model = learner.compile_fast(learner.new_model(), _many(rng))
        outputs = rng.dirichlet(np.ones(10), 20).astype("float32")
        # Good guesses: then the loss is about 1, and with from_logits about 2.
        labels = outputs.argmax(axis=1).astype("uint8")
        seen = model.loss(labels, outputs)
        right = mean_loss(outputs, labels)
        logits = float(
            np.log(np.exp(outputs).sum(axis=1)).mean() - outputs[np.arange(20), labels].mean()
        )
        assert isinstance(seen, str) or not np.isclose(seen, logits, atol=1e-3), recognised(
            "from_logits",
            "Your loss takes the model's outputs for raw scores (from_logits=True), but they are probabilities: softmax "
            "would be applied twice.\n→ Leave from_logits out.",
        )
        assert not isinstance(seen, str) and np.isclose(seen, right, atol=1e-3), recognised(
            "one_hot_loss",
            f"For 20 guesses with plain labels such as {labels[0]}, sparse categorical cross-entropy is {right:.3f}. "
            f"Yours: {first_line(seen) if isinstance(seen, str) else f'{seen:.3f}'}\n"
            "→ Use the loss of lesson 4, sparse_categorical_crossentropy, by its name alone.",
        )

    def test_watches_the_accuracy(self, learner, rng):
        model = learner.compile_fast(learner.new_model(), _many(rng))
        images = rng.random((200, 28, 28), "float32")
        places, guesses = clear_cut(model, images)
        images, guesses = images[places[:40]], guesses[:40]
        # About half of the labels are what the model says: then nothing but the accuracy is near 0.5.
        n_right = int(rng.integers(14, 27))
        labels = np.where(np.arange(40) < n_right, guesses, (guesses + 1) % 10).astype("uint8")
        seen = model.evaluate(images, labels)
        measured = seen if isinstance(seen, str) else named(seen)
        assert not isinstance(seen, str) and any(
            np.isclose(value, n_right / 40, atol=1e-3)
            for name, value in seen.items()
            if name != "loss"
        ), recognised(
            "no_metric",
            f"Your model is right for {n_right} of 40 images, an accuracy of {n_right / 40:.3g}. It measures: {measured}\n"
            '→ Give compile metrics=["accuracy"].',
        )
        assert np.isclose(seen.get("accuracy", np.nan), n_right / 40, atol=1e-3), recognised(
            "metric_of_another_name",
            f"It measures: {measured}. The number is right, but its name must be accuracy: accuracy_after looks for "
            'val_accuracy.\n→ Use metrics=["accuracy"], letter for letter.',
        )

    def test_learns_with_adam(self, learner, rng):
        optimizer = learner.compile_fast(learner.new_model(), _many(rng)).optimizer or {}
        name = optimizer.get("name")
        why = {
            "SGD": "With the large batches of this lesson there are few steps, and SGD does not get far with them.",
            "RMSprop": "Keras takes this one when compile gets no optimizer.",
        }
        assert name in _RELATIVES_OF_ADAM, recognised(
            {"sgd": name is not None},
            f"Your optimizer is {name}. {why.get(name, 'It should be Adam, AdamW or Nadam.')}\n"
            "→ Give compile the optimizer keras.optimizers.Adam(…), with your learning rate in it.",
        )

    @pytest.mark.essential(leaves=0.5)
    def test_has_a_learning_rate_that_changes(self, learner, rng):
        schedule = _schedule(learner, _many(rng), _peak(rng))
        assert np.ptp(schedule.rates) > 0.01 * max(schedule.rates), recognised(
            "rate_constant",
            f"Your learning rate is {schedule.rates[0]:.4g} from the first of {schedule.steps} updates to the last. "
            "It should rise at first and then fall.\n→ "
            + (
                "Give Adam a schedule in place of a number: keras.optimizers.schedules.CosineDecay. It begins at "
                "initial_learning_rate, 0.0, and rises to warmup_target in warmup_steps updates: a tenth of all steps. It falls for "
                "decay_steps: the steps that are left."
                if max(schedule.rates) > 0
                else "At 0 nothing is learned. CosineDecay begins at initial_learning_rate, and only a warmup_target lets it rise: "
                "give it peak_rate. The rise takes warmup_steps, a tenth of all steps. The fall takes the rest, decay_steps."
            ),
        )

    @pytest.mark.essential(leaves=0.5)
    def test_begins_with_a_small_rate(self, learner, rng):
        schedule = _schedule(learner, _many(rng), _peak(rng))
        first = schedule.rates[0]
        assert first <= 0.5 * schedule.peak, recognised(
            "no_warm_up",
            f"With peak_rate={schedule.peak}, your first update has the learning rate {first:.4g} already. There is no "
            "warm-up: Adam takes its largest steps when it knows least.\n"
            "→ Begin at 0 and rise to peak_rate: CosineDecay(0.0, …, warmup_target=peak_rate, warmup_steps=steps // 10). Its "
            "decay_steps are the steps that are left after the warm-up.",
        )
        n = schedule.steps // 100
        after = schedule.rates[schedule.updates.index(n)]
        assert after < 0.9 * schedule.peak, recognised(
            "warm_up_ends_at_once",
            f"After {n} of {schedule.steps} updates your learning rate is {after:.4g} already: the warm-up is over "
            f"before it could help (peak_rate={schedule.peak}).\n"
            "→ Let it take a tenth of the updates, steps // 10. It is counted in updates, not in epochs.",
        )

    def test_reaches_peak_rate(self, learner, rng):
        schedule = _schedule(learner, _many(rng), _peak(rng))
        largest = max(schedule.rates)
        place = schedule.updates[int(np.argmax(schedule.rates))]
        ended = [
            u
            for u, rate in zip(schedule.updates, schedule.rates)
            if u > place and rate <= largest / 100
        ]
        assert largest >= 0.9 * schedule.peak or not ended or ended[0] > schedule.steps / 2, (
            f"After {ended[0]} of {schedule.steps} updates your learning rate is 0 already.\n"
            "→ Spread rise and fall over all of steps. A schedule counts each update: not epochs, and not several updates as one."
        )
        still_rises = largest < schedule.peak and place == schedule.steps
        assert 0.9 * schedule.peak <= largest <= 1.05 * schedule.peak, recognised(
            "warm_up_longer_than_the_training" if still_rises else "peak_ignored",
            f"With peak_rate={schedule.peak}, your largest learning rate is {largest:.4g}.\n→ "
            + (
                "It still rises when the training ends. Let the warm-up take a tenth of the updates only, steps // 10."
                if still_rises
                else "Let the rate rise to the argument peak_rate, whatever it is."
            ),
        )
        assert place <= schedule.steps / 2, recognised(
            "warm_up_until_the_end",
            f"Your learning rate is largest after {place} of {schedule.steps} updates. That is late: hardly any time is "
            "left to make the steps small again.\n→ Let it rise for a tenth of the updates, steps // 10, and then fall.",
        )

    def test_fits_a_short_training_too(self, learner, rng):
        schedule = _schedule(learner, _few(rng), _peak(rng))
        largest = max(schedule.rates)
        place = schedule.updates[int(np.argmax(schedule.rates))]
        # With so few updates, a schedule that counts them from 1 may rise one step too far.
        fits = 0.9 * schedule.peak <= largest <= 1.25 * schedule.peak
        assert fits and place <= schedule.steps / 2, recognised(
            "steps_ignored",
            f"In a training of only {schedule.steps} updates with peak_rate={schedule.peak}, your learning rate is largest "
            f"after {place}, with {largest:.4g}. The warm-up does not get shorter with the training.\n"
            "→ Count it in parts of the argument steps, steps // 10: no number fits every training.",
        )

    def test_has_the_peak_rate_0005_when_none_is_given(self, learner, rng):
        largest = max(_schedule(learner, _many(rng)).rates)
        assert 0.9 * 0.005 <= largest <= 1.05 * 0.005, recognised(
            "other_default_peak",
            f"Without peak_rate=…, your largest learning rate is {largest:.4g}. It should be 0.005.\n"
            "→ Leave the first line as it was at the beginning: peak_rate=5e-3.",
        )

    @pytest.mark.essential(leaves=0.5)
    def test_falls_to_0_over_all_the_steps(self, learner, rng):
        for steps in (_many(rng), _few(rng)):
            schedule = _schedule(learner, steps, _peak(rng))
            late = 3 * steps // 4
            rate = schedule.rates[schedule.updates.index(late)]
            # A cosine is at 0.15 of its height there without a warm-up, at 0.18 and more with one.
            assert rate > 0.05 * schedule.peak, recognised(
                "schedule_over_epochs",
                f"After {late} of {steps} updates your learning rate is {rate:.2g}: it is at its end too soon. From "
                "there on the network hardly learns.\n"
                "→ Spread the fall over all of steps. A schedule counts updates: not epochs, and not several updates as one.",
            )
            last = schedule.rates[-1]
            afterwards = schedule.model.rates([2 * steps])
            ended = isinstance(afterwards, list) and np.isclose(afterwards[0], last, rtol=1e-3)
            assert not (ended and 0.02 < last / schedule.peak < 0.9), recognised(
                "alpha",
                f"Your learning rate falls to {last:.2g} and no further (peak_rate={schedule.peak}). At the end the steps "
                "should be tiny.\n→ Let it fall to 0. CosineDecay's alpha says how much is left at the end: leave it out. Give "
                "PolynomialDecay end_learning_rate=0.",
            )
            assert last <= 0.02 * schedule.peak, recognised(
                "decay_never_ends",
                f"After all {steps} updates your learning rate is still {last:.2g} (peak_rate={schedule.peak}). "
                + (
                    "It rises and then stays there.\n→ After the warm-up, let it fall to 0 in the steps that are left."
                    if ended
                    else "The training ends before the schedule does.\n"
                    "→ Warm-up and fall together take steps updates. So decay_steps is what the warm-up leaves of them."
                ),
            )

    @pytest.mark.grading
    @pytest.mark.essential
    def test_moves_the_weights_at_this_rate(self, learner, digits, rng):
        for steps in (_many(rng), _few(rng)):
            schedule = _schedule(learner, steps, _peak(rng))
            places = [0, *sorted(rng.choice(len(schedule.updates), 8, replace=False)), -1]
            updates = [schedule.updates[place] for place in places]
            said = np.array([schedule.rates[place] for place in places])
            seen = _rates_of_steps(
                schedule.model, *digits.scaled(64, int(rng.integers(1000))), updates
            )
            assert np.allclose(seen, said, rtol=0.02, atol=0.002 * max(said)), (
                f"In a training of {steps} updates, your optimizer says that its learning rate is {said[3]:.3g} after "
                f"{updates[3]} of them. The weights move at {seen[3]:.3g}.\n"
                "→ Use Adam or one of its relatives as Keras has them."
            )

    @pytest.mark.essential
    def test_trains_well_in_few_updates(self, learner, digits, rng):
        start = int(rng.integers(1000))
        images, labels = digits.scaled(300, start=start)
        model = learner.compile_fast(learner.new_model(), 60, peak_rate=0.02)
        history = model.fit(images, labels, 10, 50)
        assert not isinstance(history, str), recognised(
            "if_in_the_schedule",
            f"Keras can't train the model that you compiled: {first_line(history)}\n"
            "→ A schedule of your own must calculate with keras.ops, without `if`: the steps run outside of Python.",
        )
        accuracy = float((model.predict(images).argmax(axis=1) == labels).mean())
        # The reference reaches 0.98 to 1.00 (30 runs, each with other digits); with SGD it would be about 0.6.
        assert accuracy > 0.8, (
            f"After 60 updates with peak_rate=0.02 a small network is right for {accuracy:.0%} of its own 300 training "
            "images. It should be more than nine of ten.\n"
            "→ Look at loss, optimizer and learning rate: the checks above say what they should be."
        )

    def test_takes_several_steps_in_one_go(self, learner, rng):
        # By its name, as the notebook gives them.
        seen = learner.compile_fast(learner.new_model(), steps=_many(rng)).steps_per_execution
        assert seen > 1, recognised(
            "one_step_at_a_time",
            "Your model goes back to Python after every single step (steps_per_execution is 1). That takes about as "
            "long as the step.\n→ Give compile a steps_per_execution of 16 or 32, say.",
        )


@pytest.fixture(scope="class")
def short(request, session_learner, digits, graded):
    """Train once for many checks, with numbers that nobody would guess."""
    rng = np.random.default_rng(request.config.option.seed)
    # With these, 200 digits are 6 batches, a fifth less are 5, batches of 32 are 7, and with the 60 others it is 8.
    epochs, batch_size = int(rng.choice([19, 21, 23])), int(rng.integers(34, 38))
    start = rng if graded else None
    return _train(session_learner, digits, 200, start, epochs=epochs, batch_size=batch_size)


@pytest.fixture(scope="class")
def default(short, session_learner, digits):
    """Train once as the function does when nothing is said. One batch more than four of 512."""
    epochs, batch_size = (short.options[name] for name in ("epochs", "batch_size"))
    # 512 epochs of batches of 6 would take minutes, to say the same again.
    assert len(short.history.get("loss", [])) != batch_size, (
        f"With epochs={epochs} and batch_size={batch_size} your function trained for {batch_size} epochs.\n"
        "→ Write the names: epochs=epochs, batch_size=batch_size."
    )
    return _train(session_learner, digits, 4 * 512 + 1)


class TestFitFast(TrainingChecks):
    function = "fit_fast"
    settled = " with another one. How it learns was settled by compile_fast."
    input_mistake = "scales_the_images"

    def wrong_steps(self, n, batch_size, right, steps, slip):
        return recognised(
            "batch_size_for_steps",
            f"{n} training images in batches of {batch_size} make {right} steps an epoch. Your training "
            f"made {steps:g}.{slip}\n→ Call fit once, without steps_per_epoch. Train on the images of train, all of them and no "
            "others, with batch_size=batch_size.",
        )

    def test_trains_6_epochs_of_batches_of_512_when_nothing_is_said(self, default):
        epochs, steps = len(default.history["loss"]), default.optimizer["iterations"]
        assert epochs == 6, recognised(
            "other_default_epochs",
            f"Without epochs=…, your function trained for {epochs} epochs. It should be 6.\n"
            "→ Leave the first line as it was at the beginning.",
        )
        assert steps == 30, recognised(
            "other_default_batch_size",
            f"2,049 images in batches of 512 make 5 steps an epoch. Without batch_size=…, yours made {steps / 6:g}.\n"
            "→ Leave the first line as it was at the beginning, and hand batch_size on.",
        )

    @pytest.mark.essential
    def test_learns_the_training_labels(self, short):
        # The reference reaches 0.88 to 1.00, 0.97 on average (30 runs, each with other digits).
        self.must_know_the_labels(short, short.options["epochs"], "shuffled_images")

    # Here again, so that it comes last: pytest runs what a class inherits before what it has itself.
    test_leaves_its_input_as_it_was = TrainingChecks.test_leaves_its_input_as_it_was


class TestAccuracyAfter:
    @pytest.mark.essential
    def test_gives_the_seconds_until_the_target_is_reached(self, learner, rng):
        for _ in range(3):
            epoch, seconds = int(rng.integers(3, 8)), _seconds(rng)
            # Training and validation accuracy reach it in the same epoch.
            history, target = _history(rng, 9, valid=epoch, train=epoch)
            # The last epoch is not the best one: then the answer tells which of them was taken.
            history["val_accuracy"][-2:] = history["val_accuracy"][:-3:-1]
            seen, told = learner.accuracy_after(history, seconds, target), _told(history, target)
            assert seen is not None, recognised(
                "gives_up_at_once",
                f"{told}, in epoch {epoch} of 9. You returned None, which means: never.\n"
                "→ Go through val_accuracy, and compare each number with target as it is: both are fractions. At the first that is target or "
                "more, return the seconds. Return None only behind the loop.",
            )
            seen, right = _number(seen), epoch * seconds
            assert not np.isclose(seen, epoch), recognised(
                "epoch_number",
                f"You returned {seen:g}, the number of the epoch. It should be the time: {epoch} epochs of {seconds} "
                f"seconds.\n→ Multiply by seconds_per_epoch.",
            )
            assert not _close(seen, right - seconds), recognised(
                "counts_from_0",
                f"{told}, in epoch {epoch}. You returned {seen:g} seconds, an epoch of {seconds} seconds too few: the "
                "accuracy is measured when the epoch is over.\n→ The first epoch is number 1, and its place in the list is 0: add 1 to the place. "
                "If you add up seconds, do so before you compare.",
            )
            reached = np.flatnonzero(np.array(history["val_accuracy"]) >= target) + 1
            assert len(reached) < 2 or not _close(seen, int(reached[-1]) * seconds), recognised(
                "last_epoch",
                f"{told}: after {epoch} epochs of {seconds} seconds each, {right:g} seconds. You returned {seen:g}. That is the time until the "
                "last epoch.\n→ The first one that reaches the target counts. Does a loop go on after it? Return in the if, or write break there.",
            )
            best = int(np.argmax(history["val_accuracy"])) + 1
            of_best = f" That is the time until epoch {best}, the best one." * _close(
                seen, best * seconds
            )
            assert _close(seen, right), recognised(
                "interpolated",
                f"{told}: after {epoch} epochs of {seconds} seconds each, {right:g} seconds. You returned {seen:g}.{of_best}\n"
                "→ Go through the epochs in their order. Find the first epoch whose accuracy is target or more, and multiply its number "
                "by seconds_per_epoch.",
            )

    def test_looks_at_the_validation_accuracy(self, learner, rng):
        for train, valid in ((2, 5), (6, 3)):
            history, target = _history(rng, 8, valid=valid, train=train)
            seconds = _seconds(rng)
            seen = learner.accuracy_after(history, seconds, target)
            assert seen is None or not _close(_number(seen), train * seconds), recognised(
                "any_accuracy",
                f"The training accuracy reaches {target} in epoch {train}, the validation accuracy in epoch {valid}. You "
                f"returned the time of epoch {train}.\n"
                '→ Use the list "val_accuracy": only new digits show what the network can do.',
            )
            assert seen is not None and _close(_number(seen), valid * seconds), (
                f"{_told(history, target)}, in epoch {valid} of {seconds} seconds each. You returned {in_words(seen)}.\n"
                '→ Use the list "val_accuracy", and no other.'
            )

    def test_takes_the_first_of_several_epochs(self, learner, rng):
        history, target = _history(rng, 9, valid=3, train=2)
        curve = history["val_accuracy"]
        curve[3], curve[4] = target - 0.0625, target - 0.03125
        curve[8] = max(curve) + 0.0078125
        seconds = _seconds(rng)
        seen = learner.accuracy_after(history, seconds, target)
        assert seen is not None and _close(_number(seen), 3 * seconds), recognised(
            "counts_those_below",
            f"{_told(history, target)} in epoch 3, is lower in epochs 4 and 5, and higher again after that. The target "
            f"was reached after 3 epochs of {seconds} seconds: {3 * seconds:g}. You returned {in_words(seen)}.\n"
            "→ Go through the epochs from the first one, and stop at the first that reaches the target.",
        )

    def test_counts_an_accuracy_that_is_just_the_target(self, learner, rng):
        history, _ = _history(rng, 7, valid=4, train=4)
        seconds, target = _seconds(rng), history["val_accuracy"][3]
        seen = learner.accuracy_after(history, seconds, target)
        assert seen is not None and _close(_number(seen), 4 * seconds), recognised(
            "more_than_the_target",
            f"The accuracy after epoch 4 is {target}, just the target. So it is reached after {4 * seconds:g} seconds. "
            f"You returned {in_words(seen)}.\n→ Reached means: target or more. Compare with >=.",
        )

    def test_knows_the_first_and_the_last_epoch(self, learner, rng):
        for epoch, name in ((1, "first"), (6, "last")):
            history, target = _history(rng, 6, valid=epoch, train=epoch)
            seconds = _seconds(rng)
            seen = learner.accuracy_after(history, seconds, target)
            assert seen is not None and _close(_number(seen), epoch * seconds), recognised(
                {
                    "first_epoch_is_false": seen is None and epoch == 1,
                    "leaves_out_the_last": seen is None and epoch == 6,
                },
                f"{_told(history, target)}, in the {name} of 6 epochs: after {epoch * seconds:g} seconds. You returned "
                f"{in_words(seen)}.\n→ Go through all epochs, the {name} one too."
                + " Its place in the list is 0, and `if place` takes 0 for nothing: ask `is not None`."
                * (seen is None and epoch == 1),
            )

    def test_gives_none_when_the_target_is_never_reached(self, learner, rng):
        history, target = _history(rng, 6, valid=None, train=3)
        seen = learner.accuracy_after(history, _seconds(rng), target)
        assert seen is None, recognised(
            {"zero_for_never": _is_number(seen)},
            f"No val_accuracy is {target} or more; the best is {max(history['val_accuracy']):g}. You returned "
            f"{in_words(seen)}.\n→ When no epoch reaches the target, return None: any number would look like a time.",
        )


def _many(rng):
    """Return how many updates a long training makes."""
    return int(rng.integers(900, 1500))


def _few(rng):
    """Return how many updates the course's training makes with the bundled sample, about."""
    return int(rng.integers(45, 75))


def _peak(rng):
    return round(float(rng.uniform(0.001, 0.004) + 0.006 * rng.integers(2)), 4)


def _schedule(learner, steps, peak=None):
    """Let the learner compile a model, and return the learning rates of its updates."""
    options = {} if peak is None else {"peak_rate": peak}
    model = learner.compile_fast(learner.new_model(), steps, **options)
    assert model.compiled, (
        "The model that you returned is not compiled.\n→ Call model.compile(…) on it."
    )
    # In a short training all of them: the largest lies between its neighbours, and a steep fall leaves it at once.
    places = np.linspace(0, steps, steps + 1 if steps <= 100 else 41).astype(int).tolist()
    updates = sorted({*places, 1, 2, 3, steps // 100, 3 * steps // 4})
    rates = model.rates(updates)
    assert not isinstance(rates, str), (
        f"Your learning rate can't be computed: {first_line(rates)}\n"
        "→ "
        + (
            "Keras calls a plain function without the number of the update. A schedule is an object that Keras makes: "
            "keras.optimizers.schedules.CosineDecay(…)."
            if "missing" in rates
            else "A schedule gets the number of the update, a whole number, and gives a decimal number."
        )
    )
    return SimpleNamespace(model=model, steps=steps, peak=peak, updates=updates, rates=rates)


def _rates_of_steps(model, images, labels, updates):
    """Return the learning rates after so many updates, computed from what a step does to the weights.

    In a first step, gradients cancel out: Adam and its relatives move each of the weights by the learning rate, times a
    number that only the count of updates decides.
    """
    before, after = model.weights, model.first_steps(images, labels, updates)
    assert not isinstance(after, str), (
        f"Keras can't take a training step: {first_line(after)}\n→ Check loss and optimizer in model.compile."
    )
    # The biases of the last layer: none of their slopes is near 0.
    slopes = gradients(before, images, labels)[-1]
    places = np.abs(slopes) > 1e-3
    moved = np.array([weights[-1] - before[-1] for weights in after])[:, places]
    steps = np.median(moved / -np.sign(slopes[places]), axis=1)
    return steps / [_reach(model.optimizer, update + 1) for update in updates]


def _reach(optimizer, count):
    """Return how far a first step goes at a learning rate of 1, when it counts as number `count`.

    From Keras's adam.py and nadam.py, without epsilon.
    """
    b1, b2 = optimizer["betas"]
    spread = np.sqrt((1 - b2) / (1 - b2**count))
    if optimizer["name"] != "Nadam":
        return (1 - b1) / (1 - b1**count) / spread
    now, ahead = (b1 * (1 - 0.5 * 0.96 ** (count + later)) for later in (0, 1))
    return (ahead * (1 - b1) / (1 - now * ahead) + 1) / spread


def _train(learner, digits, n, start=None, **options):
    train, others = digits.scaled(n), digits.scaled(60, start=3000)
    return train_small_network(learner, "fit_fast", train, others, start, **options)


def _history(rng, epochs, valid, train):
    """Return a history, and a target that its accuracies first reach in the epochs `valid` and `train` (from 1 on)."""

    def curve(reached):
        # Of 1,024 images: such fractions are the same for float32 and float64.
        steps = np.cumsum(rng.integers(4, 12, epochs))
        below = steps[-1] + 4 if reached is None else (steps[reached - 1] + steps[reached - 2]) // 2
        if reached == 1:
            below = steps[0] - 2
        # A jump: a time between two epochs, or a share of the target, is then no rounded time.
        jump = 100 * (np.arange(1, epochs + 1) >= (reached or epochs + 1))
        return (goal + steps - below + jump) / 1024

    goal = int(rng.integers(700, 800))
    accuracies = {"accuracy": curve(train), "val_accuracy": curve(valid)}
    history = {}
    for name, values in accuracies.items():
        history[name] = [float(value) for value in values]
        loss = name.replace("accuracy", "loss")
        history[loss] = [float(2.5 * (1 - value)) for value in values]
    return history, goal / 1024


def _seconds(rng):
    return (10 * int(rng.integers(150, 950)) + 3) / 1000


def _told(history, target):
    values = ", ".join(f"{value:.3f}" for value in history["val_accuracy"])
    return f"The val_accuracy {values} reaches the target {target:.3f}"


def _is_number(seen):
    return isinstance(seen, int | float | np.number) and not isinstance(seen, bool)


def _number(seen):
    several = isinstance(seen, list | tuple | np.ndarray)
    assert _is_number(seen), recognised(
        "all_times" if several else "as_text",
        f"You returned {in_words(seen)}. It should be a plain number of seconds, or None.\n"
        "→ Return one number, such as 12.5."
        + " Of a list, tuple or array, [0] is the first thing. Before it, ask whether it is empty: then return None."
        * several,
    )
    return float(seen)


def _close(seen, right):
    """Whether a number of seconds is right, if rounded perhaps. An epoch takes 1.5 and more."""
    return abs(seen - right) < 0.06
