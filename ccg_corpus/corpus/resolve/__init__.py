"""Names and topics in a question → ids and a selection in the store's terms, before any engine sees them."""
