"""Our own line icons, each a few strokes on a field of 24 by 24."""

ICONS: dict[str, str] = {
    "paper": '<path d="M6 3h8l4 4v14H6z"/><path d="M14 3v4h4M9 12h6M9 16h6"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 6.5V12l4 2.5"/>',
    "pin": '<path d="M12 21c-4-4-7-7.6-7-11a7 7 0 0 1 14 0c0 3.4-3 7-7 11z"/><circle cx="12" cy="10" r="2.4"/>',
    "check": '<path d="M4 12.5 9.5 18 20 6.5"/>',
    "seal": '<circle cx="12" cy="9.5" r="6"/><path d="M8 14.5 7 21l5-2.5L17 21l-1-6.5M9.6 9.6l1.7 1.7 3-3.2"/>',
    "table": '<path d="M3.5 5h17v14h-17zM3.5 10h17M9.5 10v9M15 10v9"/>',
    "phone": '<path d="M5 4h4l2 5-2.5 1.8a11 11 0 0 0 4.7 4.7L15 13l5 2v4a1.5 1.5 0 0 1-1.5 1.5A15 15 0 0 1 3.5 5.5 1.5 1.5 0 0 1 5 4z"/>',
    "camera": '<path d="M3.5 7.5h4l1.5-2.5h6l1.5 2.5h4V19h-17z"/><circle cx="12" cy="13" r="3.5"/>',
    "bell": '<path d="M6 17v-6a6 6 0 0 1 12 0v6l1.5 2h-15zM10 21.5h4"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c.8-4 3.8-6 7.5-6s6.7 2 7.5 6"/>',
    "folder": '<path d="M3.5 6h6l2 2.5h9V19h-17z"/>',
    "chart": '<path d="M4 4v16h16M8 16v-4M12.5 16V8M17 16v-6"/>',
    "house": '<path d="M4 11.5 12 4.5l8 7M6.5 10v10h11V10M10.5 20v-5h3v5"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.5v.2"/>',
    "warning": '<path d="M12 4 2.8 20h18.4zM12 10v4.5M12 17v.2"/>',
    "stop": '<circle cx="12" cy="12" r="9"/><path d="m8.5 8.5 7 7M15.5 8.5l-7 7"/>',
    "lock": '<path d="M5.5 10.5h13V20h-13zM8.5 10.5V7.5a3.5 3.5 0 0 1 7 0v3M12 14v2.5"/>',
    "people": '<circle cx="9" cy="8.5" r="3.5"/><path d="M2.5 19.5c.6-3.6 3-5.5 6.5-5.5s5.9 1.9 6.5 5.5M15.5 5.3a3.5 3.5 0 0 1 0 6.4M17.5 14.4c2.2.7 3.6 2.4 4 5.1"/>',
}
