// Copies the citation, with the address of the page where it has one.
"use strict";
for (const button of document.querySelectorAll("button.copy")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const address = location.protocol === "file:" ? "" : " " + location.href;
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent + address);
    button.textContent = button.dataset.copied;
  });
}
