// The look of the editor, in the colours of the page (assets/app.css), which
// are light or dark as the reader wants.
import { EditorView } from "@codemirror/view";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { tags } from "@lezer/highlight";

const mono = 'ui-monospace, SFMono-Regular, Consolas, "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace';

const theme = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--card)", border: "1px solid var(--line)", borderRadius: "6px", fontSize: "14px" },
  "&.cm-focused": { outline: "2px solid var(--brand)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: mono, lineHeight: "1.5", maxHeight: "calc(24 * 1.5em + 12px)", overflow: "auto" },
  ".cm-content, .cm-gutter": { minHeight: "calc(8 * 1.5em + 12px)" },
  ".cm-content": { padding: "6px 0", caretColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--line2)", color: "var(--soft)", border: "0", borderRight: "1px solid var(--line)", borderRadius: "6px 0 0 6px" },
  ".cm-placeholder": { color: "var(--soft)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--brand-soft)", outline: "1px solid var(--brand)" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "transparent", color: "var(--warn)" },
  ".cm-parameter, .cm-parameter *": { color: "var(--brand)", fontWeight: "600" },
  ".cm-parameter": { backgroundColor: "var(--brand-soft)", borderRadius: "3px" },
  ".cm-errorLine": { backgroundColor: "var(--warn-soft)" },
  ".cm-gutterElement.cm-errorLine": { color: "var(--warn)", fontWeight: "700" },
  ".cm-errorText": { textDecoration: "underline wavy var(--warn)", textUnderlineOffset: "3px" },
  ".cm-tooltip": { backgroundColor: "var(--card)", color: "var(--ink)", border: "1px solid var(--line)", borderRadius: "6px", boxShadow: "0 8px 30px rgba(10, 20, 40, .18)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: mono, maxHeight: "15em", borderRadius: "5px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "3px 8px", lineHeight: "1.4" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--brand-soft)", color: "var(--ink)", boxShadow: "inset 3px 0 var(--brand)" },
  ".cm-completionMatchedText": { textDecoration: "none", color: "var(--brand)", fontWeight: "700" },
  ".cm-completionDetail": { color: "var(--soft)", fontStyle: "normal", marginLeft: "1em" },
  ".cm-tooltip.cm-completionInfo": { padding: "6px 10px", fontSize: "13px" },
  // on a narrow screen it would cover the list, which has the comment too
  ".cm-completionInfo-left-narrow, .cm-completionInfo-right-narrow": { display: "none" },
  // a phone zooms in on what is smaller than 16 pixels when it takes the focus
  "@media (pointer: coarse)": { "&": { fontSize: "16px" } },
});

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--brand)", fontWeight: "600" },
  { tag: [tags.typeName, tags.bool, tags.null], color: "var(--brand)" },
  { tag: tags.string, color: "var(--good)" },
  { tag: tags.special(tags.string), color: "var(--ink)" }, // a quoted name
  { tag: tags.number, color: "var(--warn)" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
  { tag: [tags.operator, tags.punctuation], color: "var(--soft)" },
]);

export const look = [theme, syntaxHighlighting(colours)];
