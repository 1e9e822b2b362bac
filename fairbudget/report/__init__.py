"""Reports for people: self-contained pages with pictures, tables and the words explained."""
