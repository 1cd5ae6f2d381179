"""What the HTML Standard allows where: elements, attributes and values, as far as the site needs.

An element or attribute that is missing here is a complaint: whoever uses it first looks it up.
"""

METADATA = set("base link meta noscript script style template title".split())
PHRASING = set(
    "a abbr audio b bdi bdo br button cite code data datalist del dfn em i iframe img input ins "
    "kbd label link map mark meta meter noscript object output picture progress q ruby s samp "
    "script select small span strong sub sup svg template textarea time u var video wbr".split()
)
HEADINGS = set("h1 h2 h3 h4 h5 h6".split())
SECTIONS = set("article aside nav section".split())
FLOW = (
    PHRASING
    | HEADINGS
    | SECTIONS
    | set(
        "address blockquote details dialog div dl fieldset figure footer form header hgroup hr "
        "main menu ol p pre search table ul".split()
    )
)
# Content of its own kind: which children an element may have, and nothing else.
CHILDREN = {
    "html": {"head", "body"},
    "head": METADATA,
    "ul": {"li", "script", "template"},
    "ol": {"li", "script", "template"},
    "menu": {"li", "script", "template"},
    "dl": {"dt", "dd", "div", "script", "template"},
    "table": {"caption", "colgroup", "thead", "tbody", "tfoot", "tr", "script", "template"},
    "thead": {"tr", "script", "template"},
    "tbody": {"tr", "script", "template"},
    "tfoot": {"tr", "script", "template"},
    "tr": {"td", "th", "script", "template"},
    "colgroup": {"col", "template"},
    "select": {"option", "optgroup", "hr", "script", "template"},
    "optgroup": {"option", "script", "template"},
    "datalist": PHRASING | {"option"},
    "picture": {"source", "img", "script", "template"},
    "fieldset": FLOW | {"legend"},
    "details": FLOW | {"summary"},
    "figure": FLOW | {"figcaption"},
    "hgroup": HEADINGS | {"p"},
    "summary": PHRASING | HEADINGS,
    "legend": PHRASING | HEADINGS,
}
CHILDREN |= dict.fromkeys(
    "p h1 h2 h3 h4 h5 h6 pre abbr b bdi bdo button cite code data dfn em i kbd label mark meter "
    "output progress q s samp small span strong sub sup time u var".split(),
    PHRASING,
)
CHILDREN |= dict.fromkeys(
    "body address article aside blockquote caption dd dialog div dt figcaption footer form header "
    "li main nav search section td th".split(),
    FLOW,
)
CHILDREN |= dict.fromkeys("option textarea title script style".split(), set())
CHILDREN |= dict.fromkeys("br col hr img input link meta wbr source".split(), set())
# These hold what the element around them may hold.
TRANSPARENT = {"a", "ins", "del", "map", "noscript", "object", "template"}
WITHOUT_TEXT = set("html head ul ol menu dl table thead tbody tfoot tr colgroup select".split())
# What may not stand anywhere inside.
INTERACTIVE = set("a button details iframe input label select textarea".split())
NOT_WITHIN = {
    "a": INTERACTIVE,
    "button": INTERACTIVE,
    "label": {"label"},
    "form": {"form"},
    "header": {"header", "footer", "main"},
    "footer": {"header", "footer", "main"},
    "article": {"main"},
    "aside": {"main"},
    "nav": {"main"},
    "section": {"main"},
    "dt": {"header", "footer"} | HEADINGS | SECTIONS,
    "th": {"header", "footer"} | HEADINGS | SECTIONS,
    "caption": {"table"},
    "address": {"header", "footer", "address"} | HEADINGS | SECTIONS,
}
FIRST = {"details": "summary", "fieldset": "legend", "table": "caption"}
LABELLED = set("button input meter output progress select textarea".split())

GLOBAL = set(
    "accesskey autofocus class dir draggable enterkeyhint hidden id inert inputmode lang popover "
    "role spellcheck tabindex title translate".split()
)
FORM = set("disabled form name".split())
ATTRIBUTES = {
    "a": "href target download ping rel hreflang type referrerpolicy",
    "blockquote": "cite",
    "button": "disabled form formaction formmethod formnovalidate name type value popovertarget "
    "popovertargetaction",
    "col": "span",
    "colgroup": "span",
    "data": "value",
    "del": "cite datetime",
    "details": "open name",
    "dialog": "open",
    "fieldset": "disabled form name",
    "form": "accept-charset action autocomplete enctype method name novalidate target rel",
    "img": "alt src srcset sizes width height loading decoding",
    "input": "alt autocomplete checked disabled form list max maxlength min minlength multiple "
    "name pattern placeholder readonly required size step type value",
    "ins": "cite datetime",
    "label": "for",
    "li": "value",
    "link": "href rel media hreflang type sizes crossorigin integrity as",
    "meta": "name http-equiv content charset media property",
    "meter": "value min max low high optimum",
    "ol": "reversed start type",
    "optgroup": "disabled label",
    "option": "disabled label selected value",
    "output": "for form name",
    "progress": "value max",
    "q": "cite",
    "script": "src type async defer crossorigin integrity",
    "select": "autocomplete disabled form multiple name required size",
    "source": "type media src srcset sizes width height",
    "td": "colspan rowspan headers",
    "textarea": "autocomplete cols disabled form maxlength minlength name placeholder readonly "
    "required rows wrap",
    "th": "colspan rowspan headers scope abbr",
    "time": "datetime",
}
REQUIRED = {
    "a": {"href"},
    "html": {"lang"},
    "img": {"alt", "src"},
    "optgroup": {"label"},
    "bdo": {"dir"},
    "data": {"value"},
    "th": {"scope"},
}
# A role in vain: a table's parts keep their roles, however they are displayed.
WITHOUT_ROLE = set("table caption thead tbody tfoot tr td th ul ol li dl dt dd".split())
BOOLEAN = set(
    "async autofocus checked defer disabled formnovalidate inert multiple novalidate open readonly "
    "required reversed selected".split()
)
VALUES = {
    "dir": {"ltr", "rtl", "auto"},
    "scope": {"row", "col", "rowgroup", "colgroup"},
    "aria-current": {"page", "step", "location", "date", "time", "true", "false"},
    "aria-hidden": {"true", "false"},
    "aria-expanded": {"true", "false"},
    "aria-live": {"off", "polite", "assertive"},
    "method": {"get", "post", "dialog"},
    "translate": {"yes", "no"},
    "hidden": {"", "hidden", "until-found"},
}
# Attributes that name other elements of the page by id.
REFERENCES = set(
    "for headers list form popovertarget aria-activedescendant aria-controls aria-describedby "
    "aria-details aria-errormessage aria-flowto aria-labelledby aria-owns".split()
)
# As SVG 2 has them; geometry and looks of an SVG are attributes, for there is no `style`.
SVG = {
    "svg": "viewBox preserveAspectRatio x y",
    "g": "transform clip-path",
    "a": "href target rel",
    "rect": "x y rx ry",
    "circle": "cx cy r",
    "ellipse": "cx cy rx ry",
    "line": "x1 y1 x2 y2",
    "path": "d pathLength",
    "polyline": "points",
    "polygon": "points",
    "text": "x y dx dy text-anchor dominant-baseline textLength lengthAdjust",
    "tspan": "x y dx dy text-anchor",
    "title": "",
    "desc": "",
    "defs": "",
    "use": "href x y",
    "symbol": "viewBox",
    "clipPath": "clipPathUnits",
    "pattern": "x y patternUnits patternTransform viewBox",
    "marker": "markerWidth markerHeight refX refY orient markerUnits viewBox",
    "linearGradient": "x1 x2 y1 y2",
    "stop": "offset",
}
SVG_CHILDREN = set(SVG)
SVG_SHARED = set(
    "class id role tabindex transform width height fill stroke stroke-width stroke-dasharray "
    "stroke-linecap stroke-linejoin fill-rule focusable lang direction opacity marker-start "
    "marker-end marker-mid vector-effect".split()
)
