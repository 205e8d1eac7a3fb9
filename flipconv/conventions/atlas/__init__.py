"""The atlas: what the calls of many libraries do, each measured in a process of its own."""
