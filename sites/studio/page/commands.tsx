import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Maker } from "../state/maker.ts";
import { useStudio } from "../state/studio.ts";
import { type Command, listCommands } from "./list-commands.ts";
import { WORDS } from "./words.ts";

/** All commands by name: letters leave those that have them, arrows go through them, Enter does one. */
export function Commands({ maker }: { readonly maker: Maker }) {
	const { isCommanding } = useStudio();
	return isCommanding.value ? <Dialog maker={maker} /> : null;
}

function Dialog({ maker }: { readonly maker: Maker }) {
	const studio = useStudio();
	const { isCommanding } = studio;
	const dialog = useRef<HTMLDialogElement>(null);
	const letters = useSignal("");
	const at = useSignal(0);
	useLayoutEffect(() => dialog.current?.showModal(), []);
	const words = letters.value.toLowerCase().split(/\s+/);
	const left = listCommands(studio, maker).filter(({ label }) =>
		words.every((word) => label.toLowerCase().includes(word)),
	);
	const chosen = left[Math.min(at.value, left.length - 1)];
	const run = ({ act }: Command) => {
		// It gives the focus back first: a command may want it elsewhere.
		dialog.current?.close();
		act();
	};
	const takeKey = (event: KeyboardEvent) => {
		if (event.isComposing) return;
		const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
		const step = steps[event.key];
		if (step !== undefined) at.value = (at.value + step + left.length) % Math.max(1, left.length);
		else if (event.key === "Enter" && chosen !== undefined) run(chosen);
		else return;
		event.preventDefault();
	};
	return (
		<dialog
			ref={dialog}
			class="commands"
			aria-label={WORDS.commands}
			onClose={() => {
				isCommanding.value = false;
			}}
		>
			<input
				type="text"
				role="combobox"
				aria-label={WORDS.commands}
				aria-expanded="true"
				aria-controls="commands"
				aria-activedescendant={chosen === undefined ? undefined : "command"}
				placeholder={WORDS.commands}
				value={letters.value}
				onInput={({ currentTarget }) => {
					letters.value = currentTarget.value;
					at.value = 0;
				}}
				onKeyDown={takeKey}
			/>
			<div role="listbox" id="commands" aria-label={WORDS.commands}>
				{left.map((command) => (
					<CommandLine
						key={command.label}
						label={command.label}
						isChosen={command === chosen}
						run={() => run(command)}
					/>
				))}
			</div>
			{left.length === 0 && <p role="status">{WORDS.noCommand}</p>}
		</dialog>
	);
}

type LineProps = { readonly label: string; readonly isChosen: boolean; readonly run: () => void };

function CommandLine({ label, isChosen, run }: LineProps) {
	const line = useRef<HTMLDivElement>(null);
	useLayoutEffect(() => {
		if (isChosen) line.current?.scrollIntoView({ block: "nearest" });
	}, [isChosen]);
	return (
		// biome-ignore lint/a11y/useKeyWithClickEvents: the field above takes the keys
		<div
			ref={line}
			role="option"
			tabIndex={-1}
			id={isChosen ? "command" : undefined}
			aria-selected={isChosen}
			class="menu-item"
			onClick={run}
		>
			{label}
		</div>
	);
}
