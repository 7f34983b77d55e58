"""Posts broken, hostile and odd bodies to every webhook and the web chat, and looks at what they leave behind."""
