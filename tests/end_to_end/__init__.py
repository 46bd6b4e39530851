"""The whole site, played through Discord's protocol and checked by plain SQL."""
