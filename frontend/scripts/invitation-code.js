// <invitation-code>: takes the code the QR carries after the # (which no server ever sees), fills the field
// inside, and erases it from the address, so that neither the history nor a shared screen keeps it.
customElements.define("invitation-code", class extends HTMLElement {
  connectedCallback() {
    const input = this.querySelector("input");
    const code = location.hash.replace(/[^0-9a-z]/gi, "").toUpperCase();
    if (!input || code.length !== 8) return;
    history.replaceState(null, "", location.pathname + location.search);
    input.value = `${code.slice(0, 4)}-${code.slice(4)}`;
    const next = [...input.form.elements].find((field) => field.willValidate && field.type !== "hidden" && !field.value);
    next?.focus();
  }
});
