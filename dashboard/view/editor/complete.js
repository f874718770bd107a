// What the editor knows of SQL as DuckDB speaks it, and what it completes.
import { pickedCompletion } from "@codemirror/autocomplete";
import { SQLDialect } from "@codemirror/lang-sql";
import { syntaxTree } from "@codemirror/language";

// The words of queries. The whole list of PostgreSQL, of which these are part,
// has "year", "name" and "level": it would colour columns as if they were
// keywords and fill the completion with words that no query uses.
const keywords = "all and any anti as asc asof between by case cast collate columns cross cube current desc describe distinct else end escape except exclude exists explain filter first following for from full group grouping having ignore ilike in inner intersect is isnull join last lateral left like limit materialized natural not notnull nulls offset on or order ordinality outer over partition pivot positional preceding qualify range recursive replace respect right rollup row rows select semi sets show similar some summarize table tablesample then ties to try_cast unbounded union unpivot using values when where window with within";
const types = "bigint blob boolean date decimal double float hugeint integer interval json real smallint text time timestamp timestamptz tinyint ubigint uinteger uuid varchar";

export const dialect = SQLDialect.define({ keywords, types, caseInsensitiveIdentifiers: true, doubleDollarQuotedStrings: true,
  operatorChars: "+-*/<>=~!@#%^&|`?", specialVar: "" }); // as in PostgreSQL; // divides

const reserved = new Set((keywords + " true false null").split(" "));
const branches = new Set(["Script", "Statement", "CompositeIdentifier", "Parens", "Braces", "Brackets", "⚠"]);
const endsFrom = new Set("select where group having qualify window order limit offset union except intersect on using pivot unpivot".split(" "));

// tokens are those of the statement at a place.
function tokens(state, pos) {
  let out = [], done = false;
  syntaxTree(state).iterate({
    enter(node) {
      if (done || branches.has(node.name)) return;
      if (node.name === ";" && node.to <= pos) out = [];
      else if (node.name === ";") done = true;
      else out.push({ from: node.from, name: /Identifier$/.test(node.name), text: state.sliceDoc(node.from, node.to).replace(/^"(.*)"$/s, "$1") });
    },
  });
  return out;
}

// visible finds what the names at a place stand for: {sources, named, wants},
// sources being a map from alias to table, named the subqueries of WITH, wants
// whether a table is due. FROM may stand behind the place, and what surrounds a
// subquery is visible in it. The word that is being typed there does not count.
function visible(state, pos, typing) {
  const begin = parent => ({ parent, sources: new Map() });
  const named = [], list = tokens(state, pos);
  let scope = begin(null), here = null, wants;
  list.forEach((t, i) => {
    const word = t.text.toLowerCase();
    if (!here && t.from >= pos) ({ wants } = here = scope);
    if (typing && t.from === pos) return;
    if (word === "(") {
      if (i > 1 && list[i - 1].text.toLowerCase() === "as" && list[i - 2].name) named.push(list[i - 2].text);
      if (scope.wants) Object.assign(scope, { wants: false, last: word }); // a subquery in FROM may get an alias
      scope = begin(scope);
    } else if (word === ")") {
      scope = scope.parent || scope;
    } else if (t.name) {
      if (scope.wants || scope.last) {
        scope.sources.delete(scope.last);
        scope.sources.set(word, scope.wants ? word : scope.last);
      }
      scope.last = scope.wants ? word : null;
      scope.wants = false;
    } else if (word === "." && scope.last) {
      scope.wants = true; // that was the schema
    } else if (word === "," || word === "from" || word === "join") {
      if (word === "from") scope.lists = true;
      scope.wants = scope.lists || word === "join";
      scope.last = null;
    } else if (word !== "as") {
      if (endsFrom.has(word)) scope.lists = scope.wants = false;
      scope.last = null;
    }
  });
  const sources = new Map();
  if (!here) ({ wants } = here = scope);
  for (let s = here; s; s = s.parent) {
    for (const [alias, table] of s.sources) if (!sources.has(alias)) sources.set(alias, table);
  }
  return { sources, named, wants };
}

const quoted = name => /^[a-z_]\w*$/i.test(name) && !reserved.has(name.toLowerCase()) ? name : `"${name.replace(/"/g, '""')}"`;

// A function is written with its parentheses, unless they stand there already,
// and the cursor goes between them.
function writeCall(view, completion, from, to) {
  const open = view.state.sliceDoc(to, to + 1) === "(" ? "" : "()";
  view.dispatch({ changes: { from, to, insert: completion.label + open }, selection: { anchor: from + completion.label.length + 1 },
    userEvent: "input.complete", annotations: pickedCompletion.of(completion) });
}

// completer completes columns, tables, functions and keywords, in this order,
// but tables first where one is due; columns and tables also by their comment,
// which may be Chinese.
export function completer({ tables = {}, functions = [] }) {
  const schema = new Map(Object.entries(tables).map(([name, table]) => [name.toLowerCase(), {
    self: { label: name, apply: quoted(name), detail: table.comment, type: "class" },
    columns: (table.columns || []).map((c, i) => ({ label: c.name, apply: quoted(c.name), detail: c.comment, type: "property",
      info: [`${name}.${c.name} ${c.type || ""}`, c.comment].filter(Boolean).join("\n"), sortText: String(i).padStart(4, "0") })),
  }]));
  const columnsOf = table => schema.has(table) ? schema.get(table).columns : [];
  const boosted = (list, boost) => list.map(o => ({ ...o, boost }));
  const unique = list => [...new Map(list.reverse().map(o => [o.label, o])).values()]; // of equals the first
  const calls = functions.map(f => ({ label: f.name, apply: writeCall, detail: f.signature, info: [f.signature, f.comment].filter(Boolean).join("\n"), type: "function" }));
  const words = boosted((keywords + " " + types).split(" ").map(label => ({ label, type: "keyword" })), -1);

  function options({ sources, named, wants }, typed) {
    const used = [...sources.values()].flatMap(columnsOf);
    const columns = used.length ? used : [...schema.values()].flatMap(t => t.columns); // FROM is not yet written
    const aliases = [...sources.keys(), ...named].filter(a => !schema.has(a)).map(label => ({ label, apply: quoted(label), type: "variable" }));
    const due = wants ? 9 : 1;
    const shout = /^[A-Z]+$/.test(typed);
    return [...boosted(unique(columns), 3), ...boosted(unique(aliases), 2), ...boosted([...schema.values()].map(t => t.self), due), ...calls,
      ...words.map(o => shout ? { ...o, label: o.label.toUpperCase() } : o)];
  }

  return context => {
    const { state, pos } = context;
    if (/String|Comment|Quoted|Number/.test(syntaxTree(state).resolveInner(pos, -1).name)) return null;
    const line = state.doc.lineAt(pos), text = line.text.slice(0, pos - line.from);
    const [typed] = /(\w*|[^\x00-\x7f]*)$/.exec(text);
    const from = pos - typed.length, head = text.slice(0, text.length - typed.length);
    if (/(^|[^:]):$/.test(head)) return null; // a parameter
    const owner = /(\w+|[^\x00-\x7f]+|"[^"]*")\.$/.exec(head);
    const names = visible(state, from, typed !== "");
    let list;
    if (owner) {
      const alias = owner[1].replace(/"/g, "").toLowerCase();
      list = columnsOf(names.sources.get(alias) || alias);
    } else if (typed || context.explicit) {
      list = options(names, typed);
    }
    if (!list || !list.length) return null;
    if (!/[^\x00-\x7f]/.test(typed)) return { from, options: list, validFor: /^\w*$/ };
    return { from, validFor: /^[^\x00-\x7f]*$/,
      options: list.filter(o => o.detail && o.type !== "function").map(o => ({ ...o, label: o.detail, displayLabel: o.label })) };
  };
}
