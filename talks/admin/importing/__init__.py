"""Import from the admin: a file is sent, its preview read, and what was previewed committed.

Pages alone: the work is done by a process of its own (talks/import_jobs/).
"""
