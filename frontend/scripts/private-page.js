// Leaves nothing of hers on the device: a page kept by the back button is asked again, and signing out forgets
// this browser's reminders, its badge and everything in its caches but the public shell.
(() => {
  const PATIENCE = 3000;  // signing out must work without a network too
  const afterPatience = () => new Promise((resolve) => { setTimeout(resolve, PATIENCE); });

  async function forget() {
    navigator.clearAppBadge?.();
    const registration = await navigator.serviceWorker?.getRegistration();
    const subscription = await registration?.pushManager?.getSubscription();
    await subscription?.unsubscribe();
    const shown = await registration?.getNotifications?.() ?? [];
    shown.forEach((notification) => notification.close());
    if (!("caches" in window)) return;
    const names = await caches.keys();
    await Promise.all(names.filter((name) => !name.startsWith("shell-")).map((name) => caches.delete(name)));
  }

  addEventListener("pageshow", (event) => { if (event.persisted && "private" in document.body.dataset) location.reload(); });
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.getAttribute("action") !== "/deconnexion") return;
    event.preventDefault();
    await Promise.race([forget().catch(() => {}), afterPatience()]);
    form.submit();
  });
})();
