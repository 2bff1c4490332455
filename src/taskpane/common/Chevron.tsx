import { ChevronDownRegular } from "@fluentui/react-icons/svg/chevron-down";

export default ChevronDownRegular;
