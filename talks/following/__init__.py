"""Follow by e-mail: what may be followed, what of it is new, and the mails that say so.

Who follows what is in models/subscriptions.py, what is new in models/arrivals.py; the pages are in
views/following.py.
"""
