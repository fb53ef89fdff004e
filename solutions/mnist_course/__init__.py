"""The reference implementation of the course's functions, one module a lesson."""
