"""What the tests of the running program share: the program, its server, a client for each of its two doors."""
