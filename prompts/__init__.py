"""Every text the assistant says that is not quotation; read by `assistant.texts`."""
