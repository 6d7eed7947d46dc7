import { Icon } from "../page/icons.tsx";
import { WORDS } from "../page/words.ts";
import { useStudio } from "../state/studio.ts";
import { changeMessage } from "../story/rows.ts";
import { isMessage, type Message } from "../story/story.ts";
import { nameOf } from "./avatar.tsx";

/** What happens to a message, each to be changed or taken back. */
export function Chips({ entry, at }: { readonly entry: Message; readonly at: number }) {
	const { story, change, people } = useStudio();
	const { reactions = [], edited, deleted, receipt, time, replyTo, pause } = entry;
	const set = (fields: Parameters<typeof changeMessage>[2]) => change(changeMessage(story.value, at, fields));
	const whose = (id: string | undefined) => {
		const person = people.value.find((each) => each.id === id);
		return person === undefined ? "" : nameOf(person);
	};
	const target = story.value.conversation.messages.find(
		(each, index) => isMessage(each) && (each.id === replyTo || index === replyTo),
	);
	const chips = [
		...reactions.map(({ emoji, from }, index) => (
			<Chip
				key={`reaction ${index}`}
				label={`${emoji} ${whose(from)}`}
				remove={() => {
					const left = reactions.toSpliced(index, 1);
					set({ reactions: left.length === 0 ? undefined : left });
				}}
			/>
		)),
		edited !== undefined && (
			<Chip key="edited" label="edited" remove={() => set({ edited: undefined })}>
				<input
					type="text"
					aria-label={WORDS.edit}
					value={edited.text}
					onInput={({ currentTarget }) => set({ edited: { ...edited, text: currentTarget.value } })}
				/>
				<Seconds value={edited.after} set={(after) => set({ edited: { ...edited, after } })} />
			</Chip>
		),
		deleted !== undefined && (
			<Chip key="deleted" label="unsent after" remove={() => set({ deleted: undefined })}>
				<Seconds value={deleted.after} set={(after) => set({ deleted: { after } })} />
			</Chip>
		),
		pause !== undefined && (
			<Chip key="pause" label="pause before" remove={() => set({ pause: undefined })}>
				<Seconds value={pause} set={(seconds) => set({ pause: seconds })} />
			</Chip>
		),
		time !== undefined && (
			<Chip key="time" label="" remove={() => set({ time: undefined })}>
				<input
					type="time"
					aria-label={WORDS.time}
					value={time}
					onInput={({ currentTarget }) => {
						if (currentTarget.value !== "") set({ time: currentTarget.value });
					}}
				/>
			</Chip>
		),
		receipt !== undefined && (
			<Chip
				key="receipt"
				label={receipt === "none" ? "no receipt" : receipt}
				remove={() => set({ receipt: undefined })}
			/>
		),
		replyTo !== undefined && (
			<Chip
				key="reply"
				label={`↩ ${target !== undefined && isMessage(target) ? (target.text ?? "").slice(0, 40) : replyTo}`}
				remove={() => set({ replyTo: undefined })}
			/>
		),
	].filter((chip) => chip !== false);
	return chips.length === 0 ? null : <div class="chips">{chips}</div>;
}

type ChipProps = {
	readonly label: string;
	readonly remove: () => void;
	readonly children?: preact.ComponentChildren;
};

function Chip({ label, remove, children }: ChipProps) {
	return (
		<span class="chip">
			{label !== "" && <span>{label}</span>}
			{children}
			<button
				type="button"
				aria-label={`${WORDS.takesBack}: ${label}`}
				title={WORDS.takesBack}
				onClick={remove}
			>
				<Icon name="close" />
			</button>
		</span>
	);
}

export function Seconds({
	value,
	set,
	label = WORDS.seconds,
}: {
	readonly value: number;
	readonly set: (seconds: number) => void;
	readonly label?: string;
}) {
	return (
		<span class="seconds">
			<input
				type="number"
				aria-label={label}
				min={0}
				max={60}
				step={0.5}
				value={value}
				onInput={({ currentTarget }) => {
					if (currentTarget.value !== "") set(Number(currentTarget.value));
				}}
			/>
			s
		</span>
	);
}
