"use strict";
/*
 * chrono-node: from an article to its dates.
 *
 * Reference is the local date and time of publication; forwardDate is off. chrono-node says of each part of a date
 * whether it is known or implied. That gives the granularity of the value; of these rules the first that fits holds:
 *
 *   "now"                                                DATE   PRESENT_REF
 *   "midnight"                                           TIME   T24:00 of the day that ends
 *   the hour is known                                    TIME   2022-01-04T20:30, with Z if the words name GMT or UTC
 *   the words name a part of the day                     TIME   2022-01-04TMO, TAF, TEV, TNI
 *   the words name a weekend                             DATE   2021-W52-WE
 *   the words name a week and no weekday                 DATE   2022-W01, the ISO week of chrono-node's day
 *   the words name a quarter                             DATE   2021-Q4
 *   the day or weekday is known                          DATE   2022-01-04
 *   the month is known                                   DATE   2022-01
 *   the year is known                                    DATE   2022
 *   nothing is known                                     no date
 *
 * What is implied is taken over as chrono-node has it: the year of a day without one, the day of "8 p.m.". Of a range
 * ("3 to 7 May") the value is that of its start. chrono-node takes in a preposition, comma or bracket before a weekday
 * and a comma or bracket behind it; these are left out.
 */

const BEFORE = /^(?:[\s,(（]|(?:on|at|in|by|from|during|of|for)\b)+/i;
const BEHIND = /[\s,)）]+$/;
const PARTS_OF_DAY = [
  [/morning/i, "TMO"],
  [/afternoon/i, "TAF"],
  [/evening/i, "TEV"],
  [/night/i, "TNI"],
];
const DAY = 24 * 60 * 60 * 1000;

/** Return publication as chrono-node wants it: its local time, as if that were UTC. A day alone is its noon. */
function reference(published) {
  const local = published.includes("T") ? published.replace(/(?:Z|[+-]\d\d:\d\d)$/, "") : `${published}T12:00`;
  return { instant: new Date(`${local}Z`), timezone: 0 };
}

/** Return the type and value of chrono-node's components and the words they were read from; null if nothing is known. */
function reading(components, words) {
  const tags = components.tags();
  const day = dayOf(components);
  if (tags.has("casualReference/now")) return { type: "DATE", value: "PRESENT_REF" };
  if (tags.has("casualReference/midnight")) return { type: "TIME", value: `${iso(day, -1)}T24:00` };
  if (components.isCertain("hour")) return { type: "TIME", value: `${iso(day)}T${clock(components, words)}` };
  const part = PARTS_OF_DAY.find(([pattern]) => pattern.test(words));
  if (part) return { type: "TIME", value: `${iso(day)}${part[1]}` };
  const value = calendar(components, day, words);
  return value === null ? null : { type: "DATE", value };
}

/** Return the value of a date that names no hour. */
function calendar(components, day, words) {
  const known = (part) => components.isCertain(part);
  if (/weekend/i.test(words)) return `${isoWeek(day)}-WE`;
  if (/\bweeks?\b/i.test(words) && !known("weekday")) {
    // The week of chrono-node begins on Sunday, and that is the day it implies for "this week".
    return isoWeek(known("day") ? day : new Date(day.getTime() + DAY));
  }
  if (/\bquarters?\b/i.test(words)) return `${iso(day).slice(0, 4)}-Q${Math.ceil((day.getUTCMonth() + 1) / 3)}`;
  if (known("day") || known("weekday")) return iso(day);
  if (known("month")) return iso(day).slice(0, 7);
  return known("year") ? iso(day).slice(0, 4) : null;
}

function dayOf(components) {
  const day = new Date(0);
  day.setUTCFullYear(components.get("year"), components.get("month") - 1, components.get("day"));
  return day;
}

function iso(day, later = 0) {
  return new Date(day.getTime() + later * DAY).toISOString().slice(0, 10);
}

/** Return the ISO 8601 week that a day is in. */
function isoWeek(day) {
  const thursday = new Date(day.getTime() + (4 - (day.getUTCDay() || 7)) * DAY);
  const year = thursday.getUTCFullYear();
  const week = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / DAY / 7) + 1;
  return `${year}-W${String(week).padStart(2, "0")}`;
}

function clock(components, words) {
  const two = (part) => String(components.get(part) ?? 0).padStart(2, "0");
  return `${two("hour")}:${two("minute")}${/(?:\b|\d)(?:GMT|UTC|Z)$/.test(words) ? "Z" : ""}`;
}

/** Return what chrono-node found in a text as dates. */
function dates(results) {
  const found = [];
  for (const result of results) {
    const before = BEFORE.exec(result.text)?.[0].length ?? 0;
    const words = result.text.slice(before).replace(BEHIND, "");
    const read = words ? reading(result.start, words) : null;
    if (read === null) continue;
    const start = result.index + before;
    const span = [{ start, end: start + words.length }];
    found.push({ id: `d${found.length + 1}`, span, ...read });
  }
  return found;
}

function opened() {
  const chrono = require("chrono-node");
  return ({ text, published }) => ({ dates: dates(chrono.parse(text, reference(published))) });
}

module.exports = { dates, opened, reading, reference };
