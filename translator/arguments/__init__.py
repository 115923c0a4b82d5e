"""What each command takes: the parsers, without the commands themselves."""
