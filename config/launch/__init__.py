"""What `./studio` does: makes the venv, starts the services, runs the programs, explains what is wrong.

Standard library only, because it runs before anything is installed. Nothing here imports Django.
"""
