import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from "@fluentui/react-components";
import type { Completed } from "../host/conversation";

interface SmartAlertProps {
  /** null: nothing to ask. */
  asked: Completed | null;
  onSend: () => void;
  /** "Don't send", or the add-in's own button, which stands for the control with this ID. */
  onCancel: (control: string | undefined) => void;
}

/** Outlook's Smart Alert dialog (SendMode PromptUser). */
export function SmartAlert({ asked, onSend, onCancel }: SmartAlertProps) {
  return (
    <Dialog open={asked !== null} modalType="alert">
      <DialogSurface>
        <DialogBody>
          <DialogTitle>Web conference</DialogTitle>
          <DialogContent>{asked?.errorMessage ?? "The add-in asks you to look again."}</DialogContent>
          <DialogActions fluid>
            <Button appearance="primary" onClick={() => onCancel(asked?.commandId)}>
              {asked?.cancelLabel ?? "Don't send"}
            </Button>
            <Button onClick={onSend}>Send anyway</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
