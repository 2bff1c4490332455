import { Button, makeStyles, Subtitle2, tokens } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import { useEffect, useRef } from "react";
import type { PreviewHost } from "../host/previewHost";

const useStyles = makeStyles({
  pane: {
    width: "350px",
    flexShrink: 0,
    display: "flex",
    flexDirection: "column",
    marginBlock: tokens.spacingHorizontalM,
    marginInlineEnd: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusXLarge,
    overflow: "hidden",
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow4,
    "@media (max-width: 760px)": {
      position: "absolute",
      insetBlock: 0,
      insetInlineEnd: 0,
      width: "min(350px, calc(100% - 24px))",
      boxShadow: tokens.shadow28,
    },
  },
  head: {
    display: "flex",
    alignItems: "center",
    justifyContent: "space-between",
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
  },
  frame: { flexGrow: 1, display: "flex" },
});

interface PaneProps {
  host: PreviewHost;
  path: string;
  /** How often it was opened by the keyboard, which goes on in it then. */
  entered: number;
  /** The add-in's name. */
  name: string;
  onClose: () => void;
}

/** The task pane: the add-in's own page in a frame, with Microsoft's Office.js talking to this window. */
export function Pane({ host, path, name, entered, onClose }: PaneProps) {
  const styles = useStyles();
  const place = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const conversation = host.converse(() => head.current?.querySelector("button")?.focus());
    const frame = document.createElement("iframe");
    // The name must be there before the frame is in the document, else Office.js does not find its host.
    frame.name = conversation.frameName;
    frame.title = name;
    frame.setAttribute("allow", "clipboard-write");
    frame.style.cssText = "flex-grow: 1; border: 0;";
    frame.src = path;
    place.current?.append(frame);
    const detach = conversation.attach(frame);
    return () => {
      detach();
      frame.remove();
    };
  }, [host, path, name]);
  useEffect(() => {
    if (entered > 0) place.current?.querySelector("iframe")?.focus();
  }, [host, path, name, entered]);
  return (
    <aside className={styles.pane} aria-label="Add-in">
      <div ref={head} className={styles.head}>
        <Subtitle2>{name}</Subtitle2>
        <Button
          appearance="subtle"
          icon={<DismissRegular />}
          aria-label="Close the add-in"
          onClick={onClose}
        />
      </div>
      <div ref={place} className={styles.frame} />
    </aside>
  );
}
