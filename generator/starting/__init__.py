"""A project for another force or county, written from nothing."""
