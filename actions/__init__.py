"""How Rasa asks us: thin custom actions. No rule lives here."""
