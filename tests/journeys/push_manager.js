// In the page: the browser subscribes at the push service of the test, as Chromium cannot in a private window.
(given) => {
  const subscription = { ...given, toJSON: () => given, unsubscribe: async () => true };
  let current = null;
  PushManager.prototype.getSubscription = async () => current;
  PushManager.prototype.subscribe = async () => (current = subscription);
}
