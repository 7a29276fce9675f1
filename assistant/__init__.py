"""Questions become answers: understood, answered from records and quotations, rendered for a channel."""
