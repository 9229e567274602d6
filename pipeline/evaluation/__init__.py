"""Asking old questions again: with another template, by another model, scored the same way."""
