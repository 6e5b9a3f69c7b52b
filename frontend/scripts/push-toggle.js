// <push-toggle>: reminders on this browser. It shows the one sentence that is true. A browser that somebody else
// turned on is off for her: the server says whether the subscription is hers.
customElements.define("push-toggle", class extends HTMLElement {
  async connectedCallback() {
    this.querySelector("[data-state=off] button").onclick = (event) => this.attempt(event, () => this.turnOn());
    this.querySelector("[data-state=on] button").onclick = (event) => this.attempt(event, () => this.turnOff());
    this.show(await this.look().catch(() => "unsupported"));
  }

  async look() {
    const isIos = "standalone" in navigator;  // only Safari on iPhone and iPad has it
    if (isIos && !navigator.standalone && !("PushManager" in window)) return "install";
    if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) return "unsupported";
    if (Notification.permission === "denied") return "denied";
    const subscription = await this.current();
    if (!subscription || Notification.permission !== "granted") return "off";
    const answer = await this.send("/renouvellement", { old_endpoint: null, subscription }).catch(() => null);
    return answer?.ok === false ? "off" : "on";
  }

  async current() {
    const registration = await navigator.serviceWorker.getRegistration();
    return await registration?.pushManager.getSubscription() ?? null;
  }

  show(state) {
    for (const part of this.querySelectorAll("[data-state]")) part.hidden = part.dataset.state !== state;
  }

  async attempt(event, action) {
    const button = event.currentTarget;
    const problem = this.querySelector("[data-problem]");
    if (button.hasAttribute("aria-busy")) return;
    problem.hidden = true;
    button.setAttribute("aria-busy", "true");
    try {
      this.show(await action());
      this.querySelector("[data-state]:not([hidden]) .state")?.focus();
    } catch {
      problem.hidden = false;
    } finally {
      button.removeAttribute("aria-busy");
    }
  }

  async turnOn() {
    const permission = await Notification.requestPermission();
    if (permission !== "granted") return permission === "denied" ? "denied" : "off";
    const { pushManager } = await this.within(20000, navigator.serviceWorker.ready);
    const key = Uint8Array.from(atob(this.dataset.key.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
    await (await pushManager.getSubscription())?.unsubscribe();  // an older key, or somebody else's
    const asked = pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    const subscription = await this.within(20000, asked);  // a phone without Google services never answers
    await this.tell("", subscription);
    return "on";
  }

  async turnOff() {
    const current = await this.current();
    if (current) await this.tell("/retrait", current);
    await current?.unsubscribe();
    return "off";
  }

  async tell(place, subscription) {
    if (!(await this.send(place, subscription)).ok) throw new Error("refused");
  }

  send(place, words) {
    return this.within(20000, fetch(this.dataset.address + place, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.dataset.csrf },
      body: JSON.stringify(words),
    }));
  }

  within(milliseconds, promise) {
    return Promise.race([promise, new Promise((_, reject) => { setTimeout(reject, milliseconds, "too late"); })]);
  }
});
