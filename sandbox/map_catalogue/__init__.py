"""SANDBOX: a pretended catalogue of maps and geographic data (CSW 2.0.2), for tests only."""
