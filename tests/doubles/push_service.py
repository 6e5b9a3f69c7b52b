"""A Web Push service on 127.0.0.1, for simulated browsers and for a real Firefox, on one port.

    with PushService() as push:
        subscription = push.new_subscription()        # what a browser would have posted
        …                                             # the application sends
        assert push.wait_for(1)[0].payload == {…}     # decrypted, its VAPID token verified

A message that breaks a rule is refused as a real service would and kept in `push.rejected`.
From the command line, for load tests (one JSON line a POST, whatever came of it):

    python -m tests.doubles.push_service --port 8300 --log posts.jsonl --no-decrypt \
        --subscriptions 10000 --out subscriptions.json
"""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from tests.doubles.autopush import Autopush, notification
from tests.doubles.http_server import Answer, LocalServer
from tests.doubles.inbox import Inbox
from tests.doubles.push_encryption import BrowserKeys
from tests.doubles.push_front_door import Post, examine
from tests.doubles.push_records import Answered, Received
from tests.doubles.push_rules import Refused
from tests.doubles.push_subscriptions import Subscription, Subscriptions

DELIVERED = Answer(201)
NO_ANSWER = Answer(0)
RECEIPT = {"Location": "/messages/1"}  # RFC 8030 wants one; nobody follows it


class PushService(LocalServer):
    """`now` judges the expiry of tokens: give the application's clock where that one is stopped."""

    def __init__(
        self,
        *,
        port: int = 0,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        decrypts: bool = True,
        on_answer: Callable[[Answered], None] = lambda _: None,
    ) -> None:
        super().__init__(port=port)
        self._now = now
        self._decrypts = decrypts
        self._on_answer = on_answer
        self._subscriptions = Subscriptions()
        self._autopush = Autopush(self._subscriptions, endpoint_of=self._endpoint)
        self._received = Inbox[Received]()
        self._answered = Inbox[Answered]()
        self._next_answers: deque[Answer] = deque()
        self._constant_answers: dict[str, Answer] = {}
        self._delay = 0.0
        self._posts = 0

    @property
    def websocket_url(self) -> str:
        """What a Firefox is told to use as `dom.push.serverURL`."""
        return self.url.replace("http://", "ws://") + "/"

    @property
    def received(self) -> list[Received]:
        """The messages that went through."""
        return self._received.read()

    @property
    def answered(self) -> list[Answered]:
        """Every POST, whatever it was told."""
        return self._answered.read()

    @property
    def rejected(self) -> list[Answered]:
        """The messages that broke a rule."""
        return [answered for answered in self.answered if answered.broke_a_rule]

    def wait_for(self, count: int, *, timeout: float = 10) -> list[Received]:
        return self._received.wait_for(count, timeout=timeout)

    def new_subscription(self, application_server_key: str | None = None) -> dict[str, Any]:
        """Without a key, the first one a good message comes with becomes this subscription's."""
        keys = BrowserKeys()
        subscription = Subscription(application_server_key=application_server_key, keys=keys)
        endpoint = self._endpoint(self._subscriptions.add(subscription))
        return {"endpoint": endpoint, "keys": keys.shared_with_the_application()}

    def unsubscribe(self, endpoint: str) -> None:
        self._subscriptions.remove(endpoint.rpartition("/")[2])

    def answer_next(self, status: int, headers: Mapping[str, str] | None = None) -> None:
        """Tell the next good message this; called again, the one after it."""
        self._next_answers.append(Answer(status, headers or {}))

    def drop_next(self) -> None:
        """Close the connection on the next good message, without an answer."""
        self._next_answers.append(NO_ANSWER)

    def answer_always(
        self, endpoint: str, status: int, headers: Mapping[str, str] | None = None
    ) -> None:
        self._constant_answers[endpoint] = Answer(status, headers or {})

    def answer_normally(self) -> None:
        self._next_answers.clear()
        self._constant_answers.clear()

    def delay(self, seconds: float) -> None:
        """From now on take messages at once, but answer them this much later."""
        self._delay = seconds

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/", self._autopush.converse), web.post("/wpush/{token}", self._post)]

    async def hang_up(self) -> None:
        await self._autopush.hang_up()

    async def _post(self, request: web.Request) -> web.Response:
        post = Post(self.url, request.path, request.headers, await request.read())
        subscription = self._subscriptions.find(request.match_info["token"])
        try:
            received = examine(post, subscription, now=self._now(), decrypts=self._decrypts)
        except Refused as refusal:
            self._note(post, refusal.status, reason=refusal.reason, broke_a_rule=True)
            return web.json_response({"error": refusal.reason}, status=refusal.status)
        answer = self._answer_to(post)
        self._note(post, answer.status, reason="" if answer is DELIVERED else "ordered by the test")
        if answer.delivers:
            await self._deliver(post, received, subscription)
        await asyncio.sleep(self._delay)
        return _respond(request, answer)

    def _answer_to(self, post: Post) -> Answer:
        if post.endpoint in self._constant_answers:
            return self._constant_answers[post.endpoint]
        return self._next_answers.popleft() if self._next_answers else DELIVERED

    async def _deliver(
        self, post: Post, received: Received, subscription: Subscription | None
    ) -> None:
        self._received.add(received)
        if subscription is not None and subscription.browser is not None:
            frame = notification(subscription.channel, body=post.body, ttl=received.ttl)
            await subscription.browser.deliver(frame, topic=received.topic, ttl=received.ttl)

    def _note(self, post: Post, status: int, *, reason: str, broke_a_rule: bool = False) -> None:
        self._posts += 1
        answered = Answered(
            sequence=self._posts,
            endpoint=post.endpoint,
            topic=post.topic,
            ok=Answer(status).delivers,
            status=status,
            reason=reason,
            broke_a_rule=broke_a_rule,
            at=self._now(),
        )
        self._answered.add(answered)
        self._on_answer(answered)

    def _endpoint(self, subscription: Subscription) -> str:
        return f"{self.url}/wpush/{subscription.token}"


def _respond(request: web.Request, answer: Answer) -> web.Response:
    if answer is NO_ANSWER and request.transport is not None:
        request.transport.abort()
    if answer.delivers:
        return web.Response(status=answer.status, headers={**RECEIPT, **answer.headers})
    return web.Response(status=answer.status or 500, headers=answer.headers)


if __name__ == "__main__":
    from tests.doubles.push_command import main

    main()
