import { useContext } from "react";
import type { BlockingError } from "../../conference/model/differences";
import { describeObstacle } from "../../conference/describeFailure";
import { Contact } from "../common/Contact";
import { LanguageContext } from "../common/language";
import Notice from "../common/Notice";
import type { PaneState } from "../compose/paneState";

interface BlockingErrorsProps {
  blockingError: BlockingError;
  site: PaneState["site"];
}

/** An error that blocks scheduling, and its remedy. */
export default function BlockingErrors({ blockingError, site }: BlockingErrorsProps) {
  const { failures } = useContext(LanguageContext);
  const { title, contact } = describeObstacle(blockingError, failures, site?.adminEmail);
  return (
    <Notice intent="error">
      {title} <Contact contact={contact} />
    </Notice>
  );
}
