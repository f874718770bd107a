// What the editor marks in the text: the place of an error, and parameters.
import { RangeSet, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, GutterMarker, MatchDecorator, ViewPlugin, gutterLineClass } from "@codemirror/view";
import { syntaxTree } from "@codemirror/language";

// markError sets the error, {pos, wide}, or with null takes it away.
export const markError = StateEffect.define();

const errorLine = Decoration.line({ class: "cm-errorLine" });
const errorText = Decoration.mark({ class: "cm-errorText" });
const errorNumber = new (class extends GutterMarker { elementClass = "cm-errorLine"; })();

// wrongText is the word at a place, or the character there; a place at the end
// of its line means what stands before.
function wrongText(doc, pos, wide) {
  const line = doc.lineAt(pos), column = pos - line.from;
  if (wide) return [line.from + line.text.search(/\S|$/), line.to];
  const word = /^([\w\u0080-\uffff]+|"[^"]*"?|'[^']*'?|.)/.exec(line.text.slice(column));
  return word ? [pos, pos + word[0].length] : [Math.max(pos - 1, line.from), line.to];
}

function decorate(doc, { pos, wide }) {
  const [from, to] = wrongText(doc, pos, wide);
  const marks = [errorLine.range(doc.lineAt(pos).from)];
  if (from < to) marks.push(errorText.range(from, to));
  return Decoration.set(marks);
}

export const errorMark = StateField.define({
  create: () => Decoration.none,
  update(marks, tr) {
    if (tr.docChanged) marks = Decoration.none; // the error was in the former text
    for (const e of tr.effects) {
      if (e.is(markError)) marks = e.value ? decorate(tr.state.doc, e.value) : Decoration.none;
    }
    return marks;
  },
  provide: field => [
    EditorView.decorations.from(field),
    EditorView.contentAttributes.from(field, marks => marks.size ? { "aria-invalid": "true" } : {}),
    gutterLineClass.from(field, marks => marks.size ? RangeSet.of([errorNumber.range(marks.iter().from)]) : RangeSet.empty),
  ],
});

// A parameter is :name, but not in ::type, a text or a comment.
const parameter = Decoration.mark({ class: "cm-parameter" });
const matcher = new MatchDecorator({
  regexp: /::|:[A-Za-z_]\w*/g,
  decorate(add, from, to, match, view) {
    const within = syntaxTree(view.state).resolveInner(from, 1).name;
    if (match[0] !== "::" && !/String|Comment|Quoted/.test(within)) add(from, to, parameter);
  },
});
export const parameters = ViewPlugin.define(view => ({
  decorations: matcher.createDeco(view),
  update(u) {
    // an opening quote changes what follows: the whole view is matched anew
    if (u.docChanged || u.viewportChanged || syntaxTree(u.startState) !== syntaxTree(u.state)) this.decorations = matcher.createDeco(u.view);
  },
}), { decorations: plugin => plugin.decorations });
