"""Lesson 08: TODO: what the functions must do."""


class TestConfusionMatrix:
    def test_gives_one_value_for_each_image(self, learner, rng):
        values = learner.confusion_matrix(rng.random((3, 28, 28)))
        assert len(values) == 3, (
            f"From 3 images you made {len(values)} values. TODO: why that is wrong.\n"
            "→ TODO: what to do."
        )


class TestMostConfused:
    def test_gives_one_value_for_each_image(self, learner, rng):
        values = learner.most_confused(rng.random((3, 28, 28)))
        assert len(values) == 3, (
            f"From 3 images you made {len(values)} values. TODO: why that is wrong.\n"
            "→ TODO: what to do."
        )


class TestWorstMistakes:
    def test_gives_one_value_for_each_image(self, learner, rng):
        values = learner.worst_mistakes(rng.random((3, 28, 28)))
        assert len(values) == 3, (
            f"From 3 images you made {len(values)} values. TODO: why that is wrong.\n"
            "→ TODO: what to do."
        )


class TestPlotConfusionMatrix:
    def test_gives_one_value_for_each_image(self, learner, rng):
        values = learner.plot_confusion_matrix(rng.random((3, 28, 28)))
        assert len(values) == 3, (
            f"From 3 images you made {len(values)} values. TODO: why that is wrong.\n"
            "→ TODO: what to do."
        )
