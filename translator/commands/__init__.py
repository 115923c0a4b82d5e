"""What each command does, a module a command; `translator.cli` imports the one it needs."""
