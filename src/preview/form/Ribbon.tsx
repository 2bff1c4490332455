import {
  Button,
  makeStyles,
  Menu,
  MenuButton,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Toolbar,
  ToolbarDivider,
  Tooltip,
  tokens,
} from "@fluentui/react-components";
import { AddRegular } from "@fluentui/react-icons/svg/add";
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
  view: { display: "flex", alignItems: "center", flexWrap: "wrap", marginInlineStart: "auto" },
  icon: { width: "20px", height: "20px" },
});

interface RibbonProps {
  /** null: the item is only read. */
  sending: { onSave: () => void; onSend: () => void } | null;
  buttons: RibbonButton[];
  isRunning: boolean;
  onPress: (button: RibbonButton) => void;
  onNew: () => void;
  /** What happens to an appointment in the calendar, outside its form. */
  onMove: () => void;
  onCopy: () => void;
  onReopen: () => void;
}

/** Save and send, the add-in's buttons as its manifest says, and what the preview lets one switch. */
export function Ribbon({
  sending,
  buttons,
  isRunning,
  onPress,
  onNew,
  onMove,
  onCopy,
  onReopen,
}: RibbonProps) {
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
        <Tooltip key={button.id} content={button.description} relationship="description">
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
      <div className={styles.view}>
        <Menu>
          <MenuTrigger disableButtonEnhancement>
            <MenuButton appearance="subtle">In the calendar</MenuButton>
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              <MenuItem onClick={onMove}>Drag it an hour later</MenuItem>
              <MenuItem onClick={onCopy}>Copy it</MenuItem>
              <MenuItem onClick={onReopen}>Save, close and open it again</MenuItem>
            </MenuList>
          </MenuPopover>
        </Menu>
        <Button appearance="subtle" icon={<AddRegular />} onClick={onNew}>
          New appointment
        </Button>
      </div>
    </Toolbar>
  );
}
