"""What was handed in: submissions, found in folders and zips, joined with a roster. Nothing is unpacked or run."""
