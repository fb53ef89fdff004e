"""A Keras optimizer as facts."""

from typing import Any

import numpy as np


def describe_optimizer(optimizer: Any) -> dict[str, Any] | None:
    """Return an optimizer's name and settings; None where there is none."""
    if optimizer is None:
        return None
    try:
        config = optimizer.get_config()
        rate = float(np.asarray(optimizer.learning_rate))
    except Exception:  # noqa: BLE001 - a schedule of the learner's own may lack a method, or stop with an error
        config, rate = vars(optimizer), None
    return {
        "name": type(optimizer).__name__,
        "learning_rate": rate if isinstance(config.get("learning_rate"), float | int) else None,
        "momentum": float(config.get("momentum") or 0.0),
        "betas": [float(config.get(name) or 0.0) for name in ("beta_1", "beta_2")],
        "nesterov": bool(config.get("nesterov")),
        "weight_decay": float(config.get("weight_decay") or 0.0),
        "clipping": any(config.get(k) for k in ("clipnorm", "clipvalue", "global_clipnorm")),
        "loss_scaling": bool(config.get("loss_scale_factor")),
        "averaging": any(config.get(k) for k in ("use_ema", "gradient_accumulation_steps")),
        "iterations": int(np.asarray(optimizer.iterations)),
    }
