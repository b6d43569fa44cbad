"""What happens: triggers, arguments, polarity and realis."""
