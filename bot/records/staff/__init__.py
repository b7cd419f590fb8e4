"""Staff accounts, their sessions, and the audit trail."""
