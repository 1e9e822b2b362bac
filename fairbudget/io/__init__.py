"""Readers and writers of election files, tables and workbooks."""
