"""What the watcher asks for besides builds, each in a process of its own: minutes, requests, replies and contacts."""
