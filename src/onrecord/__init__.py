"""Reads news reports and keeps a sourced record of them."""
