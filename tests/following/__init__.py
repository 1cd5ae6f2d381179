"""Follow by e-mail: from the form to the digest, on a real database and a real mail server."""
