"""A row's sources become links to the bibliography."""

from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursebook.tables.frames import load, names
from coursebook.tables.sources import SourceError, bibliography_path, html, known, line, split

KEYS = sorted(known())


class Links(HTMLParser):
    """Collects the targets and the text of a line of links."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.targets: list[str | None] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag == "a"
        self.targets.append(dict(attrs)["href"])

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.fixture
def bibliography(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small bibliography in place of the book's own."""
    path = tmp_path / "works.bib"
    path.write_text(
        '@misc{odd, author = {{Q & A <Press>}}, title = {{A "B" \\& C}}, year = {2020}}\n', "utf-8"
    )
    monkeypatch.setenv("COURSEBOOK_BIBLIOGRAPHY", str(path))
    return path


@pytest.mark.parametrize(
    ("key", "label"),
    (
        ("sipri2025milex", "SIPRI (2025)"),
        ("klingner2025", "Klingner (2025)"),
        ("olson1966alliances", "Olson and Zeckhauser (1966)"),
        ("park2019demanding", "Park et al. (2019)"),
        ("liang2025milex", "Liang et al. (2025)"),
        ("asiae2025budget", "Asia Business Daily (2025)"),
        ("jcs_opcon", "JCS Korea (n.d.)"),
    ),
)
def test_a_work_is_named_by_its_short_author_and_year(key: str, label: str) -> None:
    assert line(key)[0].label == label


def test_a_work_knows_its_title_and_address() -> None:
    (source,) = line(["nato2025hague"])
    assert source.title == "The Hague Summit Declaration"
    assert (source.url or "").startswith("https://www.nato.int/")


def test_the_same_work_is_named_once_in_the_order_of_first_mention() -> None:
    cells = ["segye2025path;ajupress2025share", "mnd2024budget", "ajupress2025share"]
    assert [s.key for s in line(cells)] == ["segye2025path", "ajupress2025share", "mnd2024budget"]


def test_links_go_to_the_bibliography_page() -> None:
    links = Links(html("sipri2025milex;klingner2025"))
    assert links.targets == [
        "references.html#ref-sipri2025milex",
        "references.html#ref-klingner2025",
    ]
    assert links.texts == ["SIPRI (2025)", "; ", "Klingner (2025)"]
    assert "../refs.html#ref-klingner2025" in html("klingner2025", "../refs.html")


def test_names_and_titles_are_escaped(bibliography: Path) -> None:
    assert html("odd") == (
        '<a href="references.html#ref-odd" title="A &quot;B&quot; &amp; C">'
        "Q &amp; A &lt;Press&gt; (2020)</a>"
    )


def test_an_edited_bibliography_is_read_again(bibliography: Path) -> None:
    assert known() == {"odd"}
    text = bibliography.read_text("utf-8")
    bibliography.write_text(text + text.replace("{odd,", "{even_newer,"), "utf-8")
    assert known() == {"odd", "even_newer"}


@pytest.mark.parametrize("key", ("sipri1066", "SIPRI2025MILEX"))
def test_an_unknown_key_is_named_with_the_file(key: str) -> None:
    with pytest.raises(SourceError, match=rf"no entry '{key}' in book/references\.bib"):
        line(["klingner2025", key])


def test_a_row_without_a_source_is_refused() -> None:
    with pytest.raises(SourceError, match="a row has no source"):
        line(["klingner2025", float("nan")])  # type: ignore[list-item]


@pytest.mark.parametrize("text", ("@misc{a, title = {no end", "@misc{a, title={A}}\n" * 2))
def test_a_broken_bibliography_is_named(bibliography: Path, text: str) -> None:
    bibliography.write_text(text, "utf-8")
    with pytest.raises(SourceError, match=r"works\.bib cannot be read"):
        known()


def test_a_missing_bibliography_is_named(bibliography: Path) -> None:
    bibliography.unlink()
    with pytest.raises(SourceError, match=r"works\.bib cannot be read"):
        known()


@given(st.lists(st.lists(st.sampled_from(KEYS), min_size=1, max_size=4), min_size=1, max_size=5))
def test_every_key_is_linked_once_however_rows_join_them(rows: list[list[str]]) -> None:
    cells = [";".join(row) for row in rows]
    wanted = list(dict.fromkeys(key for row in rows for key in row))
    assert split(cells) == wanted
    assert Links(html(cells)).targets == [f"references.html#ref-{key}" for key in wanted]


@pytest.mark.parametrize("name", names())
def test_every_source_of_a_table_is_in_the_bibliography(name: str) -> None:
    assert line(load(name)["source"])


def test_the_bibliography_serves_every_reader_of_it() -> None:
    for key in KEYS:
        (source,) = line(key)
        assert source.title
        assert source.label
        assert "\\" not in source.title  # no LaTeX is left over
        assert source.url is None or source.url.startswith(("http://", "https://"))
    text = bibliography_path().read_text("utf-8")
    tracking = ("utm", "gaa_", "?t=", "input=tw", "loyyinstitute.org/")
    assert not [part for part in tracking if part in text]
