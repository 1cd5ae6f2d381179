"""One state of the record for as long as it is read, whatever others write meanwhile."""

from contextlib import contextmanager

from django.db import connection, transaction

# A reader who stalls for longer than this loses the transaction, so that it holds nothing up.
STALLED = "SET LOCAL idle_in_transaction_session_timeout = '60s'"


@contextmanager
def one_state(*, is_sent=False):
    """A transaction that sees the record as it stood at its first query, and only reads.

    `is_sent`: what is read is sent to somebody who may stop listening. Within another transaction
    it is that one's view that holds.
    """
    with transaction.atomic():
        if len(connection.savepoint_ids) == 0:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                if is_sent:
                    cursor.execute(STALLED)
        yield
