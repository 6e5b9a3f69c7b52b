// In the service worker: the tap on its newest notification. Without a finger the browser refuses
// to open or focus a window, so the addresses are noted instead.
async (action) => {
  const notification = (await self.registration.getNotifications()).at(-1);
  const event = new NotificationEvent("notificationclick", { notification, action });
  const work = [];
  const opened = [];
  Object.defineProperty(event, "waitUntil", { value: (promise) => work.push(promise) });
  self.clients.openWindow = async (address) => {
    opened.push(new URL(address, self.location).href);
    return null;
  };
  WindowClient.prototype.focus = async function () {
    opened.push(this.url);
    return this;
  };
  WindowClient.prototype.navigate = async (address) => {
    opened.push(new URL(address, self.location).href);
    return { focus: async () => null };
  };
  self.dispatchEvent(event);
  await Promise.all(work);
  return opened;
}
