"""What `tinhso check` looks at, one subject a file; `tinhso.config.checks.doctor` asks them all."""
