"""Talk with the asker: greetings, orders, the assistant itself, what a newcomer asks first, onboarding and training."""
