// <offline-guard> around a form: without a network nothing leaves and nothing waits to leave by itself; what she typed
// stays on the page, and a sentence says so.
customElements.define("offline-guard", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", (event) => {
      if (navigator.onLine) return this.say(false);
      event.preventDefault();
      event.stopPropagation();
      const form = event.target;
      delete form.dataset.sent;
      form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
      return this.say(true);
    });
    this.addEventListener("htmx:error", () => this.say(true));
    this.addEventListener("htmx:after:swap", () => this.say(false));
  }

  say(isOffline) {
    const words = this.querySelector("[data-offline]");
    if (words) words.hidden = !isOffline;
  }
});
