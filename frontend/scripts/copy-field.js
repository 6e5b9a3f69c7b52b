// <copy-field>: an input and a button that copies it; the words for "copied" come from the page.
customElements.define("copy-field", class extends HTMLElement {
  connectedCallback() {
    const [input, button, said] = ["input", "button", "[role=status]"].map((part) => this.querySelector(part));
    if (!navigator.clipboard || !input || !button) return;
    button.hidden = false;
    button.onclick = async () => {
      input.select();
      try {
        await navigator.clipboard.writeText(input.value);
        said.textContent = said.dataset.done;
      } catch {
        said.textContent = "";  // refused: the text is selected, ready for the phone's own "copy"
      }
    };
  }
});
