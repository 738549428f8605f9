// Sets the theme that the reader chose before anything is drawn. Without a choice the system decides (site.css).
'use strict';

try {
  const theme = localStorage.getItem('declc-theme');
  if (theme) document.documentElement.dataset.theme = theme;
} catch {
  // No storage, no memory: the system decides.
}
