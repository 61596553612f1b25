// Keys for what the page can do without them: what bears data-key is followed, sent, or opened and entered.
"use strict";

const on = document.getElementById("keys-on");
on.checked = localStorage.getItem("keys") !== "off";
on.addEventListener("change", () => localStorage.setItem("keys", on.checked ? "on" : "off"));

function use(part) {
  if (part.matches("form")) {
    part.requestSubmit(part.querySelector("button"));
  } else if (part.matches("details")) {
    part.open = true;
    const entered = part.querySelector("select, input:not([type=hidden]), textarea") || part.querySelector("summary");
    entered.focus();
    part.scrollIntoView({ block: "nearest" });
  } else if (part.matches("a")) {
    part.click();
  } else {
    part.focus();
  }
}

document.addEventListener("keydown", (event) => {
  const writes = event.target.closest("input:not([type=checkbox]), select, textarea");
  if (event.key === "Escape" && writes) {
    writes.blur();
    return;
  }
  if (writes || !on.checked || event.repeat || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const part = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === event.key);
  if (part) {
    event.preventDefault();
    use(part);
  }
});
