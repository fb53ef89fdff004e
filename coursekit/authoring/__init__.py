"""What an author uses: making and checking lessons."""
