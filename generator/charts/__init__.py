"""Charts: functions from figures to a picture, its rows and its words. One kind a file."""
