"""The site on this machine, built again at each change."""
