"""What feeds write: paragraphs, lists, leftovers of markup."""

from backend.offers.prose import blocks_of, prose


def test_markdown_is_paragraphs_and_lists() -> None:
    [first, items, last] = blocks_of(
        "## Pour **vous**\n\n- un [lien](https://example.org)\n* deux\n1. trois\n\nFin\\-de\nligne"
    )

    assert (first.lines, first.is_list) == (["Pour vous"], False)
    assert (items.lines, items.is_list) == (["un lien", "deux", "trois"], True)
    assert last.lines == ["Fin-de", "ligne"]


def test_html_is_dropped() -> None:
    [one, items, two] = blocks_of(
        "<p>Bonjour&nbsp;&amp; bienvenue</p><ul><li>Un</li><li>Deux</li></ul>\n\n"
        "<script>alert(1)</script> 2 < 3"
    )

    assert one.lines == ["Bonjour & bienvenue"]
    assert items.lines == ["Un", "Deux"]
    assert two.lines == ["alert(1) 2 < 3"]


def test_a_long_one_is_folded_after_its_beginning() -> None:
    told = prose("\n\n".join(["Une phrase. " * 20] * 5))

    assert len(told.first) == 1
    assert len(told.rest) == 4


def test_a_short_rest_is_not_worth_folding() -> None:
    told = prose("A" * 400 + "\n\n" + "B" * 100)

    assert told.rest == []


def test_snake_case_and_multiplications_stay() -> None:
    [block] = blocks_of("mon_adresse_mail@example.org 3 * 4 * 5")

    assert block.lines == ["mon_adresse_mail@example.org 3 * 4 * 5"]
