import { makeStyles, mergeClasses, Textarea, tokens } from "@fluentui/react-components";
import { useEffect, useRef } from "react";
import type { Item } from "../host/item";

const useStyles = makeStyles({
  editor: {
    display: "flex",
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    color: tokens.colorNeutralForeground1,
  },
  host: { flexGrow: 1, minWidth: 0, overflow: "auto" },
  plain: { flexGrow: 1, fontFamily: tokens.fontFamilyMonospace },
});

// Links are those of the text's own colour scheme; nothing of the form's styles reaches in.
const style = `
  div[contenteditable] { min-height: 200px; padding: 12px 4px; outline: none; font: 14px/1.5 "Segoe UI", sans-serif;
    overflow-wrap: anywhere; }
  a { color: LinkText; cursor: pointer; }
  :host([data-dark]) a { color: #7cb8ff; }
`;

interface BodyEditorProps {
  item: Item;
  edit: (change: Partial<Item>) => void;
  isReadOnly?: boolean;
  className?: string;
}

/** The body: a rich editor, or a plain one. The model keeps the exact string; only typing writes it anew. */
export function BodyEditor({ item, edit, isReadOnly = false, className }: BodyEditorProps) {
  const styles = useStyles();
  if (item.bodyType === "text") {
    return (
      <div className={mergeClasses(styles.editor, className)}>
        <Textarea
          className={styles.plain}
          aria-label="Body"
          value={item.body}
          readOnly={isReadOnly}
          resize="vertical"
          textarea={{ rows: 16 }}
          onChange={(_, { value }) => edit({ body: value })}
        />
      </div>
    );
  }
  return (
    <div className={mergeClasses(styles.editor, className)}>
      <RichText
        body={item.body}
        isReadOnly={isReadOnly}
        isDark={item.isDark}
        onType={(body) => edit({ body })}
        className={styles.host}
      />
    </div>
  );
}

interface RichTextProps {
  body: string;
  isReadOnly: boolean;
  isDark: boolean;
  onType: (body: string) => void;
  className: string;
}

function RichText({ body, isReadOnly, isDark, onType, className }: RichTextProps) {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<HTMLDivElement | null>(null);
  const shown = useRef<string | null>(null);
  const typed = useRef(onType);
  useEffect(() => {
    typed.current = onType;
  }, [onType]);

  useEffect(() => {
    if (!host.current || host.current.shadowRoot) return;
    const root = host.current.attachShadow({ mode: "open" });
    const sheet = document.createElement("style");
    sheet.textContent = style;
    const element = document.createElement("div");
    element.contentEditable = "true";
    element.setAttribute("role", "textbox");
    element.setAttribute("aria-multiline", "true");
    element.setAttribute("aria-label", "Body");
    element.addEventListener("input", () => {
      shown.current = element.innerHTML;
      typed.current(shown.current);
    });
    element.addEventListener("click", (event) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (link instanceof HTMLAnchorElement) window.open(link.href, "_blank", "noopener");
    });
    root.append(sheet, element);
    editor.current = element;
  }, []);

  useEffect(() => {
    // The editor already has what the user typed; writing it again would move the cursor.
    if (!editor.current || shown.current === body) return;
    shown.current = body;
    // The page's content security policy keeps whatever is in there from running.
    editor.current.innerHTML = body;
  }, [body]);

  useEffect(() => {
    if (editor.current) editor.current.contentEditable = isReadOnly ? "false" : "true";
  }, [isReadOnly]);

  return <div ref={host} className={className} {...(isDark && { "data-dark": "" })} />;
}
