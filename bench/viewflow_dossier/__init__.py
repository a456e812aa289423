"""An app for `bench/onestop_viewflow.py`: viewflow finds a flow by the app that holds it."""
