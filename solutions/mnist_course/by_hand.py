"""Lesson 11: train the network of lesson 3 by hand, with NumPy alone.

The parameters of the network are a list with one pair (W, b) for each layer of neurons: the kernel W has a row for
each input and a column for each neuron, the bias b has one number for each neuron.
"""

import numpy as np


def init_params(sizes, rng):
    """Make the parameters of a network that has learned nothing yet.

    Parameters
    ----------
    sizes
        A list: how many inputs there are, then how many neurons each layer has. The network of lesson 3 is
        [784, 300, 100, 10].
    rng
        A numpy Generator: all chance comes from it.

    Returns
    -------
    list of pairs (W, b)
        For each layer, the kernel W, shape (inputs, neurons): small random numbers around 0, the smaller the more
        inputs there are. And the bias b, shape (neurons,): zeros. Decimal numbers, preferably float32.
    """
    ### BEGIN SOLUTION
    params = []
    for n_inputs, n_neurons in zip(sizes[:-1], sizes[1:]):
        spread = np.sqrt(2 / n_inputs)  # He's rule for relu.
        W = rng.normal(0, spread, (n_inputs, n_neurons)).astype("float32")
        params.append((W, np.zeros(n_neurons, "float32")))
    return params
    ### END SOLUTION


def forward(params, X):
    """Compute the network's probabilities.

    Parameters
    ----------
    params
        As init_params makes them. They stay as they are.
    X
        Scaled images as rows of pixels, shape (n, 784).

    Returns
    -------
    (probabilities, cache)
        The probabilities, shape (n, classes). The hidden layers have relu, the last one softmax. And the cache,
        whatever backward will need: it must not compute all this again.
    """
    ### BEGIN SOLUTION
    values = X.reshape(len(X), -1)  # Images of 28 x 28 pixels are welcome, too.
    inputs = []  # What goes into each layer.
    for W, b in params[:-1]:
        inputs.append(values)
        values = np.maximum(values @ W + b, 0)
    inputs.append(values)
    W, b = params[-1]
    scores = values @ W + b
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    probabilities = powers / powers.sum(axis=1, keepdims=True)
    return probabilities, (inputs, probabilities)
    ### END SOLUTION


def cross_entropy(probabilities, labels):
    """Compute the loss: the mean surprise at the right answers.

    Parameters
    ----------
    probabilities
        Shape (n, classes), as forward gives them.
    labels
        The right digits, whole numbers, shape (n,).

    Returns
    -------
    float
        The mean of -log(p), where p is the probability of the right digit. A number even where p is 0.
    """
    ### BEGIN SOLUTION
    p = probabilities[np.arange(len(labels)), labels]
    return float(-np.log(np.maximum(p, 1e-12)).mean())
    ### END SOLUTION


def backward(params, cache, labels):
    """Compute the gradients: how much the loss changes with each parameter.

    Parameters
    ----------
    params
        As init_params makes them. They stay as they are.
    cache
        What forward gave beside the probabilities. It stays as it is.
    labels
        The right digits of the images that forward saw, shape (n,).

    Returns
    -------
    list of pairs (dW, db)
        In the same structure as params: for each parameter the slope of the loss, which is a mean over the n images.
    """
    ### BEGIN SOLUTION
    inputs, probabilities = cache
    n = len(labels)
    blame = probabilities.copy()
    blame[np.arange(n), labels] -= 1
    blame /= n
    gradients = []
    for layer in reversed(range(len(params))):
        W, b = params[layer]
        gradients.append((inputs[layer].T @ blame, blame.sum(axis=0)))
        if layer > 0:
            # Through the kernel, and only through neurons that were not 0.
            blame = (blame @ W.T) * (inputs[layer] > 0)
    return gradients[::-1]
    ### END SOLUTION


def sgd_step(params, gradients, learning_rate):
    """Go one step downhill: change each parameter against its gradient.

    Parameters
    ----------
    params
        As init_params makes them. Their arrays are changed in place.
    gradients
        As backward makes them.
    learning_rate
        How long the step is: learning_rate times the gradient.

    Returns
    -------
    params
        The same, changed.
    """
    ### BEGIN SOLUTION
    for (W, b), (dW, db) in zip(params, gradients):
        W -= learning_rate * dW
        b -= learning_rate * db
    return params
    ### END SOLUTION


def train_epoch(params, X, y, rng, learning_rate=0.01, batch_size=32):
    """Train for one epoch: every image once, in a new order, with a step after each batch.

    Parameters
    ----------
    params
        As init_params makes them. Their arrays are changed in place.
    X, y
        Scaled images as rows of pixels, shape (n, 784), and their labels, shape (n,). They stay as they are.
    rng
        A numpy Generator: the order of the images comes from it.
    learning_rate
        How long each step is.
    batch_size
        How many images a step looks at. The last batch may have fewer.

    Returns
    -------
    float
        The mean loss of the images, each measured just before the step that its batch took.
        A smaller last batch may count as much as a full one.
    """
    ### BEGIN SOLUTION
    order = rng.permutation(len(X))
    total = 0
    for start in range(0, len(X), batch_size):
        batch = order[start : start + batch_size]
        probabilities, cache = forward(params, X[batch])
        total += cross_entropy(probabilities, y[batch]) * len(batch)
        sgd_step(params, backward(params, cache, y[batch]), learning_rate)
    return total / len(X)
    ### END SOLUTION
