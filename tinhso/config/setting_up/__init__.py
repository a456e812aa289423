"""`tinhso setup`: what it asks, the files that it writes, the commands that it runs in their order."""
