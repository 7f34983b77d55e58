"""What the helpline does, one verb phrase per module."""
