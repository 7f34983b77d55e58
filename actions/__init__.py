"""The actions that Rasa calls: they read the FAQ database, return replies and effects as data, and change nothing."""
