"use strict";
// On a narrow screen filters are folded, so that what they show comes first.
if (matchMedia("(max-width: 52rem)").matches) {
  for (const folded of document.querySelectorAll(".filters > details, details.facets")) folded.open = false;
}
