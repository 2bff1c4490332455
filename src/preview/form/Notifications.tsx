import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  makeStyles,
  Spinner,
} from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import type { Item } from "../host/item";

const useStyles = makeStyles({ bars: { display: "flex", flexDirection: "column" } });

interface NotificationsProps {
  item: Item;
  /** Outlook's own messages: saved, sent. */
  said: string | null;
  edit: (change: Partial<Item>) => void;
  onDismiss: () => void;
  /** A line's button was pressed: it does what the control does whose ID it names. */
  onAction: (control: string, byKeyboard: boolean) => void;
}

/** The bar above the form in which Outlook and add-ins report. */
export function Notifications({ item, said, edit, onDismiss, onAction }: NotificationsProps) {
  const styles = useStyles();
  const dismiss = (key: string) =>
    edit({ notifications: item.notifications.filter((notification) => notification.key !== key) });
  return (
    <div className={styles.bars} role="status" aria-label="Notifications">
      {said !== null && <Bar intent="success" message={said} onDismiss={onDismiss} />}
      {item.notifications.map(({ key, type, message, action }) => (
        <Bar
          key={key}
          intent={type === 2 ? "error" : "info"}
          isProgress={type === 1}
          message={message}
          {...(action !== undefined && {
            action: {
              label: action.label,
              onPress: (byKeyboard: boolean) => onAction(action.control, byKeyboard),
            },
          })}
          onDismiss={() => dismiss(key)}
        />
      ))}
    </div>
  );
}

interface BarProps {
  intent: "success" | "info" | "error";
  isProgress?: boolean;
  message: string;
  action?: { label: string; onPress: (byKeyboard: boolean) => void };
  onDismiss: () => void;
}

function Bar({ intent, isProgress = false, message, action, onDismiss }: BarProps) {
  return (
    <MessageBar intent={intent} shape="square" {...(isProgress && { icon: <Spinner size="extra-tiny" /> })}>
      <MessageBarBody dir="auto">{message}</MessageBarBody>
      <MessageBarActions
        containerAction={
          <Button
            appearance="transparent"
            icon={<DismissRegular />}
            aria-label="Dismiss"
            onClick={onDismiss}
          />
        }
      >
        {action && (
          <Button size="small" onClick={({ detail }) => action.onPress(detail === 0)}>
            {action.label}
          </Button>
        )}
      </MessageBarActions>
    </MessageBar>
  );
}
