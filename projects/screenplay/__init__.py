"""Screenplays as film people exchange them: read, written, laid out on pages, split into scenes. Pure, no
Django.
"""
