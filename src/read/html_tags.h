/* html_tags - the elements that the HTML standard treats in a way of their own.
 * Private to read, but the names (by way of html.h).
 *
 * One row an element: HTML_<name>, its name, flags, what its start tag and its end tag
 * do in a body (enums of html_body.c). What is not listed is HTML_OTHER: an ordinary
 * element. */
#ifndef DL_READ_HTML_TAGS_H
#define DL_READ_HTML_TAGS_H

enum {
    TAG_SPECIAL = 1, /* "special" in the standard: ends the search of an end tag */
    TAG_SCOPE = 2, /* ends "in scope" */
    TAG_IMPLIED = 4, /* its end tag may be implied */
    TAG_IMPLIED_ALL = 8, /* and where it is implied thoroughly */
    TAG_BREAKOUT = 16, /* ends svg and math */
    TAG_TABLE = 32, /* table, tbody, tfoot, thead, tr: text in it is moved before the table */
    TAG_MATH_TEXT = 64, /* mi mo mn ms mtext */
    TAG_SVG_HTML = 128, /* foreignobject, desc, title of svg: HTML stands inside */
    TAG_MATH_SCOPE = 256, /* in math it is special and ends scopes */
    TAG_SECTION = 512 /* tbody, tfoot, thead */
};

#define S_ TAG_SPECIAL
#define SS_ (TAG_SPECIAL | TAG_SCOPE)
#define B_ TAG_BREAKOUT
#define I_ TAG_IMPLIED
#define A_ TAG_IMPLIED_ALL
#define T_ TAG_TABLE

#define HTML_TAGS(X) \
    X(OTHER, "", 0, OTHER, OTHER) \
    X(A, "a", 0, A, FORMAT) \
    X(ABBR, "abbr", 0, OTHER, OTHER) \
    X(ADDRESS, "address", S_, BLOCK, BLOCK) \
    X(ANNOTATION_XML, "annotation-xml", TAG_MATH_SCOPE, OTHER, OTHER) \
    X(APPLET, "applet", SS_, OBJECT, OBJECT) \
    X(AREA, "area", S_, VOID, OTHER) \
    X(ARTICLE, "article", S_, BLOCK, BLOCK) \
    X(ASIDE, "aside", S_, BLOCK, BLOCK) \
    X(AUDIO, "audio", 0, OTHER, OTHER) \
    X(B, "b", B_, FORMAT, FORMAT) \
    X(BASE, "base", S_, HEAD, OTHER) \
    X(BASEFONT, "basefont", S_, HEAD, OTHER) \
    X(BDI, "bdi", 0, OTHER, OTHER) \
    X(BDO, "bdo", 0, OTHER, OTHER) \
    X(BGSOUND, "bgsound", S_, HEAD, OTHER) \
    X(BIG, "big", B_, FORMAT, FORMAT) \
    X(BLOCKQUOTE, "blockquote", S_ | B_, BLOCK, BLOCK) \
    X(BODY, "body", S_ | B_, BODY, BODY) \
    X(BR, "br", S_ | B_, VOID, BR) \
    X(BUTTON, "button", S_, BUTTON, BLOCK) \
    X(CANVAS, "canvas", 0, OTHER, OTHER) \
    X(CAPTION, "caption", SS_ | A_, IGNORE, OTHER) \
    X(CENTER, "center", S_ | B_, BLOCK, BLOCK) \
    X(CITE, "cite", 0, OTHER, OTHER) \
    X(CODE, "code", B_, FORMAT, FORMAT) \
    X(COL, "col", S_, IGNORE, OTHER) \
    X(COLGROUP, "colgroup", S_ | A_, IGNORE, OTHER) \
    X(DATA, "data", 0, OTHER, OTHER) \
    X(DATALIST, "datalist", 0, OTHER, OTHER) \
    X(DD, "dd", S_ | I_ | B_, DD, DD) \
    X(DEL, "del", 0, OTHER, OTHER) \
    X(DESC, "desc", TAG_SVG_HTML, OTHER, OTHER) \
    X(DETAILS, "details", S_, BLOCK, BLOCK) \
    X(DFN, "dfn", 0, OTHER, OTHER) \
    X(DIALOG, "dialog", 0, BLOCK, BLOCK) \
    X(DIR, "dir", S_, BLOCK, BLOCK) \
    X(DIV, "div", S_ | B_, BLOCK, BLOCK) \
    X(DL, "dl", S_ | B_, BLOCK, BLOCK) \
    X(DT, "dt", S_ | I_ | B_, DD, DD) \
    X(EM, "em", B_, FORMAT, FORMAT) \
    X(EMBED, "embed", S_ | B_, VOID, OTHER) \
    X(FIELDSET, "fieldset", S_, BLOCK, BLOCK) \
    X(FIGCAPTION, "figcaption", S_, BLOCK, BLOCK) \
    X(FIGURE, "figure", S_, BLOCK, BLOCK) \
    X(FONT, "font", 0, FORMAT, FORMAT) \
    X(FOOTER, "footer", S_, BLOCK, BLOCK) \
    X(FOREIGNOBJECT, "foreignobject", TAG_SVG_HTML, OTHER, OTHER) \
    X(FORM, "form", S_, FORM, FORM) \
    X(FRAME, "frame", S_, IGNORE, OTHER) \
    X(FRAMESET, "frameset", S_, FRAMESET, OTHER) \
    X(H1, "h1", S_ | B_, HEADING, HEADING) \
    X(H2, "h2", S_ | B_, HEADING, HEADING) \
    X(H3, "h3", S_ | B_, HEADING, HEADING) \
    X(H4, "h4", S_ | B_, HEADING, HEADING) \
    X(H5, "h5", S_ | B_, HEADING, HEADING) \
    X(H6, "h6", S_ | B_, HEADING, HEADING) \
    X(HEAD, "head", S_ | B_, IGNORE, OTHER) \
    X(HEADER, "header", S_, BLOCK, BLOCK) \
    X(HGROUP, "hgroup", S_, BLOCK, BLOCK) \
    X(HR, "hr", S_ | B_, HR, OTHER) \
    X(HTML, "html", SS_, HTML, HTML) \
    X(I, "i", B_, FORMAT, FORMAT) \
    X(IFRAME, "iframe", S_, IFRAME, OTHER) \
    X(IMAGE, "image", 0, IMAGE, OTHER) \
    X(IMG, "img", S_ | B_, VOID, OTHER) \
    X(INPUT, "input", S_, INPUT, OTHER) \
    X(INS, "ins", 0, OTHER, OTHER) \
    X(KBD, "kbd", 0, OTHER, OTHER) \
    X(KEYGEN, "keygen", S_, VOID, OTHER) \
    X(LABEL, "label", 0, OTHER, OTHER) \
    X(LEGEND, "legend", 0, OTHER, OTHER) \
    X(LI, "li", S_ | I_ | B_, LI, LI) \
    X(LINK, "link", S_, HEAD, OTHER) \
    X(LISTING, "listing", S_ | B_, PRE, BLOCK) \
    X(MAIN, "main", S_, BLOCK, BLOCK) \
    X(MALIGNMARK, "malignmark", 0, OTHER, OTHER) \
    X(MAP, "map", 0, OTHER, OTHER) \
    X(MARK, "mark", 0, OTHER, OTHER) \
    X(MARQUEE, "marquee", SS_, OBJECT, OBJECT) \
    X(MATH, "math", 0, MATH, OTHER) \
    X(MENU, "menu", S_ | B_, BLOCK, BLOCK) \
    X(META, "meta", S_ | B_, HEAD, OTHER) \
    X(METER, "meter", 0, OTHER, OTHER) \
    X(MGLYPH, "mglyph", 0, OTHER, OTHER) \
    X(MI, "mi", TAG_MATH_TEXT | TAG_MATH_SCOPE, OTHER, OTHER) \
    X(MN, "mn", TAG_MATH_TEXT | TAG_MATH_SCOPE, OTHER, OTHER) \
    X(MO, "mo", TAG_MATH_TEXT | TAG_MATH_SCOPE, OTHER, OTHER) \
    X(MS, "ms", TAG_MATH_TEXT | TAG_MATH_SCOPE, OTHER, OTHER) \
    X(MTEXT, "mtext", TAG_MATH_TEXT | TAG_MATH_SCOPE, OTHER, OTHER) \
    X(NAV, "nav", S_, BLOCK, BLOCK) \
    X(NOBR, "nobr", B_, NOBR, FORMAT) \
    X(NOEMBED, "noembed", S_, NOEMBED, OTHER) \
    X(NOFRAMES, "noframes", S_, HEAD, OTHER) \
    X(NOSCRIPT, "noscript", S_, OTHER, OTHER) \
    X(OBJECT, "object", SS_, OBJECT, OBJECT) \
    X(OL, "ol", S_ | B_, BLOCK, BLOCK) \
    X(OPTGROUP, "optgroup", I_, OPTGROUP, OTHER) \
    X(OPTION, "option", I_, OPTION, OTHER) \
    X(OUTPUT, "output", 0, OTHER, OTHER) \
    X(P, "p", S_ | I_ | B_, BLOCK, P) \
    X(PARAM, "param", S_, PARAM, OTHER) \
    X(PICTURE, "picture", 0, OTHER, OTHER) \
    X(PLAINTEXT, "plaintext", S_, PLAINTEXT, OTHER) \
    X(PRE, "pre", S_ | B_, PRE, BLOCK) \
    X(PROGRESS, "progress", 0, OTHER, OTHER) \
    X(Q, "q", 0, OTHER, OTHER) \
    X(RB, "rb", I_, RB, OTHER) \
    X(RP, "rp", I_, RT, OTHER) \
    X(RT, "rt", I_, RT, OTHER) \
    X(RTC, "rtc", I_, RB, OTHER) \
    X(RUBY, "ruby", B_, OTHER, OTHER) \
    X(S, "s", B_, FORMAT, FORMAT) \
    X(SAMP, "samp", 0, OTHER, OTHER) \
    X(SCRIPT, "script", S_, HEAD, OTHER) \
    X(SEARCH, "search", S_, BLOCK, BLOCK) \
    X(SECTION, "section", S_, BLOCK, BLOCK) \
    X(SELECT, "select", SS_, SELECT, BLOCK) \
    X(SMALL, "small", B_, FORMAT, FORMAT) \
    X(SOURCE, "source", S_, PARAM, OTHER) \
    X(SPAN, "span", B_, OTHER, OTHER) \
    X(STRIKE, "strike", B_, FORMAT, FORMAT) \
    X(STRONG, "strong", B_, FORMAT, FORMAT) \
    X(STYLE, "style", S_, HEAD, OTHER) \
    X(SUB, "sub", B_, OTHER, OTHER) \
    X(SUMMARY, "summary", S_, BLOCK, BLOCK) \
    X(SUP, "sup", B_, OTHER, OTHER) \
    X(SVG, "svg", 0, SVG, OTHER) \
    X(TABLE, "table", SS_ | B_ | T_, TABLE, OTHER) \
    X(TBODY, "tbody", S_ | A_ | T_ | TAG_SECTION, IGNORE, OTHER) \
    X(TD, "td", SS_ | A_, IGNORE, OTHER) \
    X(TEMPLATE, "template", SS_, HEAD, TEMPLATE) \
    X(TEXTAREA, "textarea", S_, TEXTAREA, OTHER) \
    X(TFOOT, "tfoot", S_ | A_ | T_ | TAG_SECTION, IGNORE, OTHER) \
    X(TH, "th", SS_ | A_, IGNORE, OTHER) \
    X(THEAD, "thead", S_ | A_ | T_ | TAG_SECTION, IGNORE, OTHER) \
    X(TIME, "time", 0, OTHER, OTHER) \
    X(TITLE, "title", S_ | TAG_SVG_HTML, HEAD, OTHER) \
    X(TR, "tr", S_ | A_ | T_, IGNORE, OTHER) \
    X(TRACK, "track", S_, PARAM, OTHER) \
    X(TT, "tt", B_, FORMAT, FORMAT) \
    X(U, "u", B_, FORMAT, FORMAT) \
    X(UL, "ul", S_ | B_, BLOCK, BLOCK) \
    X(VAR, "var", B_, OTHER, OTHER) \
    X(VIDEO, "video", 0, OTHER, OTHER) \
    X(WBR, "wbr", S_, VOID, OTHER) \
    X(XMP, "xmp", S_, XMP, OTHER)

typedef enum html_tag {
#define X(id, name, flags, start, end) HTML_##id,
    HTML_TAGS(X)
#undef X
        HTML_TAG_COUNT
} html_tag;

#endif
