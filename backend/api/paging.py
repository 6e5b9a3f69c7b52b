"""A page, and where the next one begins: by the last row seen, whatever is added meanwhile."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import Annotated, Any, Protocol, TypeVar
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from backend.api.answers import Page
from backend.api.kept import told
from backend.api.problems import Answer, unprocessable
from backend.people.models import IdentifierSystem
from backend.web.rows import LARGEST_ID
from backend.web.visit import AnyRequest

LARGEST_PAGE = 100
IDENTIFIER = rf"^({'|'.join(IdentifierSystem)}):[^\x00-\x1f\x7f]{{1,200}}$"
POSITION = re.compile(rb"after:([0-9]{1,10})")


class PageAsked(BaseModel):
    model_config = ConfigDict(extra="ignore")

    limit: int = Field(default=50, ge=1, le=LARGEST_PAGE, description="Rows of one page.")
    cursor: Annotated[str, StringConstraints(max_length=100)] | None = Field(
        default=None, description="The `next` of the page before."
    )

    @property
    def after(self) -> int:
        """Refuses a cursor that we did not give."""
        if self.cursor is None:
            return 0
        try:
            found = POSITION.fullmatch(urlsafe_b64decode(f"{self.cursor}==".encode("ascii")))
        except ValueError:
            found = None
        if found is None or int(found[1]) > LARGEST_ID:
            raise unprocessable("cursor", "This cursor is not one that was given.")
        return int(found[1])


class PeopleAsked(PageAsked):
    reference: Annotated[str, StringConstraints(min_length=1, max_length=100)] | None = Field(
        default=None, description="What your tool calls her."
    )
    identifier: Annotated[str, StringConstraints(pattern=IDENTIFIER)] | None = Field(
        default=None, description="A system and its value.", examples=["rdv_insertion:3432"]
    )


class Row(Protocol):
    id: int


class Asking(Protocol):
    """A caller, or anybody where no token is needed."""

    @property
    def request(self) -> AnyRequest: ...


Asked = TypeVar("Asked", bound=PageAsked)


def asked(caller: Asking, model: type[Asked]) -> Asked:
    return model.model_validate(dict(caller.request.query_params))


def cut(rows: Sequence[Row], page: PageAsked) -> str | None:
    """Queries ask for one row more than a page holds: then there is a next one."""
    if len(rows) <= page.limit:
        return None
    return urlsafe_b64encode(f"after:{rows[page.limit - 1].id}".encode()).decode().rstrip("=")


def paged(caller: Asking, page: PageAsked, content: Page[Any]) -> Answer:
    response = told(content)
    if content.next is not None:
        base = caller.request.app.state.settings.public_url.rstrip("/")
        query = page.model_dump(exclude_none=True) | {"cursor": content.next}
        address = f"{base}{caller.request.scope['path']}?{urlencode(query)}"
        response.headers["Link"] = f'<{address}>; rel="next"'
    return response
