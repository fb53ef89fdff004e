"""Lesson 11: TODO: what the functions must do."""


class TestInitParams:
    def test_gives_one_value_for_each_image(self, learner, rng):
        values = learner.init_params(rng.random((3, 28, 28)))
        assert len(values) == 3, (
            f"From 3 images you made {len(values)} values. TODO: why that is wrong.\n"
            "→ TODO: what to do."
        )


class TestForward:
    def test_gives_one_value_for_each_image(self, learner, rng):
        values = learner.forward(rng.random((3, 28, 28)))
        assert len(values) == 3, (
            f"From 3 images you made {len(values)} values. TODO: why that is wrong.\n"
            "→ TODO: what to do."
        )


class TestCrossEntropy:
    def test_gives_one_value_for_each_image(self, learner, rng):
        values = learner.cross_entropy(rng.random((3, 28, 28)))
        assert len(values) == 3, (
            f"From 3 images you made {len(values)} values. TODO: why that is wrong.\n"
            "→ TODO: what to do."
        )


class TestBackward:
    def test_gives_one_value_for_each_image(self, learner, rng):
        values = learner.backward(rng.random((3, 28, 28)))
        assert len(values) == 3, (
            f"From 3 images you made {len(values)} values. TODO: why that is wrong.\n"
            "→ TODO: what to do."
        )


class TestSgdStep:
    def test_gives_one_value_for_each_image(self, learner, rng):
        values = learner.sgd_step(rng.random((3, 28, 28)))
        assert len(values) == 3, (
            f"From 3 images you made {len(values)} values. TODO: why that is wrong.\n"
            "→ TODO: what to do."
        )


class TestTrainEpoch:
    def test_gives_one_value_for_each_image(self, learner, rng):
        values = learner.train_epoch(rng.random((3, 28, 28)))
        assert len(values) == 3, (
            f"From 3 images you made {len(values)} values. TODO: why that is wrong.\n"
            "→ TODO: what to do."
        )
