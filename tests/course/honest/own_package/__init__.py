"""My course."""

__all__ = ["load_data", "utils"]
