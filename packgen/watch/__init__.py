"""The folder watcher: looks at an inbox, builds what has settled, and leaves a note beside every file."""
