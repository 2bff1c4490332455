import { Button, makeStyles, Toolbar, ToolbarDivider, Tooltip, tokens } from "@fluentui/react-components";
import { SaveRegular } from "@fluentui/react-icons/svg/save";
import { SendRegular } from "@fluentui/react-icons/svg/send";
import type { RibbonButton } from "../host/ribbon";

const useStyles = makeStyles({
  bar: {
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalXS,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow2,
  },
  icon: { width: "20px", height: "20px" },
});

interface RibbonProps {
  /** null: the item is only read. */
  sending: { onSave: () => void; onSend: () => void } | null;
  buttons: RibbonButton[];
  isRunning: boolean;
  onPress: (button: RibbonButton) => void;
}

/** Save and send, and the add-in's buttons as its manifest says. */
export function Ribbon({ sending, buttons, isRunning, onPress }: RibbonProps) {
  const styles = useStyles();
  return (
    <Toolbar className={styles.bar} aria-label="Ribbon">
      {sending && (
        <>
          <Button appearance="primary" icon={<SendRegular />} onClick={sending.onSend}>
            Send
          </Button>
          <Button appearance="subtle" icon={<SaveRegular />} onClick={sending.onSave}>
            Save
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
            disabled={isRunning && button.action.kind === "function"}
            icon={<img className={styles.icon} src={button.icon} alt="" />}
            onClick={() => onPress(button)}
          >
            {button.label}
          </Button>
        </Tooltip>
      ))}
    </Toolbar>
  );
}
