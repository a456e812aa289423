"""SANDBOX: a pretended time stamping authority (RFC 3161), for demo and tests only."""
