import {
  Button,
  makeStyles,
  Menu,
  MenuButton,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from "@fluentui/react-components";
import { AddRegular } from "@fluentui/react-icons/svg/add";

const useStyles = makeStyles({
  calendar: { display: "flex", alignItems: "center", flexWrap: "wrap", marginInlineStart: "auto" },
});

interface CalendarProps {
  onNew: () => void;
  onMove: () => void;
  onCopy: () => void;
  onReopen: () => void;
  onCancel: () => void;
}

/** Actions on an appointment in the calendar grid: drag, copy, cancel. */
export function Calendar({ onNew, onMove, onCopy, onReopen, onCancel }: CalendarProps) {
  const styles = useStyles();
  return (
    <div className={styles.calendar}>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <MenuButton size="small" appearance="subtle">
            In the calendar
          </MenuButton>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem onClick={onMove}>Drag it an hour later</MenuItem>
            <MenuItem onClick={onCopy}>Copy it</MenuItem>
            <MenuItem onClick={onReopen}>Save, close and open it again</MenuItem>
            <MenuItem onClick={onCancel}>Cancel it</MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      <Button size="small" appearance="subtle" icon={<AddRegular />} onClick={onNew}>
        New appointment
      </Button>
    </div>
  );
}
