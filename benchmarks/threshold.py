"""The spread behind lesson 6's accuracy thresholds: the reference, trained as the checks train it.

Run from the course folder: ``python benchmarks/threshold.py [--seeds 40] [--data sample]``. Writes
``benchmarks/threshold_<data>.json``. The labels are permuted with each run's own secret, as in the second check.
The probability of a false failure assumes a normal distribution.
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
        BATCH_SIZE,
        EPOCHS,
        FULL_THRESHOLD,
        LEARNING_RATE,
        SAMPLE_THRESHOLD,
        whole_batches,
    )

    from mnist_course.build_mlp import build_mlp
    from mnist_course.compile import compile_model
    from mnist_course.load_data import load_data, scale_images, split_validation

    (images, labels), (X_test, y_test) = load_data()
    name = "sample" if len(images) < 60_000 else "full"
    accuracies, n_valid = [], whole_batches(len(images))
    for seed in range(options.seeds):
        keras.utils.set_random_seed(seed)
        secret = np.random.default_rng(seed).permutation(10).astype("uint8")
        (X, y), valid = split_validation(scale_images(images), secret[labels], n_valid)
        model = compile_model(build_mlp(), learning_rate=LEARNING_RATE)
        model.fit(X, y, epochs=EPOCHS, batch_size=BATCH_SIZE, validation_data=valid, verbose=0)
        guesses = np.asarray(model(scale_images(X_test))).argmax(axis=1)
        accuracies.append(float((guesses == secret[y_test]).mean()))
        print(f"seed {seed}: {accuracies[-1]:.4f}", flush=True)
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
    }
    (ROOT / "benchmarks" / f"threshold_{name}.json").write_text(json.dumps(result, indent=1) + "\n")
    print({key: value for key, value in result.items() if key != "accuracies"})


if __name__ == "__main__":
    main()
