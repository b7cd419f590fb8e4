"""The blocks of a decision as a page shows them: the result, then the amounts where there are any."""

from __future__ import annotations

from bot.eligibility.decision import Decision
from bot.eligibility.profile import Profile
from bot.messages.blocks import Block
from bot.messages.guide_messages import GuidedMessages


def decision_blocks(messages: GuidedMessages, decision: Decision, profile: Profile) -> list[Block]:
    blocks = messages.decision_blocks(decision, profile)
    if decision.dues.lines:
        # The first block of a quote repeats the category.
        blocks += messages.quote_blocks(decision, profile)[1:]
    return blocks
