"""Arabic text in, English text out, on this machine."""
