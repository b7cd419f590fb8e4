"""The guided conversations: from "can I join?" to a decision, a price and a checklist. No framework."""
