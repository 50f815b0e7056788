// Stands in the head and is not deferred: the reader's own choice of light or dark holds from the first paint on.
(function () {
  try {
    const choice = localStorage.getItem("amends:theme");
    if (choice === "light" || choice === "dark") document.documentElement.dataset.theme = choice;
  } catch {
    // Storage is refused: the preference of the system holds.
  }
})();
