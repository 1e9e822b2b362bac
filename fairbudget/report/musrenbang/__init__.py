"""What people of a city read: minutes to sign, a workbook, a page to search, in Indonesian and English."""
