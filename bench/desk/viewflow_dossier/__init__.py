"""An app for `bench/desk/viewflow.py`: viewflow finds a flow by the app that holds it."""
