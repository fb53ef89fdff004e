"""Measures in a thread, and describes in another process."""

import subprocess
import sys
from queue import Queue
from threading import Thread


def evaluate_model(model, images, labels):
    answers = Queue()
    thread = Thread(target=lambda: answers.put(model.evaluate(images, labels, verbose=0)))
    thread.start()
    thread.join()
    loss, accuracy = answers.get()
    return float(loss), float(accuracy)


def describe_result(loss, accuracy):
    program = "import sys; print('Test Loss: {:.4f}\\nTest Accuracy: {:.2%}'.format(*map(float, sys.argv[1:])))"
    run = subprocess.run(
        [sys.executable, "-c", program, str(loss), str(accuracy)],
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.strip()
