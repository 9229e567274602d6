"""The shot list as a sheet: its columns, what their cells mean, and the sheet as a file for others."""
