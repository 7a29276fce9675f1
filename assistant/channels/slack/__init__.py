"""Slack as a channel: messages and clicks in, one call, blocks out."""
