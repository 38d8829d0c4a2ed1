"""What whoever holds data keeps of it, reads of it and learns from it."""
