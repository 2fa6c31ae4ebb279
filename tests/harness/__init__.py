"""What tests of the running system stand on: a private PostgreSQL, daemons,
clients, letters. See house.py; everything started is stopped at exit."""
