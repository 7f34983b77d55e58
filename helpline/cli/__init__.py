"""The command line `helpline`: one module per command."""
