"""The theme's styles with only those icons that the book shows.

The theme brings Font Awesome twice: as a script of 1.5 MB that replaces each icon by
a drawing, and as fonts of 300 kB with two thousand rules. The script goes, the rules
and the font shrink to the icons below, and the font is written into the style sheet,
because some browsers refuse a font file beside a page that was opened from disk.

A font rather than masked boxes: the theme sets icons of its own (admonitions, links
that lead outside) as text in that font, and text stays visible in forced colors.
"""

import base64
import hashlib
import io
import re
from importlib.metadata import version
from pathlib import Path

import pydata_sphinx_theme
import sphinx_book_theme
from fontTools import subset
from fontTools.ttLib import TTFont
from sphinx.application import Sphinx
from sphinx.config import Config

from coursebook.pages import styles as theme_sheet
from coursebook.pages.assets import TARGET
from coursebook.pages.made_once import kept
from coursebook.pages.stop import stop

THEME = Path(pydata_sphinx_theme.__file__).parent / "theme" / "pydata_sphinx_theme" / "static"
BOOK_THEME = Path(sphinx_book_theme.__file__).parent / "theme" / "sphinx_book_theme" / "static"
FONTS = THEME / "vendor" / "fontawesome" / "webfonts"

SOLID = (
    "angle-left", "angle-right", "bars", "chevron-down", "chevron-up", "circle-half-stroke", "code",
    "download", "file", "file-pdf", "lightbulb", "list", "magnifying-glass", "moon", "outdent",
    "pencil-alt", "print", "rocket", "sun", "xmark",
)  # fmt: skip
BRANDS = ("github", "gitlab", "bitbucket")

# Files that Sphinx and the theme ship and no page loads any more.
UNUSED = (
    "scripts/fontawesome.js",
    "scripts/fontawesome.js.LICENSE.txt",
    "styles/pydata-sphinx-theme.css",
    "styles/theme.css",
    "language_data.js",
    "searchtools.js",
    "sphinx_highlight.js",
    "vendor",
    "locales",
    "images/logo_colab.png",
    "images/logo_deepnote.svg",
    "images/logo_jupyterhub.svg",
    "images/logo_jupyterlite.svg",
    "webpack-macros.html",
    "sbt-webpack-macros.html",
)

GLYPH_RULE = re.compile(r'((?:\.fa-[\w-]+:before,?)+)\{content:"(?:\\([0-9a-f]+)|(.))"\}')
FACE_RULE = re.compile(r"@font-face\{[^}]*Font Awesome[^}]*\}")
OTHER_GLYPH = re.compile(r'"(?:\\([ef][0-9a-f]{3})|([\ue000-\uf8ff]))"')
USED_ICON = re.compile(r'class="([^"]*\bfa(?:[srb]|-solid|-regular|-brands)?\b[^"]*)"')
CLASSES = re.compile(r'class="([^"]*)"')
STYLE_CLASS = re.compile(r"fa-(solid|regular|brands|lg|fw|sm|xs|2x|spin)")
"""Classes that style an icon rather than choose it."""


def setup(app: Sphinx) -> None:
    app.add_config_value("coursebook_theme_key", "", "html", str)
    app.connect("config-inited", set_key)
    app.connect("builder-inited", write_styles)
    app.connect("build-finished", check_pages, priority=100)
    app.connect("build-finished", remove_unused, priority=900)


def set_key(app: Sphinx, config: Config) -> None:
    sources = [Path(each).read_text("utf-8") for each in (__file__, theme_sheet.__file__)]
    made_of = "".join((version("pydata-sphinx-theme"), version("fonttools"), *sources))
    config.coursebook_theme_key = hashlib.sha256(made_of.encode()).hexdigest()[:8]


def write_styles(app: Sphinx) -> None:
    """Write theme.css; the work is done once for each version of the theme and of the list."""
    if app.builder.format != "html":
        return
    name = f"theme-{app.config.coursebook_theme_key}"
    made = kept(Path(app.outdir).parent, name, ".css", theme_styles)
    target = Path(app.outdir) / TARGET / "theme.css"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(made.read_bytes())


def theme_styles() -> str:
    """The theme's style sheet, reduced to the icons and classes that pages use."""
    styles = original()
    book_styles = (BOOK_THEME / "styles" / "sphinx-book-theme.css").read_text(encoding="utf-8")
    codes = glyphs(styles)
    unknown = [name for name in (*SOLID, *BRANDS) if name not in codes]
    if unknown:
        stop("The theme has no such icon", [f"{name} (icons.py)" for name in unknown])
    named = {codes[name] for name in SOLID}
    brands = {codes[name] for name in BRANDS}

    def keep(rule: re.Match[str]) -> str:
        return rule[0] if not (named | brands).isdisjoint(glyphs(rule[0]).values()) else ""

    styles = GLYPH_RULE.sub(keep, styles)
    others = OTHER_GLYPH.findall(GLYPH_RULE.sub("", styles) + book_styles)
    unnamed = {int(code, 16) if code else ord(sign) for code, sign in others}
    faces = [
        face("Free", 900, "fa-solid-900.ttf", named | unnamed),
        face("Brands", 400, "fa-brands-400.ttf", brands),
    ]
    styles = re.sub(r"\n?/\*# sourceMappingURL=.*?\*/", "", FACE_RULE.sub("", styles))
    return theme_sheet.reduced(styles) + "\n" + "\n".join(faces) + "\n"


def original() -> str:
    """Return the style sheet as the theme ships it."""
    return (THEME / "styles" / "pydata-sphinx-theme.css").read_text(encoding="utf-8")


def glyphs(styles: str) -> dict[str, int]:
    """The character that the rules of a style sheet give to each icon."""
    return {
        name: int(code, 16) if code else ord(sign)
        for selectors, code, sign in GLYPH_RULE.findall(styles)
        for name in re.findall(r"\.fa-([\w-]+):before", selectors)
    }


def face(family: str, weight: int, file: str, codes: set[int]) -> str:
    """Return the rule of a font that holds the given characters and no others."""
    font = TTFont(FONTS / file)
    subsetter = subset.Subsetter(subset.Options(layout_features=[], notdef_outline=True))
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    font.flavor = "woff"  # woff2 would need one more library, to save one kilobyte
    font["head"].modified = font["head"].created  # the same bytes in every build
    font.recalcTimestamp = False
    packed = io.BytesIO()
    font.save(packed)
    data = base64.b64encode(packed.getvalue()).decode()
    return (
        f'@font-face{{font-family:"Font Awesome 6 {family}";font-style:normal;'
        f"font-weight:{weight};font-display:block;"
        f'src:url(data:font/woff;base64,{data}) format("woff")}}'
    )


def check_pages(app: Sphinx, error: Exception | None) -> None:
    """Stop the build if a page uses an icon or a class that was left out."""
    if error or app.builder.name != "html":
        return
    left_out = {name for name in theme_sheet.classes(original()) if not theme_sheet.is_kept(name)}
    missing = []
    for path in sorted(Path(app.outdir).rglob("*.html")):
        page = path.read_text(encoding="utf-8")
        names = {
            name
            for classes in USED_ICON.findall(page)
            for name in re.findall(r"\bfa-([\w-]+)", classes)
            if not STYLE_CLASS.fullmatch(f"fa-{name}")
        }
        worn = {name for classes in CLASSES.findall(page) for name in classes.split()}
        place = path.relative_to(app.outdir)
        missing += [
            f"{place}: the icon fa-{name} is not in the list of "
            "coursebook/pages/icons.py; add it there"
            for name in sorted(names.difference(SOLID, BRANDS))
        ]
        missing += [
            f"{place}: the theme's styles for the class {name} are left out; "
            "add it to the list of coursebook/pages/styles.py"
            for name in sorted(worn & left_out)
        ]
    if missing:
        stop("An icon or a style is missing", missing)


def remove_unused(app: Sphinx, error: Exception | None) -> None:
    """Delete from the output what the theme has copied there and no page uses."""
    if error or app.builder.name != "html":
        return
    static = Path(app.outdir) / "_static"
    maps = list(static.rglob("*.map"))
    for path in [*maps, *(static / name for name in UNUSED)]:
        if path.is_dir():
            for file in sorted(path.rglob("*"), reverse=True):
                file.rmdir() if file.is_dir() else file.unlink()
            path.rmdir()
        elif path.exists():
            path.unlink()
