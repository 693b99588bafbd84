"""What the watcher does besides building: starters, minutes that come back, replies and contacts, requests."""
