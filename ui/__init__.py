"""The page: source and translation side by side."""
