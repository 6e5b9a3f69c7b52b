"""A tiny installable app with a strict CSP, to try the browsers' drivers on."""

import json
from collections.abc import Awaitable, Callable

from aiohttp import web

from tests.doubles.http_server import LocalServer

POLICY = "default-src 'none'; script-src 'self'; worker-src 'self'; manifest-src 'self'"

PAGE = """<!doctype html>
<html lang="fr"><title>Essai</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="manifest" href="/app.webmanifest"><script src="/app.js" defer></script>
<main><h1>Essai</h1>
<p>Une phrase avec <a href="/aide">un lien</a>, qui peut être petit.</p>
<form><label>Votre prénom <input name="name"></label> <button>Dire bonjour</button></form>
<output></output></main></html>"""

FAULTY = PAGE.replace("Votre prénom", "").replace("</main>", f"<p>{'o' * 100}</p></main>")

APP = """
navigator.serviceWorker.register("/worker.js");
document.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  document.querySelector("output").value =
    `${event.target.name.value} ${event.isTrusted} ${navigator.userActivation.isActive}`;
});
"""

WORKER = """
self.addEventListener("push", (event) => {
  const { title, ...options } = event.data.json();
  event.waitUntil(self.registration.showNotification(title, options));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(clients.openWindow(event.notification.data + event.action));
});
"""

MANIFEST = '{"name": "Essai", "start_url": "/", "display": "standalone"}'


class TinyApp(LocalServer):
    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/", _serve(PAGE, "text/html")),
            web.get("/faulty", _serve(FAULTY, "text/html")),
            web.get("/app.js", _serve(APP, "text/javascript")),
            web.get("/worker.js", _serve(WORKER, "text/javascript")),
            web.get("/app.webmanifest", _serve(MANIFEST, "application/manifest+json")),
            web.get("/cookies", _say_cookies),
        ]


def _serve(text: str, kind: str) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(_: web.Request) -> web.Response:
        headers = {"Content-Security-Policy": POLICY}
        return web.Response(text=text, content_type=kind, headers=headers)

    return answer


async def _say_cookies(request: web.Request) -> web.Response:
    return web.Response(text=json.dumps(dict(request.cookies)))
