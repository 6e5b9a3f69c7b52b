// <share-button data-address>: the phone's own way of sharing, where there is one; only the address is given.
customElements.define("share-button", class extends HTMLElement {
  connectedCallback() {
    this.hidden = typeof navigator.share !== "function";
    this.querySelector("button").onclick = () => navigator.share({ url: this.dataset.address }).catch(() => {});
  }
});
