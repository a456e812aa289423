"""What `tinhso check` looks at, one subject a file; `tinhso.config.doctor` asks them all."""
