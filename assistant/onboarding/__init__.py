"""Onboarding: journeys that quote the documents, the bias-awareness module, private progress, sending once."""
