"""What a learner uses: commands, progress, hints, notebook helpers."""
