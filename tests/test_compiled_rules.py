"""Every rule, compiled, gives the same bits as in plain Python."""
