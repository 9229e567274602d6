"""Keyboard shortcuts: what can be done by key, and with which keys one person does it. docs/shortcuts.md"""
