"""The helpline itself: domain, storage, use cases. Knows neither HTTP nor Rasa."""
