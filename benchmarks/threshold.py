"""The spread behind lesson 6's thresholds, of accuracy and agreement: the reference, trained as grading trains it.

Run from the course folder: ``python benchmarks/threshold.py [--seeds 40] [--data sample]``. Writes
``benchmarks/threshold_<data>.json``. The labels are permuted with each run's own secret, as in the second check.
The probability of a false failure assumes a normal distribution; skewness and kurtosis (0 and 3 for it) say how far the
agreements are from one.
"""

import argparse
import json
import os
import statistics
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "lesson_06"))
sys.path.insert(0, str(ROOT / "solutions"))


def main() -> None:
    """Train with many seeds and write the spread."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=40)
    parser.add_argument("--data", default="sample")
    options = parser.parse_args()
    os.environ["MNIST_COURSE_DATA"] = options.data

    import keras
    import numpy as np
    from test_evaluate import (
        AGREEMENT,
        BATCH_SIZE,
        EPOCHS,
        FULL_THRESHOLD,
        LEARNING_RATE,
        SAMPLE_THRESHOLD,
        SIZES,
        whole_batches,
    )

    from coursekit.worker.dense_networks import cosines, descended, fresh_weights
    from mnist_course.build_mlp import build_mlp
    from mnist_course.compile import compile_model
    from mnist_course.load_data import load_data, scale_images, split_validation

    (images, labels), (X_test, y_test) = load_data()
    name = "sample" if len(images) < 60_000 else "full"
    accuracies, agreements, n_valid = [], [], whole_batches(len(images))
    for seed in range(options.seeds):
        keras.utils.set_random_seed(seed)
        rng = np.random.default_rng(seed)
        secret = rng.permutation(10).astype("uint8")
        (X, y), valid = split_validation(scale_images(images), secret[labels], n_valid)
        model = compile_model(build_mlp(), learning_rate=LEARNING_RATE)
        start = fresh_weights(SIZES, rng)
        model.set_weights(start)
        model.fit(X, y, epochs=EPOCHS, batch_size=BATCH_SIZE, validation_data=valid, verbose=0)
        guesses = np.asarray(model(scale_images(X_test))).argmax(axis=1)
        accuracies.append(float((guesses == secret[y_test]).mean()))
        there = descended(start, X, y, LEARNING_RATE, 2, BATCH_SIZE, np.random.default_rng(0))
        agreements.append(min(cosines(start, model.get_weights(), there)))
        print(f"seed {seed}: {accuracies[-1]:.4f} {agreements[-1]:.3f}", flush=True)
    threshold = SAMPLE_THRESHOLD if name == "sample" else FULL_THRESHOLD
    mean, deviation = statistics.mean(accuracies), statistics.stdev(accuracies)
    distance = (mean - threshold) / deviation
    result = {
        "data": name,
        "seeds": options.seeds,
        "mean": round(mean, 5),
        "standard_deviation": round(deviation, 5),
        "lowest": min(accuracies),
        "threshold": threshold,
        "standard_deviations_away": round(distance, 2),
        "probability_of_false_failure": statistics.NormalDist().cdf(-distance),
        "accuracies": accuracies,
        "agreement": {
            "mean": round(statistics.mean(agreements), 4),
            "standard_deviation": round(statistics.stdev(agreements), 5),
            "lowest": round(min(agreements), 4),
            "skewness": round(_moment(agreements, 3), 2),
            "kurtosis": round(_moment(agreements, 4), 2),
            "threshold": AGREEMENT,
        },
    }
    (ROOT / "benchmarks" / f"threshold_{name}.json").write_text(json.dumps(result, indent=1) + "\n")
    print({key: value for key, value in result.items() if key != "accuracies"})


def _moment(values: list[float], order: int) -> float:
    mean, deviation = statistics.mean(values), statistics.pstdev(values)
    return statistics.mean(((value - mean) / deviation) ** order for value in values)


if __name__ == "__main__":
    main()
