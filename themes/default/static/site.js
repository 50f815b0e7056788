"use strict";

// search
(() => {
  const box = document.querySelector(".finder input");
  if (!box) return;
  const place = document.currentScript.src.replace("site.js", "search.js");
  let loading = null;
  // The script is loaded when somebody is about to search, and opens the dialog.
  const open = () => {
    loading ??= new Promise((done, fail) => {
      if (window.search) return done();
      const script = Object.assign(document.createElement("script"), { src: place, onload: done, onerror: fail });
      document.head.append(script);
    });
    loading.then(() => window.search.open(box.value));
  };
  const isField = (element) => element.closest("input, textarea, select, [contenteditable]");
  document.addEventListener("keydown", (event) => {
    const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isField(event.target);
    const isK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!isSlash && !isK) return;
    event.preventDefault();
    open();
  });
  box.addEventListener("click", open);
  box.addEventListener("input", open);
})();
