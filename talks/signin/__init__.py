"""Who may enter the admin: a password, a second factor, and a lock-out after failures.

Not here: what a person may do inside, which is Django's permissions.
"""
