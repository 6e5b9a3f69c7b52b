// Says aloud what was just done: a notice that is there from the start, or that a swap brings, is silent to many
// screen readers until a live region that was already there repeats it.
(() => {
  const said = new WeakSet();
  const say = () => {
    const region = document.getElementById("announcement");
    for (const notice of document.querySelectorAll(".notice[role=status]")) {
      if (said.has(notice)) continue;
      said.add(notice);
      region.textContent = "";
      setTimeout(() => { region.textContent = notice.textContent.trim(); }, 150);
    }
  };
  document.addEventListener("DOMContentLoaded", say);
  document.addEventListener("htmx:after:swap", say);
})();
