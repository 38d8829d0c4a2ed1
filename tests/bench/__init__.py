"""What topoplan costs a machine, reported and never asserted."""
