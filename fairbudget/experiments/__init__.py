"""Studies over many elections: several rules side by side, measured alike, with tables as their result."""
