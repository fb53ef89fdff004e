"""All that runs beside a learner's code, in a process of its own. Nothing of the checking side imports from here."""
