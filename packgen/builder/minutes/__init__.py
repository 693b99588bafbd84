"""Minutes that come back: what was typed in Word becomes a proposal, and an accepted proposal part of the case file."""
