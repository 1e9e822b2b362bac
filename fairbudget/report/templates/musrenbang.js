"use strict";
(() => {
  const table = document.getElementById("all-proposals");
  if (!table) return;
  const body = table.tBodies[0];
  const rows = [...body.rows].map((row, place) => ({
    row, place, text: row.textContent.toLowerCase(), kecamatan: row.dataset.kecamatan, bidang: row.dataset.bidang,
    status: row.dataset.status, cost: Number(row.dataset.cost), shown: true,
  }));
  const form = document.getElementById("filters");
  const told = document.getElementById("told");
  const number = new Intl.NumberFormat("id-ID");
  form.hidden = false;
  const fold = text => text.normalize("NFKD").replace(/[̀-ͯ]/g, "").toLowerCase();
  for (const item of rows) item.text = fold(item.text);

  function show() {
    const words = fold(form.elements.q.value).split(/\s+/).filter(Boolean);
    const chosen = ["kecamatan", "bidang", "status"].map(name => [name, form.elements[name] ? form.elements[name].value : ""]);
    let count = 0, money = 0;
    for (const item of rows) {
      item.shown = words.every(word => item.text.includes(word))
        && chosen.every(([name, value]) => !value || item[name] === value);
      item.row.hidden = !item.shown;
      if (item.shown) { count += 1; money += item.cost; }
    }
    told.textContent = told.dataset.text.replace("{}", number.format(count)).replace("{}", number.format(rows.length))
      .replace("{}", number.format(money));
  }

  const collator = new Intl.Collator("id", { numeric: true, sensitivity: "base" });
  function value(item, column) {
    const cell = item.row.cells[column];
    return cell.dataset.value === undefined ? cell.textContent.trim() : Number(cell.dataset.value);
  }
  function sort(heading) {
    const headings = [...table.tHead.rows[0].cells];
    const column = headings.indexOf(heading);
    const down = heading.getAttribute("aria-sort") === "ascending";
    for (const other of headings) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
    const keyed = rows.map(item => [value(item, column), item]);
    keyed.sort(([a, one], [b, two]) => {
      const order = typeof a === "number" && typeof b === "number" ? a - b : collator.compare(String(a), String(b));
      return (down ? -order : order) || one.place - two.place;
    });
    const all = document.createDocumentFragment();
    for (const [, item] of keyed) all.append(item.row);
    body.append(all);
  }
  for (const heading of table.tHead.rows[0].cells) {
    const button = heading.querySelector("button");
    if (button) button.addEventListener("click", () => sort(heading));
  }
  form.addEventListener("input", show);
  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(show));
  show();

  const places = [...document.querySelectorAll("details.place")];
  for (const [id, open] of [["open-all", true], ["close-all", false]]) {
    const button = document.getElementById(id);
    button.hidden = false;
    button.addEventListener("click", () => { for (const place of places) place.open = open; });
  }
  function follow() {
    const place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (place && place.tagName === "DETAILS") { place.open = true; place.scrollIntoView(); }
  }
  addEventListener("hashchange", follow);
  follow();
  // on paper everything is open
  let closed = [];
  addEventListener("beforeprint", () => { closed = places.filter(p => !p.open); for (const p of closed) p.open = true; });
  addEventListener("afterprint", () => { for (const p of closed) p.open = false; });
})();
