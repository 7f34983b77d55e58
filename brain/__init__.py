"""What runs inside Rasa's process. Imports neither helpline, bot nor actions."""
