"""Can a withheld number be worked out from what is published?"""
