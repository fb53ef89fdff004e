"""Lesson 10: TODO: what the functions must do."""


class TestBuildCnn:
    def test_gives_one_value_for_each_image(self, learner, rng):
        values = learner.build_cnn(rng.random((3, 28, 28)))
        assert len(values) == 3, (
            f"From 3 images you made {len(values)} values. TODO: why that is wrong.\n"
            "→ TODO: what to do."
        )


class TestShiftImages:
    def test_gives_one_value_for_each_image(self, learner, rng):
        values = learner.shift_images(rng.random((3, 28, 28)))
        assert len(values) == 3, (
            f"From 3 images you made {len(values)} values. TODO: why that is wrong.\n"
            "→ TODO: what to do."
        )


class TestFitCnn:
    def test_gives_one_value_for_each_image(self, learner, rng):
        values = learner.fit_cnn(rng.random((3, 28, 28)))
        assert len(values) == 3, (
            f"From 3 images you made {len(values)} values. TODO: why that is wrong.\n"
            "→ TODO: what to do."
        )
