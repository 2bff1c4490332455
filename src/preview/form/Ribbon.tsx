import { Button, makeStyles, Toolbar, ToolbarDivider, Tooltip, tokens } from "@fluentui/react-components";
import { SaveRegular } from "@fluentui/react-icons/svg/save";
import { SendRegular } from "@fluentui/react-icons/svg/send";
import type { RibbonButton } from "../host/ribbon";
import { useIsNarrow } from "./useIsNarrow";

const useStyles = makeStyles({
  bar: {
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalXS,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow2,
    // On a phone: one row, which is moved sideways.
    "@media (max-width: 640px)": {
      flexWrap: "nowrap",
      flexShrink: 0,
      overflowX: "auto",
      scrollbarWidth: "none",
      "& > *": { flexShrink: 0, whiteSpace: "nowrap" },
    },
  },
  icon: { width: "20px", height: "20px" },
});

interface RibbonProps {
  /** null: the item is only read. */
  sending: { onSave: () => void; onSend: () => void } | null;
  buttons: RibbonButton[];
  isRunning: boolean;
  /** `byKeyboard`: no pointer was there. */
  onPress: (button: RibbonButton, byKeyboard: boolean) => void;
}

/** Save and send, and the add-in's buttons as its manifest says. */
export function Ribbon({ sending, buttons, isRunning, onPress }: RibbonProps) {
  const styles = useStyles();
  const isNarrow = useIsNarrow();
  return (
    <Toolbar className={styles.bar} aria-label="Ribbon">
      {sending && (
        <>
          <Button appearance="primary" icon={<SendRegular />} aria-label="Send" onClick={sending.onSend}>
            {isNarrow ? null : "Send"}
          </Button>
          <Button appearance="subtle" icon={<SaveRegular />} aria-label="Save" onClick={sending.onSave}>
            {isNarrow ? null : "Save"}
          </Button>
          <ToolbarDivider />
        </>
      )}
      {buttons.map((button) => (
        <Tooltip
          key={button.id}
          content={{ children: <span dir="auto">{button.description}</span> }}
          relationship="description"
        >
          <Button
            appearance="subtle"
            disabledFocusable={isRunning && button.action.kind === "function"}
            icon={<img className={styles.icon} src={button.icon} alt="" />}
            onClick={({ detail }) => onPress(button, detail === 0)}
          >
            {button.label}
          </Button>
        </Tooltip>
      ))}
    </Toolbar>
  );
}
