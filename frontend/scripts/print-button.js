// <print-button>: shown where the browser can print.
customElements.define("print-button", class extends HTMLElement {
  connectedCallback() {
    this.hidden = typeof print !== "function";
    this.querySelector("button").onclick = () => print();
  }
});
