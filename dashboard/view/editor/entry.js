// The SQL editor: CodeMirror 6, as far as it is used. The embedded
// assets/editor.min.js.br and .gz are built from this folder; whoever clones
// the repository needs none of it. To build them anew, in an empty folder into
// which the four .js files of this one are copied:
//
//   npm install @codemirror/state@6.7.6 @codemirror/view@6.43.15 \
//     @codemirror/commands@6.11.1 @codemirror/language@6.13.1 \
//     @codemirror/autocomplete@6.20.4 @codemirror/lang-sql@6.10.0 \
//     @lezer/common@1.5.5 @lezer/highlight@1.2.5 @lezer/lr@1.4.12 \
//     @marijn/find-cluster-break@1.0.4 crelt@1.0.7 style-mod@4.1.5 w3c-keyname@2.2.8 \
//     esbuild@0.28.2
//   npx esbuild entry.js --bundle --minify --format=iife --global-name=gongkaiEditor \
//     --target=chrome90 --legal-comments=none --outfile=editor.min.js
//   go run ./dashboard/view/compress editor.min.js dashboard/view/assets/editor.min.js
//
// The pages allow no inline styles (default-src 'self', and a nonce would end
// their caching). In a document CodeMirror writes its rules into a <style>
// element, which that forbids; in a shadow root it adopts a style sheet built
// by script, which it allows. So the editor stands in a shadow root. The
// colours of the page reach it all the same, as custom properties inherit.
import { EditorState } from "@codemirror/state";
import { EditorView, keymap, lineNumbers, placeholder } from "@codemirror/view";
import { history, historyKeymap, indentWithTab, moveLineDown, moveLineUp, simplifySelection, standardKeymap, toggleComment } from "@codemirror/commands";
import { bracketMatching } from "@codemirror/language";
import { acceptCompletion, autocompletion } from "@codemirror/autocomplete";
import { completer, dialect } from "./complete.js";
import { errorMark, markError, parameters } from "./marks.js";
import { look } from "./theme.js";

// The words that a screen reader says.
const chinese = { Completions: "补全", leave: "按 Esc 再按 Tab 离开编辑框" };
const english = { leave: "Escape, then Tab leaves the editor" };

// Escape lets the next Tab leave the editor, however long that takes; every
// other key makes Tab indent again.
function letTabLeave(view) {
  simplifySelection(view);
  view.setTabFocusMode(24 * 3600 * 1000);
  return true;
}

// attach puts an editor in the place of a textarea, which stays in its form,
// hidden: its value follows, with an input event for every change. options:
//
//   tables      {name: {comment, columns: [{name, type, comment}]}} to complete
//   functions   [{name, signature, comment}] to complete
//   run         called on Ctrl+Enter or Cmd+Enter; else the form is submitted
//   label       what a screen reader calls the editor
//   parameters  whether :name is a parameter
//
// It gives null, and leaves the textarea as it is, in a browser that adopts no
// style sheets (from before 2023): there the editor would have no look.
export function attach(textarea, options = {}) {
  if (!document.adoptedStyleSheets) return null;
  const host = document.createElement("div");
  host.className = "sqleditor";
  textarea.before(host);
  const run = () => {
    if (options.run) options.run();
    else if (textarea.form) textarea.form.requestSubmit();
    return true;
  };
  const phrases = document.documentElement.lang.startsWith("en") ? english : chinese;
  const view = new EditorView({
    parent: host.attachShadow({ mode: "open" }),
    doc: textarea.value,
    extensions: [
      keymap.of([{ key: "Mod-Enter", run }, { key: "Ctrl-Enter", run }, { key: "Tab", run: acceptCompletion }, { key: "Escape", run: letTabLeave },
        { key: "Mod-/", run: toggleComment }, { key: "Alt-ArrowUp", run: moveLineUp }, { key: "Alt-ArrowDown", run: moveLineDown },
        indentWithTab, ...historyKeymap, ...standardKeymap]),
      lineNumbers(), history(), bracketMatching(), EditorView.lineWrapping, dialect.extension,
      autocompletion({ override: [completer(options)], icons: false }),
      options.parameters ? parameters : [],
      errorMark, look, placeholder(textarea.placeholder),
      EditorState.phrases.of(phrases),
      EditorView.contentAttributes.of({ "aria-label": options.label || "SQL", "aria-description": phrases.leave }),
      EditorView.updateListener.of(update => {
        if (!update.docChanged) return;
        textarea.value = view.state.doc.toString();
        textarea.dispatchEvent(new Event("input", { bubbles: true }));
      }),
    ],
  });
  const focus = () => view.focus();
  const labels = [...textarea.labels];
  const display = textarea.style.display;
  textarea.style.display = "none";
  labels.forEach(l => l.addEventListener("click", focus)); // a hidden textarea cannot take the focus
  return {
    get: () => view.state.doc.toString(),
    set: text => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
    insert(text) {
      view.dispatch(view.state.replaceSelection(text), { scrollIntoView: true });
      view.focus();
    },
    focus,
    // errorAt marks the word at a line and column, both from 1; without a
    // column it marks the line. The next change takes the mark away.
    errorAt(line, column) {
      const { doc } = view.state;
      const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
      const pos = Math.min(at.from + Math.max((column || 1) - 1, 0), at.to);
      view.dispatch({ effects: [markError.of({ pos, wide: !column }), EditorView.scrollIntoView(pos)] });
    },
    clearError: () => view.dispatch({ effects: markError.of(null) }),
    destroy() {
      view.destroy();
      host.remove();
      labels.forEach(l => l.removeEventListener("click", focus));
      textarea.style.display = display;
    },
  };
}
