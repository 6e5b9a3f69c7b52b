"""What is looked for, as an address says it: anybody may open it, and it names nobody."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar
from urllib.parse import urlencode

from backend.catalogue.models import Kind
from backend.catalogue.needs import CATEGORIES, LABELS, needs_met
from backend.offers.words import PUBLICS
from backend.vocabulary.themes import Theme

HERE = "/solutions"
DISTANCES = (5, 10, 20, 50, 100)  # kilometres
USUAL_DISTANCE = 20
LONGEST = 100  # characters of what is typed
LAST_PAGE = 100
ONLINE = {"oui": True, "non": False}

Known = TypeVar("Known", bound=str)


@dataclass(frozen=True, kw_only=True)
class Asked:
    words: str = ""
    need: Theme | None = None
    theme: str = ""  # one thématique of the need
    commune_code: str = ""
    place: str = ""  # a commune as it was typed
    distance_km: int = USUAL_DISTANCE
    online: bool | None = None
    free: bool = False
    public: str = ""
    alone: bool = False
    kind: Kind | None = None
    page: int = 1

    @property
    def is_search(self) -> bool:
        """Anything but the first page, which asks what is looked for."""
        return replace(self, page=1) != Asked()

    @property
    def is_filtered(self) -> bool:
        return self.online is not None or bool(
            self.free or self.public or self.alone or self.kind or self.theme
        )

    @property
    def wider(self) -> int | None:
        """The next distance, when what is near is not enough."""
        return next((far for far in DISTANCES if far > self.distance_km), None)

    def parameters(self) -> dict[str, str]:
        """As the form names them; what is usual is left out."""
        online = {True: "oui", False: "non", None: ""}[self.online]
        told = {
            "besoin": self.need or "",
            "thematique": self.theme,
            "mots": self.words,
            "commune": self.commune_code,
            "lieu": self.place,
            "distance": str(self.distance_km) if self.distance_km != USUAL_DISTANCE else "",
            "en-ligne": online,
            "gratuit": "oui" if self.free else "",
            "public": self.public,
            "seule": "oui" if self.alone else "",
            "genre": self.kind or "",
            "page": str(self.page) if self.page > 1 else "",
        }
        return {name: str(value) for name, value in told.items() if value}

    def address(self, **changes: Any) -> str:  # noqa: ANN401 (any field of Asked)
        """Of this search, or of the same with something else; on its first page unless told."""
        told = replace(self, **({"page": 1} | changes)).parameters()
        return f"{HERE}?{urlencode(told)}" if told else HERE

    def without_filters(self) -> str:
        return self.address(online=None, free=False, public="", alone=False, kind=None, theme="")


def read_asked(sent: Mapping[str, str]) -> Asked:
    """An address may have been cut or typed by hand: what it says wrong is as if not said."""
    told = {name: value.replace("\x00", "").strip()[:LONGEST] for name, value in sent.items()}
    need = _one_of(CATEGORIES, told.get("besoin", ""))
    theme = _one_of(LABELS, told.get("thematique", "")) or ""
    met = needs_met(theme)
    distance = _number(told.get("distance", ""))
    return Asked(
        words=told.get("mots", ""),
        need=need or next(iter(met), None),
        theme=theme if met and need in {None, *met} else "",
        commune_code=told.get("commune", ""),
        place=told.get("lieu", ""),
        distance_km=distance if distance in DISTANCES else USUAL_DISTANCE,
        online=ONLINE.get(told.get("en-ligne", "")),
        free="gratuit" in told and told["gratuit"] != "",
        public=_one_of(PUBLICS, told.get("public", "")) or "",
        alone=told.get("seule", "") != "",
        kind=_one_of(Kind, told.get("genre", "")),
        page=min(max(_number(told.get("page", "")), 1), LAST_PAGE),
    )


def _one_of(known: Iterable[Known], said: str) -> Known | None:
    return next((one for one in known if one == said), None)


def _number(said: str) -> int:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 6 else 0  # noqa: PLR2004
