"""Imports that staff ask for in the admin: a file that was sent, checked and taken by a process
of its own, which no request and no browser tab has to outlive.
"""
