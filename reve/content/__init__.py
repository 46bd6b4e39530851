"""The content pack: YAML files, their models, their validator, and the catalogue that is built from them."""
