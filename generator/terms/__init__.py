"""What we speak of: small frozen things that open no file."""
