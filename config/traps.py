"""Say in one sentence what is wrong with a file that YAML cannot read, from the line on which reading stopped."""

from __future__ import annotations

import re

_QUOTED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"\\]|\\.)*\"|(?<!\S)#.*")


def yaml_trap(problem: str, context: str, line: str) -> str:
    """Return the sentence for a YAML error; `line` is the source line, of which nothing but a trap is ever repeated."""
    bare = _QUOTED.sub(" ", line)
    if "'\\t'" in problem or re.match(r"[ -]*\t", line):
        return "a tab stands where YAML takes only spaces: put spaces in its place"
    if "${" in bare:
        return 'a ${NAME} stands without quotes inside braces: put it in quotes, "${NAME}"'
    if re.search(r"(^|[\s:,\[{-])@", bare):
        return 'a value begins with @ and stands without quotes: put it in quotes, "@handle"'
    if "'`'" in problem or "'%'" in problem or "alias" in context:
        return "a value begins with a character that YAML keeps for itself: put it in quotes"
    if "cannot start" in problem:
        return "a quote is opened above this line and never closed: close it where its text ends"
    if "block end" in problem or "mapping values" in problem:
        return (
            "the line is set in differently from its neighbours, a text with ': ' in it lacks quotes, "
            "or the line above leaves a quote open: line the keys up, or put the text in quotes"
        )
    if "expected ':'" in problem:
        return "a key lacks its colon: write 'key: value'"
    if "end of stream" in problem or "quoted scalar" in context:
        return "a quote is opened and never closed: close it on the same line"
    if "flow" in context:
        return "a bracket or brace is not closed, or a comma is missing in it: look at this line and the one above"
    if "single document" in context + problem:
        return "a second document begins with '---': keep one document in the file"
    return "this is not YAML: look at this line and the one above for a missing quote, colon or space"
