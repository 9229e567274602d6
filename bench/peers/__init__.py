"""Other studios' servers, started on this machine and asked the same things."""
