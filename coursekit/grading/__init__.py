"""Grading: submitted code runs in a sandbox, and what it says is data."""
