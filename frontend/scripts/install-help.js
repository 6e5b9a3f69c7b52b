// <install-help>: a button where the browser offers to install, words elsewhere, nothing once installed.
(() => {
  let offer = null;
  const isInstalled = () => matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;

  class InstallHelp extends HTMLElement {
    connectedCallback() {
      this.querySelector("button").onclick = () => this.install();
      this.show();
    }

    show() {
      this.hidden = isInstalled();
      this.querySelector("[data-state=button]").hidden = !offer;
      this.querySelector("[data-state=words]").hidden = Boolean(offer);
    }

    async install() {
      offer.prompt();
      const { outcome } = await offer.userChoice;
      offer = null;  // an offer serves once
      this.show();
      if (outcome === "accepted") this.hidden = true;
    }
  }

  const tellAll = () => document.querySelectorAll("install-help").forEach((help) => help.show());
  addEventListener("beforeinstallprompt", (event) => { event.preventDefault(); offer = event; tellAll(); });
  addEventListener("appinstalled", () => { offer = null; tellAll(); });
  customElements.define("install-help", InstallHelp);
})();
