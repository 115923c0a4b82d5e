"""Which parcel of sentences is with which worker, and who gets what was lost."""

from __future__ import annotations

from translator.bulk.ray.book import LATE, SLOWEST, Book, Parcel

NODES = ("192.0.2.1", "192.0.2.2")


def book(number: int) -> Book:
    made = Book()
    for n in range(number):
        made.put(n, [f"{n}"], n % 2 == 0)
    return made


def taken(parcel: Parcel | None) -> int:
    assert parcel is not None
    return parcel.number


def test_a_ticket_that_comes_again_gets_the_same_parcel_until_it_is_done():
    parcels = book(2)
    assert parcels.take(7, NODES[0], 0.0) == Parcel(0, ("0",), True, 1)
    assert parcels.take(7, NODES[1], 1.0) == Parcel(0, ("0",), True, 2)
    parcels.done(0, 2.0)
    assert taken(parcels.take(7, NODES[1], 3.0)) == 1
    assert parcels.take(8, NODES[1], 3.0) is None


def test_what_a_lost_node_had_goes_first_to_others_and_nothing_to_it():
    parcels = book(4)
    assert [taken(parcels.take(n, NODES[n % 2], 0.0)) for n in range(3)] == [0, 1, 2]
    assert parcels.lost(NODES[0]) == 2
    assert parcels.take(10, NODES[0], 1.0) is None
    assert [taken(parcels.take(n, NODES[1], 1.0)) for n in (11, 12, 13)] == [0, 2, 3]
    assert parcels.lost(NODES[0]) == 0


def test_what_was_lost_and_comes_all_the_same_is_done_once():
    parcels = book(1)
    parcels.take(1, NODES[0], 0.0)
    assert parcels.lost(NODES[0]) == 1
    parcels.done(0, 1.0)
    parcels.done(0, 2.0)
    assert parcels.take(2, NODES[1], 3.0) is None


def test_what_is_late_is_given_to_whoever_has_nothing_else_to_do():
    parcels = book(2)
    parcels.take(1, NODES[0], 0.0)
    assert taken(parcels.take(2, NODES[1], LATE + 1)) == 1  # what waits goes first
    assert taken(parcels.take(3, NODES[1], LATE + 1)) == 0
    parcels.done(0, LATE + 1 + LATE)  # longer than was known: so long is not late
    assert parcels.take(4, NODES[1], 2 * LATE + 2) is None
    assert taken(parcels.take(4, NODES[1], LATE + 2 + SLOWEST * LATE)) == 1


def test_workers_that_are_no_more_give_everything_back_in_order():
    parcels = book(3)
    for ticket in range(2):
        parcels.take(ticket, NODES[0], 0.0)
    assert parcels.recall() == 2
    assert [taken(parcels.take(n, NODES[0], 1.0)) for n in (7, 8, 9)] == [0, 1, 2]
