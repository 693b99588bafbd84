"""One PDF from many: contents, numbers, links, bookmarks, tags and stamps."""
