/** Lines of 1.6 on a field of 20. */
const PATHS = {
	play: "M6.5 4.2v11.6l9.5-5.8z",
	pause: "M6.5 4.5v11M13.5 4.5v11",
	back: "M13 5 7.5 10 13 15M4.5 5v10",
	forward: "M7 5l5.5 5L7 15M15.5 5v10",
	sound: "M3.5 8v4h2.5L10 15V5L6 8zM13 7.5a3.5 3.5 0 0 1 0 5M15.2 5.2a7 7 0 0 1 0 9.6",
	mute: "M3.5 8v4h2.5L10 15V5L6 8zM13.5 8l4 4M17.5 8l-4 4",
	full: "M4 8V4h4M12 4h4v4M16 12v4h-4M8 16H4v-4",
	safe: "M4 4h12v12H4zM4 7h12M4 13h8M12.5 7v6",
	undo: "M7.5 4.5 4 8l3.5 3.5M4 8h7.5a4.5 4.5 0 0 1 0 9H9",
	redo: "M12.5 4.5 16 8l-3.5 3.5M16 8H8.5a4.5 4.5 0 0 0 0 9H11",
	link: "M8.5 11.5a3 3 0 0 0 4.3 0l2.5-2.5a3 3 0 0 0-4.3-4.3l-.8.8M11.5 8.5a3 3 0 0 0-4.3 0L4.7 11a3 3 0 0 0 4.3 4.3l.8-.8",
	handle: "M8 5.5h.01M12 5.5h.01M8 10h.01M12 10h.01M8 14.5h.01M12 14.5h.01",
	plus: "M10 4.5v11M4.5 10h11",
	close: "M5.5 5.5l9 9M14.5 5.5l-9 9",
	menu: "M4 6h12M4 10h12M4 14h12",
	down: "M5.5 8l4.5 4.5L14.5 8",
	warn: "M10 3.8 17 16H3zM10 8.5v3.5M10 14h.01",
	write: "M4 16l.8-3.5L13 4.3l2.7 2.7-8.2 8.2z",
	watch: "M3.5 5h13v10h-13zM8.5 8v4l3.5-2z",
	look: "M10 4a6 6 0 1 0 0 12c1.5 0 1.3-1.2.9-2-.5-1 .2-2 1.3-2H14a2 2 0 0 0 2-2c0-3.3-2.7-6-6-6M7 9h.01M10 7h.01M13 9h.01",
	make: "M10 3.5v8.5M6.5 8.8 10 12.3l3.5-3.5M4 15.5h12",
	smile: "M10 3.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M7.5 8.2h.01M12.5 8.2h.01M7 11.8c1.5 2 4.5 2 6 0",
	clock: "M10 3.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M10 6.5V10l2.5 1.5",
	picture: "M3.5 4.5h13v11h-13zM3.5 13l3.7-3.5 3 2.7 2.3-2 4 3.3M12.5 7.5h.01",
	trash: "M4.5 6h11M8 6V4h4v2M6 6l.6 10h6.8L14 6",
	up: "M5.5 12 10 7.5l4.5 4.5",
	copy: "M7 7h9v9H7zM4 13V4h9",
	reply: "M8 5 4 9l4 4M4 9h7a5 5 0 0 1 5 5v1",
	check: "M4.5 10.5 8.3 14l7.2-8",
} as const;

export type IconName = keyof typeof PATHS;

/** A picture beside a name: readers skip it. */
export function Icon({ name }: { readonly name: IconName }) {
	return (
		<svg class={`icon icon-${name}`} viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
			<path d={PATHS[name]} />
		</svg>
	);
}
