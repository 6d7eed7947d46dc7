import type { ComponentProps } from "preact";
import { Icon, type IconName } from "./icons.tsx";

type Props = Omit<ComponentProps<"button">, "icon"> & { readonly icon: IconName; readonly label: string };

/** A button that is an icon; its name is read out, and shown when it is pointed at. */
export function IconButton({ icon, label, class: own, ...rest }: Props) {
	return (
		<button type="button" class={`icon-button ${own ?? ""}`} aria-label={label} title={label} {...rest}>
			<Icon name={icon} />
		</button>
	);
}
