// The service worker keeps the offline page and shows reminders. Once a visit it is asked again for the offline
// page if she changed language, and the server is told this browser's address for reminders, which browsers
// change without a word (the server only renews what it knows: nobody is subscribed by this).
(() => {
  if (!("serviceWorker" in navigator)) return;

  async function renewOfflinePage(registration) {
    const kept = await caches.match("/hors-ligne", { ignoreVary: true });
    const language = kept?.headers.get("Content-Language");
    if (language !== document.documentElement.lang) registration.active.postMessage("language");
  }

  async function renewSubscription(registration) {
    const subscription = await registration.pushManager?.getSubscription();
    if (!subscription || sessionStorage.getItem("renewed")) return;
    sessionStorage.setItem("renewed", "yes");
    await fetch("/reglages/rappels/navigateurs/renouvellement", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ old_endpoint: null, subscription }),
    });
  }

  addEventListener("load", async () => {
    try {
      await navigator.serviceWorker.register("/service-worker.js");
      const registration = await navigator.serviceWorker.ready;
      await renewOfflinePage(registration);
      if ("private" in document.body.dataset) await renewSubscription(registration);
    } catch {
      // private browsing, a full disk or no network: the pages work without it
    }
  });
})();
