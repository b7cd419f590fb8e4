"""What tests and measurements share: the running assistant, visitors, a clock, services, faults."""
