"""The check of HTML itself: it takes what is right, and sees what is wrong."""

import pytest

from tests.html import complaints_about

PAGE = """<!doctype html>
<html lang="en"><head><title>A page</title></head><body><h1>One</h1>{}</body></html>"""
RIGHT = [
    "<ul><li>One</li></ul><!-- a comment -->",
    "<dl><div><dt>One</dt><dd>Two</dd></div></dl>",
    "<p>See <a href='/'>the <bdi>start</bdi></a>, <time>2022-01</time>.</p>",
    "<label for='x'>Words</label><input id='x' name='q' type='search' required>",
    "<label>Words <input name='q'></label><input type='hidden' name='r'>",
    "<a href='/'><div>A block</div></a><h2 id='two'>Two</h2><p><a href='#two'>Two</a></p>",
    "<table><thead><tr><th scope='col'>A</th><th scope='col'>B</th></tr></thead>"
    "<tbody><tr><td rowspan='2'>1</td><td>2</td></tr><tr><td>3</td></tr></tbody></table>",
    "<svg viewBox='0 0 9 9' aria-hidden='true'><a href='/'><rect width='9' height='9'/></a></svg>",
    "<details><summary>More</summary><p>Here.</p></details>",
]
WRONG = {
    "<p>One<div>two</div></p>": "p",
    "<p id='a'>One</p><p id='a'>two</p>": "several elements have the id “a”",
    "<ul><p>One</p></ul>": "may not stand in <ul>",
    "<ul>One</ul>": "text of its own",
    "<dl><dt>One</dt></dl>": "end with <dd>",
    "<dl><div><p>One</p></div></dl>": "may not stand in <div>",
    "<span><p>One</p></span>": "may not stand in <span>",
    "<p><a href='/'><div>One</div></a></p>": "p",
    "<span><a href='/'><ul><li>One</li></ul></a></span>": "may not stand in <a>",
    "<a href='/'>One <button>two</button></a>": "may not stand within <a>",
    "<a>One</a>": "has no href",
    "<a href=''>One</a>": "wrong value: href",
    "<a href='/a b'>One</a>": "wrong value: href",
    "<a href='#nowhere'>One</a>": "wrong value: href",
    "<img src='/x.png'>": "has no alt",
    "<h3>Three</h3>": "an h3 follows an h1",
    "<h1>Another</h1>": "the page has 2 h1",
    "<input name='q'>": "has no label",
    "<label for='y'>Words</label>": "does not label one control",
    "<p aria-describedby='nothing'>One</p>": "wrong value: aria-describedby",
    "<details open='no'><summary>More</summary></details>": "wrong value: open",
    "<details><p>One</p></details>": "does not begin with its one <summary>",
    "<p style='color: red'>One</p>": "has the attribute style",
    "<p onclick='go()'>One</p>": "has the attribute onclick",
    "<p href='/'>One</p>": "has the attribute href",
    "<script>go()</script>": "stands in the page itself",
    "<time>last year</time>": "no time that a program can read",
    "<p lang='not a language'>One</p>": "wrong value: lang",
    "<blink>One</blink>": "may not stand in <body>",
    "<table><tr><th>A</th></tr></table>": "has no scope",
    "<table><tr><td>A</td></tr><tr><td>A</td><td>B</td></tr></table>": "rows of [1, 2] cells",
    "<table role='table'><tr><td>A</td></tr></table>": "has a role",
    "<ul><li>One</ul></li>": "end tag",
    "<p>One &nosuch; two</p>": "entity",
    "<p class='a' class='b'>One</p>": "attribute",
    "<svg><circle style='fill: red'/></svg>": "has the attribute style",
}


@pytest.mark.parametrize("body", RIGHT)
def test_right_html_is_taken(body):
    assert complaints_about(PAGE.format(body)) == []


@pytest.mark.parametrize("body", WRONG)
def test_wrong_html_is_seen(body):
    assert WRONG[body] in " ".join(complaints_about(PAGE.format(body)))
