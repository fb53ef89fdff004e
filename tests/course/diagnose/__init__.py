"""Examples of the rules of `coursekit.diagnose.rules`: a file a module of rules, see `test_diagnose`."""
