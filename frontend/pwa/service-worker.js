// Keeps the public shell (hashed assets and the offline page), never a private page; shows the reminders.
// The server writes __BUILD__ (a string) and __PRECACHE__ (a JSON list of asset addresses).
"use strict";

const SHELL = "shell-__BUILD__";
const ASSETS = __PRECACHE__;
const OFFLINE = "/hors-ligne";
const SUBSCRIPTIONS = "/reglages/rappels/navigateurs";

const freshOfflinePage = () => new Request(OFFLINE, { cache: "reload" });

async function keepShell() {
  const shell = await caches.open(SHELL);
  await shell.addAll([freshOfflinePage(), ...ASSETS]);
}

async function dropOldShells() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== SHELL).map((name) => caches.delete(name)));
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

async function openPage(event) {
  try {
    return (await event.preloadResponse) || (await fetch(event.request));
  } catch {
    return (await caches.match(OFFLINE, { ignoreVary: true })) || Response.error();
  }
}

async function openAsset(request) {
  return (await caches.match(request, { ignoreVary: true })) || fetch(request);
}

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(keepShell());
});

self.addEventListener("activate", (event) => event.waitUntil(dropOldShells()));

self.addEventListener("message", (event) => {
  if (event.data === "language") {
    event.waitUntil(caches.open(SHELL).then((shell) => shell.add(freshOfflinePage())).catch(() => {}));
  }
});

self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== self.location.origin) return;
  if (ASSETS.includes(pathname)) event.respondWith(openAsset(event.request));
  else if (mode === "navigate") event.respondWith(openPage(event));
});

// A reminder is a Declarative Web Push message (https://www.w3.org/TR/push-api/), which newer browsers show by
// themselves; the others ask us. Some phones stop the reminders of a site that shows nothing: always show one.
function readReminder(event) {
  try {
    return event.data.json();
  } catch {
    return {};
  }
}

async function showReminder(event) {
  const { notification = {}, app_badge: count } = readReminder(event);
  const { title = "Mon parcours", navigate = "/", ...words } = notification;
  const { actions = [] } = words;
  await self.registration.showNotification(title, {
    body: words.body,
    // Of three answers, a browser that shows two would hide one: there, the page asks.
    actions: actions.length <= Notification.maxActions ? actions.map(({ action, title }) => ({ action, title })) : [],
    lang: words.lang,
    dir: words.dir,
    tag: words.tag,
    renotify: Boolean(words.tag),
    icon: ASSETS.find((asset) => asset.includes("/icon-192.")),
    badge: ASSETS.find((asset) => asset.includes("/badge-72.")),
    data: { navigate },
  });
  if (count !== undefined) await self.navigator.setAppBadge?.(Number(count) || 0);
}

// What was tapped on the notification itself is saved first; the page then shows it, or asks again.
async function saveAnswer(address, face) {
  await fetch(`${address.pathname}/notification`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ face }),
  }).catch(() => {});
}

async function openReminder(notification, answer) {
  const address = new URL(notification.data?.navigate ?? "/", self.location.origin);
  if (address.origin !== self.location.origin) return;
  if (answer) await saveAnswer(address, answer);
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const already = windows.find((open) => open.url === address.href);
  if (already && !answer) await already.focus();
  else await self.clients.openWindow(address.href);
}

self.addEventListener("push", (event) => event.waitUntil(showReminder(event)));

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(openReminder(event.notification, event.action));
});

// The browser changed the subscription by itself. The old address proves that we speak of the same browser:
// only it and our server know it.
async function renew({ oldSubscription, newSubscription }) {
  const current = newSubscription ?? (oldSubscription
    && await self.registration.pushManager.subscribe(oldSubscription.options));
  if (!current) return;
  await fetch(`${SUBSCRIPTIONS}/renouvellement`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ old_endpoint: oldSubscription?.endpoint ?? null, subscription: current }),
  });
}

self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event)));
