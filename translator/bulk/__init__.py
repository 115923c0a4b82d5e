"""Many files: what becomes what (`plan`), the work itself (`run`) and its account (`report`)."""
