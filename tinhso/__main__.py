from tinhso.config.cli import main

raise SystemExit(main())
