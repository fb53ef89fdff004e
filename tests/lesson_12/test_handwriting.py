"""Lesson 12: TODO: what the functions must do."""


class TestPrepareDigit:
    def test_gives_one_value_for_each_image(self, learner, rng):
        values = learner.prepare_digit(rng.random((3, 28, 28)))
        assert len(values) == 3, (
            f"From 3 images you made {len(values)} values. TODO: why that is wrong.\n"
            "→ TODO: what to do."
        )


class TestRecognise:
    def test_gives_one_value_for_each_image(self, learner, rng):
        values = learner.recognise(rng.random((3, 28, 28)))
        assert len(values) == 3, (
            f"From 3 images you made {len(values)} values. TODO: why that is wrong.\n"
            "→ TODO: what to do."
        )


class TestExportWeights:
    def test_gives_one_value_for_each_image(self, learner, rng):
        values = learner.export_weights(rng.random((3, 28, 28)))
        assert len(values) == 3, (
            f"From 3 images you made {len(values)} values. TODO: why that is wrong.\n"
            "→ TODO: what to do."
        )
