"""How well lesson 10's network does, and how long it trains: the reference, with several seeds.

Run from the course folder: ``python benchmarks/convolution.py [--data full] [--seeds 3]``. Writes
``benchmarks/convolution.json``: for each seed the accuracy on the test digits after six epochs, and the seconds of the
training.

``--data sample --seeds 24`` measures the spread behind the threshold of the lesson's check instead: the training of the
check, one digit held back and the others with new names. Writes ``benchmarks/convolution_sample.json``.
"""

import argparse
import json
import os
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "lesson_10"))
sys.path.insert(0, str(ROOT / "solutions"))


def main() -> None:
    """Train with each seed, print and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default="full", help="full, sample, or a path to an mnist.npz")
    parser.add_argument("--seeds", type=int, default=3)
    options = parser.parse_args()
    os.environ["MNIST_COURSE_DATA"] = options.data

    import keras
    import numpy as np
    from test_convolution import EPOCHS, SAMPLE_THRESHOLD, relabelled

    from mnist_course.convolution import build_cnn, fit_cnn
    from mnist_course.load_data import load_data, scale_images, split_validation

    keras.config.disable_interactive_logging()
    pictures, (X_test, y_test) = load_data()
    full = len(X_test) == 10_000
    runs = []
    for seed in range(options.seeds):
        keras.utils.set_random_seed(seed)
        if full:
            train, valid = split_validation(scale_images(pictures[0]), pictures[1], 5000)
            measured, labels = np.full(len(y_test), True), y_test
        else:
            train, valid, names, unseen = relabelled(pictures, np.random.default_rng(seed))
            labels = names[y_test]
            measured = labels != unseen
        model = build_cnn()
        start = time.perf_counter()
        fit_cnn(model, train, valid, epochs=6 if full else EPOCHS)
        seconds = time.perf_counter() - start
        guesses = model.predict(scale_images(X_test)[measured]).argmax(axis=1)
        accuracy = float((guesses == labels[measured]).mean())
        runs.append({"seed": seed, "accuracy": round(accuracy, 5), "seconds": round(seconds, 1)})
        print(runs[-1], flush=True)
    accuracies = [run["accuracy"] for run in runs]
    result = {
        "data": "full" if full else "sample",
        "parameters": model.count_params(),
        "epochs": 6 if full else EPOCHS,
        "mean_accuracy": round(statistics.mean(accuracies), 5),
        "mean_seconds": round(statistics.mean(run["seconds"] for run in runs), 1),
    }
    if not full:
        deviation = statistics.stdev(accuracies)
        result |= {
            "standard_deviation": round(deviation, 5),
            "lowest": min(accuracies),
            "threshold": SAMPLE_THRESHOLD,
            "standard_deviations_away": round(
                (result["mean_accuracy"] - SAMPLE_THRESHOLD) / deviation, 2
            ),
        }
    print(result)
    name = "convolution.json" if full else "convolution_sample.json"
    text = json.dumps({**result, "runs": runs}, indent=1)
    (ROOT / "benchmarks" / name).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
