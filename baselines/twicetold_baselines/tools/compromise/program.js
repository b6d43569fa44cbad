"use strict";
/*
 * compromise: from an article to its entities and claims.
 *
 *   .people()           PER
 *   .places()           GPE for what it tags City, Country or Region, else LOC
 *   .organizations()    ORG
 *   #Demonym            NORP
 *   .quotations()       a claim with the quotation as content, DIRECT, without source and cue, which compromise does not
 *                       give
 *
 * A mention is by name (NAM) and goes from compromise's first word to its last, without what stands around them and
 * without the possessive ending. It ends at a comma ("Nairobi, Kenya" is two) and at any other mark but a full stop,
 * dash or apostrophe. Its head is what compromise does not tag Honorific; a title alone is no name. Mentions with one
 * head and type are one entity. A content has its quotation marks in it.
 */

const GOVERNED = ["City", "Country", "Region"];
const POSSESSIVE = /(?:(?<=\S)['’]s|(?<=s)['’])$/i;
const BREAK = /[^\s.\p{Pd}'’]/u;
const OPENING = /[\p{Pi}\p{Pf}"'„]/u;
const CLOSING = /[\p{Pi}\p{Pf}"']/u;

/** Return the type of a place by the tags of its words. */
function placeType(terms) {
  return terms.some(({ tags }) => GOVERNED.some((tag) => tags.includes(tag))) ? "GPE" : "LOC";
}

/** Return words as runs that no mark breaks. */
function runs(terms) {
  const found = [];
  let run = [];
  for (const term of terms) {
    run.push(term);
    if (BREAK.test(term.post)) {
      found.push(run);
      run = [];
    }
  }
  return run.length ? [...found, run] : found;
}

/** Return the bounds of words in UTF-16 units, without a possessive ending. */
function named(terms) {
  const last = terms.at(-1);
  return { start: terms[0].offset.start, end: last.offset.start + last.text.replace(POSSESSIVE, "").length };
}

/** Return the bounds of a quotation in UTF-16 units, its marks included. */
function quoted(terms) {
  const [first, last] = [terms[0], terms.at(-1)];
  const opening = first.pre.search(OPENING);
  const before = opening < 0 ? 0 : first.pre.length - opening;
  return {
    start: first.offset.start - before,
    end: last.offset.start + last.text.length + last.post.search(CLOSING) + 1,
  };
}

/** Return mentions, each with its type and words, as entities. */
function entities(text, mentions) {
  const found = new Map();
  for (const { type, terms } of mentions) {
    const first = terms.findIndex((term) => !term.tags.includes("Honorific"));
    if (first < 0) continue;
    const head = named(terms.slice(first));
    const name = text.slice(head.start, head.end).replace(/\s+/g, " ");
    const key = `${type} ${name}`;
    if (!found.has(key)) found.set(key, { id: `e${found.size + 1}`, type, name, mentions: [] });
    found.get(key).mentions.push({ span: [named(terms)], head: [head], level: "NAM" });
  }
  return [...found.values()];
}

/** Return quotations, the words of each, as claims. */
function claims(quotations) {
  return quotations.map((terms, number) => {
    return { id: `c${number + 1}`, cue: [], content: [quoted(terms)], mode: "DIRECT", stance: "ASSERTS" };
  });
}

function opened() {
  const nlp = require("compromise");
  const wordsOf = (view) => view.json({ offset: true }).map(({ terms }) => terms);
  return ({ text }) => {
    const document = nlp(text);
    const views = [
      [() => "PER", document.people()],
      [placeType, document.places()],
      [() => "ORG", document.organizations()],
      [() => "NORP", document.match("#Demonym+")],
    ];
    const mentions = views.flatMap(([typeOf, view]) =>
      wordsOf(view).flatMap(runs).map((terms) => ({ type: typeOf(terms), terms })),
    );
    return { entities: entities(text, mentions), claims: claims(wordsOf(document.quotations())) };
  };
}

module.exports = { claims, entities, opened, placeType, runs };
