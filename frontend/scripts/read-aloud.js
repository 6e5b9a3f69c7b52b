// <read-aloud>: the device reads the main text, each part in its own language; hidden where it cannot.
customElements.define("read-aloud", class extends HTMLElement {
  connectedCallback() {
    if (!("speechSynthesis" in window)) return;
    this.hidden = false;
    this.button = this.querySelector("button");
    this.button.onclick = () => (this.isReading() ? this.stop() : this.read());
    addEventListener("pagehide", () => speechSynthesis.cancel());
  }

  disconnectedCallback() {
    if (this.isReading?.()) speechSynthesis.cancel();
  }

  isReading() {
    return this.button?.getAttribute("aria-pressed") === "true";
  }

  read() {
    speechSynthesis.cancel();
    const parts = this.parts();
    if (!parts.length) return;
    parts.forEach((part) => speechSynthesis.speak(part));  // one each: long texts are cut by some phones
    parts.at(-1).onend = () => this.mark(false);
    parts.forEach((part) => { part.onerror = () => this.mark(false); });
    this.mark(true);
  }

  parts() {
    const blocks = [...document.querySelectorAll("#main :is(h1, h2, h3, p, li, dt, dd, legend, th, td)")];
    return blocks
      .filter((block) => !block.querySelector("p, li, h2, h3") && !block.closest("[hidden], button, details:not([open])"))
      .map((block) => [block.innerText.trim(), block.closest("[lang]").lang.split("-x-")[0]])  // no voice knows fr-x-simple
      .filter(([text]) => text)
      .map(([text, language]) => Object.assign(new SpeechSynthesisUtterance(text), { lang: language, rate: 0.95 }));
  }

  stop() {
    speechSynthesis.cancel();
    this.mark(false);
  }

  mark(isReading) {
    this.button.setAttribute("aria-pressed", isReading);
    const [listen, stop] = this.button.querySelectorAll("span");
    listen.hidden = isReading;
    stop.hidden = !isReading;
  }
});
