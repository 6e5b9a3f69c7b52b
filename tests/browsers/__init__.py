"""Real browsers, driven from plain synchronous tests."""
