"""The tests of flipconv; their folders mirror the library."""
