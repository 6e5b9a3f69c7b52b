// <show-passphrase>: a button that lets her read what she types; hidden again before it is sent.
customElements.define("show-passphrase", class extends HTMLElement {
  connectedCallback() {
    const [input, button] = [this.querySelector("input"), this.querySelector("button")];
    const show = (isShown) => {
      input.type = isShown ? "text" : "password";
      button.setAttribute("aria-pressed", isShown);
    };
    button.hidden = false;
    button.onclick = () => show(input.type === "password");
    input.form?.addEventListener("submit", () => show(false));
  }
});
