"""What people take away: the figures as files."""
