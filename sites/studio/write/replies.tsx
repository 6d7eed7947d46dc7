import { WORDS } from "../page/words.ts";
import { useStudio } from "../state/studio.ts";
import { isMessage, type Message } from "../story/story.ts";
import { Item } from "./menu-item.tsx";

type RepliesProps = {
	readonly at: number;
	readonly entry: Message;
	readonly choose: (to: number | null) => void;
};

/** The earlier messages, the nearest first. */
export function Replies({ at, entry, choose }: RepliesProps) {
	const { story } = useStudio();
	const earlier = story.value.conversation.messages
		.slice(0, at)
		.flatMap((each, index) => (isMessage(each) ? [{ each, index }] : []));
	return (
		<>
			{entry.replyTo !== undefined && <Item icon="close" label={WORDS.replyNone} act={() => choose(null)} />}
			{earlier.toReversed().map(({ each, index }) => (
				<Item key={index} icon="reply" label={(each.text ?? "").slice(0, 48)} act={() => choose(index)} />
			))}
		</>
	);
}
