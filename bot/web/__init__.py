"""What the two web applications share: headers, access log, templates, answers in an address."""
