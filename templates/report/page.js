"use strict";
// what works without this keeps working with it: it only sorts a table, and unfolds what a link names
for (const table of document.querySelectorAll("table.lines")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") !== "descending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      sort(table.tBodies[0], place, down ? -1 : 1);
    });
  });
}

function sort(body, place, sign) {
  const key = (row) => row.cells[place].dataset.sort;
  const order = (left, right) => {
    const [a, b] = [key(left), key(right)];
    // what nobody knows is the most that it could be
    if (!a || !b) return sign * (!a - !b);
    return sign * (isNaN(a) || isNaN(b) ? a.localeCompare(b) : a - b);
  };
  body.append(...[...body.rows].sort(order));
}

function unfold() {
  const row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const details = row && row.querySelector("details");
  if (details) details.open = true;
}
addEventListener("hashchange", unfold);
unfold();
