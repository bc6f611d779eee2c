"""Hostile texts that every format is tried with; ``docs/report.md`` says what each would do."""

from __future__ import annotations

import unicodedata

ATTACKS = {
    "script element": "<script>alert(1)</script>",
    "event handler": "<img src=x onerror=alert(1)>",
    "broken out of an attribute": '" onmouseover="alert(1)" x=\'',
    "end of a style or script": "</style></script></title></textarea><svg onload=alert(1)>",
    "HTML comment": "<!-- --><b>bold</b>",
    "HTML block": "<details open><summary>more</summary>",
    "entities": "&lt;b&gt; &#60;i&#62; &amp; AT&T &copy;",
    "script address": "[x](javascript:alert(1)) javascript:alert(1)",
    "data address": "data:text/html,<script>alert(1)</script>",
    "Markdown link": "[click](http://evil.example/?a=1)",
    "Markdown image": "![pixel](http://evil.example/p.png)",
    "reference link": "[a][b]\n\n[b]: http://evil.example",
    "footnote": "text[^1]\n\n[^1]: note",
    "bare address": "see http://evil.example/a_b_c?d=e&f=`g` or www.evil.example or ftp://e.example",
    "mail address": "write to someone@evil.example now",
    "mention": "thanks @octocat and @org/team",
    "issue reference": "fixes #123 and GH-7 and a/b#9",
    "Markdown table": "| a | b |\n|---|---|\n| c | d |",
    "pipe": "one | two || three",
    "heading": "# Heading\n## Second",
    "setext heading": "Title\n=====\nSub\n-----",
    "list": "- item\n+ item\n* item\n1. one\n2) two",
    "quotation": "> quoted\n>> more",
    "fence": "```python\nprint(1)\n```\n~~~\nx\n~~~",
    "code span": "`a` ``b`` `unclosed",
    "emphasis": "*a* **b** _c_ __d__ ~~e~~ ***f",
    "backslashes": "\\ \\\\ \\| \\`x` C:\\dir\\",
    "mathematics": "$x^2$ costs $5 and $6 H~2~O",
    "thematic break": "---\n***\n___",
    "YAML header": "---\ntitle: x\n---",
    "pandoc": "% title\n::: div\n[x]{.y} @cite\n:::",
    "template": "{{ 7*7 }} {% include '/etc/passwd' %} {# c #} ${7*7} #{7*7} <%= 7*7 %>",
    "formula": "=1+1",
    "formula with a command": "=cmd|' /C calc'!A0",
    "formula by plus": "+1+1",
    "formula by minus": "-1+1",
    "formula by at": "@SUM(1+1)",
    "formula after a tab": "\t=1+1",
    "formula after a carriage return": "\r=1+1",
    "formula after a space": " =1+1",
    "full-width formula": "＝1+1",
    "full-width plus": "＋1+1",
    "full-width minus": "－1+1",
    "full-width at": "＠SUM(1)",
    "cell separators": '"a","b";=1+1\n=2+2',
    "spreadsheet address": "http://evil.example",
    "internal link": "internal:Sheet2!A1",
    "terminal colour": "\x1b[31mred\x1b[0m",
    "terminal title": "\x1b]0;owned\x07",
    "clear the screen": "\x1b[2J\x1b[H",
    "eight-bit control": "\x9b2J\x85next",
    "hyperlink for terminals": "\x1b]8;;http://evil.example\x1b\\x\x1b]8;;\x1b\\",
    "backspace and return": "safe\b\b\b\bevil\rline\x7f",
    "null": "a\x00b",
    "right-to-left override": "invoice\u202egpj.exe",
    "isolates": "\u2066a\u2069 \u2067b\u2069",
    "zero width": "pass\u200bword\u2060\ufeff",
    "soft hyphen": "dis\u00adagree",
    "tag characters": "hello\U000e0068\U000e0069",
    "variation selectors": "x\ufe01\U000e0101",
    "blank letters": "a\u3164b\u115fc",
    "stacked accents": "Z" + "\u0301\u0336\u0489" * 12 + "algo",
    "line separators": "a\u2028::error::b\u2029c\x0bd\x0ce",
    "GitHub command": "::error file=app.js,line=1::owned",
    "GitHub command on a later line": "text\n::set-output name=a::b\r\n  ::add-mask::c",
    "GitHub old command": "##[error]owned",
    "Azure command": "##vso[task.setvariable variable=a]b",
    "TeamCity command": "##teamcity[buildStatus text='x']",
}


def unseen(text: str, allowed: str = "\n\t") -> set[str]:
    """Characters of ``text`` that steer a terminal or cannot be seen."""
    return {
        mark
        for mark in text
        if mark not in allowed
        and (
            unicodedata.category(mark) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
            or mark in "\u3164\u115f\ufe01\U000e0101"
        )
    }


def ci_commands(text: str) -> list[str]:
    """Lines that GitHub Actions, Azure Pipelines or TeamCity would obey."""
    return [
        line
        for line in text.splitlines()
        if line.strip().startswith("::") or any(c in line for c in ("##[", "##vso[", "##teamcity["))
    ]
