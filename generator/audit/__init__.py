"""What sources printed, set against what follows from their own figures."""
