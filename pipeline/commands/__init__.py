"""The commands below a word of their own: `checks list`, `packs show`, `registers preview`."""
