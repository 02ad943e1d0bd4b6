"""What stands on the disk: written whole, known by its content, removed only where it is ours."""
