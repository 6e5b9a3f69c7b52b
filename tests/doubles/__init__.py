"""The computers we talk to, played on 127.0.0.1: a push service, a mail server, an SMS gateway."""
