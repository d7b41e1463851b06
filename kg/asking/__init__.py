"""Asking what may never end: in processes that can be killed, reach no network, and take no more than allowed."""
