"""How a French word sounds: « logeman » sounds like « logement », « kresh » like « crèche ».

Capitals are sounds that take two letters (A « an », I « in », O « on », S « ch », U « ou »).
"""

import re

RULES = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ph", "f"),
        (r"sch|sh|ch", "S"),
        (r"tion", "sion"),
        (r"t(?=i(?:el|eux|aire))", "s"),
        (r"sc(?=[eiy])", "s"),
        (r"c(?=[eiy])", "s"),
        (r"qu|q|ck|cc|c", "k"),
        (r"gu(?=[eiy])", "G"),
        (r"ge(?=[aou])|g(?=[eiy])", "j"),
        (r"gn", "n"),
        (r"ill|ll(?=e)", "y"),
        (r"h", ""),
        (r"x", "ks"),
        (r"w", "v"),
        (r"z", "s"),
        (r"(.)\1+", r"\1"),
        (r"eau|au", "o"),
        (r"oeu", "eu"),
        (r"ou", "U"),
        (r"oin", "wI"),
        (r"oi", "wa"),
        (r"(?:ain|ein|aim|in|im|yn|ym|un|um)(?![aeiouyAIOU])", "I"),
        (r"(?:an|am|en|em)(?![aeiouyAIOU])", "A"),
        (r"(?:on|om)(?![aeiouyAIOU])", "O"),
        (r"ai|ei|ay|ey", "e"),
        (r"y", "i"),
        (r"(?<=A)[td]?s?$", ""),  # « logement », « logements »
        (r"(?:er|ez|es|ent)$", "e"),
        (r"(?<=..)[sktdpx]+$", ""),  # « permis », « permi »
        (r"(?<=.)e", ""),
        (r"G", "g"),
        (r"(.)\1+", r"\1"),
    )
)


def sound_of(word: str) -> str:
    """Of a word that is folded; empty when it is not in Latin letters."""
    if not word.isascii() or not word.isalpha():
        return ""
    for pattern, sound in RULES:
        word = pattern.sub(sound, word)
    return word
