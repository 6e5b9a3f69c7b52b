// What a finger must hit and is smaller than `smallest` CSS pixels, one way or the other.
(smallest) => {
  const FINGER =
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [tabindex='0']";

  const boxes = (element) => {
    const labels = ["checkbox", "radio", "file"].includes(element.type) ? element.labels : [];
    return [element, ...(labels ?? [])].map((part) => part.getBoundingClientRect());
  };
  const area = (element) => {
    const all = boxes(element);
    return {
      width: Math.max(...all.map((b) => b.right)) - Math.min(...all.map((b) => b.left)),
      height: Math.max(...all.map((b) => b.bottom)) - Math.min(...all.map((b) => b.top)),
    };
  };
  const isShown = (element) =>
    element.checkVisibility({ visibilityProperty: true }) &&
    boxes(element).some((box) => box.width > 1 && box.height > 1);
  const isInASentence = (element) =>
    getComputedStyle(element).display === "inline" &&
    element.parentElement.textContent.trim().length > element.textContent.trim().length;

  return [...document.querySelectorAll(FINGER)]
    .filter((element) => !element.disabled && isShown(element) && !isInASentence(element))
    .map((element) => ({ element, ...area(element) }))
    .filter(({ width, height }) => Math.min(width, height) < smallest - 0.5)
    .map(({ element, width, height }) => {
      const name = element.textContent.trim().slice(0, 40) || element.name || element.id;
      return `${element.localName} « ${name} » ${Math.round(width)}×${Math.round(height)}`;
    });
}
