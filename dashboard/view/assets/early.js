document.documentElement.className = "js"; // before anything is laid out: what tabs hide is never shown
