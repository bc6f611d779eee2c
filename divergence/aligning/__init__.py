"""What alignment measures: whether two claims speak of one matter."""
