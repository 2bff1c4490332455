import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  type MessageBarProps,
} from "@fluentui/react-components";
import type { ReactNode } from "react";

interface Action {
  label: string;
  onClick: () => void;
}

interface NoticeProps {
  intent: NonNullable<MessageBarProps["intent"]>;
  children: ReactNode;
  action?: Action;
}

/** A message of several lines, with at most one thing to do about it. */
export default function Notice({ intent, children, action }: NoticeProps) {
  return (
    <MessageBar intent={intent} layout="multiline">
      <MessageBarBody>{children}</MessageBarBody>
      {action && (
        <MessageBarActions>
          <Button size="small" onClick={action.onClick}>
            {action.label}
          </Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}
