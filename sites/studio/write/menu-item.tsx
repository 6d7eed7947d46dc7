import { Icon, type IconName } from "../page/icons.tsx";

type ItemProps = { readonly icon?: IconName; readonly label: string; readonly act: () => void };

/** A line of a menu. */
export function Item({ icon, label, act }: ItemProps) {
	return (
		<button type="button" role="menuitem" class="menu-item" onClick={act}>
			{icon !== undefined && <Icon name={icon} />}
			{label}
		</button>
	);
}
