"""From a parsed article to its record: one module a layer, each a pure function; `read.read` composes them."""
