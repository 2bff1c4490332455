import {
  Button,
  makeStyles,
  Select,
  Switch,
  Toolbar,
  ToolbarDivider,
  Tooltip,
  tokens,
} from "@fluentui/react-components";
import { AddRegular } from "@fluentui/react-icons/svg/add";
import { SaveRegular } from "@fluentui/react-icons/svg/save";
import { SendRegular } from "@fluentui/react-icons/svg/send";
import type { Item } from "../host/item";
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

const languages = [
  ["en-US", "English"],
  ["de-DE", "Deutsch"],
  ["ar-SA", "العربية"],
];

interface RibbonProps {
  item: Item;
  edit: (change: Partial<Item>) => void;
  buttons: RibbonButton[];
  isRunning: boolean;
  onPress: (button: RibbonButton) => void;
  onSave: () => void;
  onSend: () => void;
  onNew: () => void;
}

/** Save and send, the add-in's buttons as its manifest says, and what the preview lets one switch. */
export function Ribbon({ item, edit, buttons, isRunning, onPress, onSave, onSend, onNew }: RibbonProps) {
  const styles = useStyles();
  return (
    <Toolbar className={styles.bar} aria-label="Ribbon">
      <Button appearance="primary" icon={<SendRegular />} onClick={onSend}>
        Send
      </Button>
      <Button appearance="subtle" icon={<SaveRegular />} onClick={onSave}>
        Save
      </Button>
      <ToolbarDivider />
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
        <Button appearance="subtle" icon={<AddRegular />} onClick={onNew}>
          New appointment
        </Button>
        <Switch label="Dark" checked={item.isDark} onChange={(_, { checked }) => edit({ isDark: checked })} />
        <Select
          size="small"
          appearance="filled-darker"
          aria-label="Outlook's language"
          value={item.language}
          onChange={(_, { value }) => edit({ language: value })}
        >
          {languages.map(([tag, name]) => (
            <option key={tag} value={tag}>
              {name}
            </option>
          ))}
        </Select>
      </div>
    </Toolbar>
  );
}
