"""Real processes, services and visitors, for tests and measurements."""
