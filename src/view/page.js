// Lights up everything that belongs to the quotes, or the entity, under the pointer or the focus.
let lit = [];
function light(event) {
  for (const element of lit) element.classList.remove("lit");
  lit = [];
  const article = event.target.closest?.("article");
  if (!article) return;
  for (const key of ["quotes", "entity"]) {
    const names = event.target.closest(`[data-${key}]`)?.dataset[key].split(" ") ?? [];
    for (const name of names) lit.push(...article.querySelectorAll(`[data-${key}~="${name}"]`));
  }
  for (const element of lit) element.classList.add("lit");
}
document.addEventListener("mouseover", light);
document.addEventListener("focusin", light);
