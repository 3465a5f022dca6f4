"""Personal contacts and identifiers in a text: phones, e-mail and home addresses, numbers that name one person."""
