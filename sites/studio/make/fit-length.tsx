import { setSetting } from "../look/set-settings.ts";
import { formatSeconds } from "../page/format-time.ts";
import { WORDS } from "../page/words.ts";
import { useStudio } from "../state/studio.ts";
import { toShown } from "../story/story.ts";

/** A common limit of short videos. */
const FIT_SECONDS = 60;

/** Offers a video that is longer a pace at which it is not. */
export function FitLength({ durationSeconds }: { readonly durationSeconds: number }) {
	const { story, change, announce, film, isReadOnly } = useStudio();
	if (durationSeconds <= FIT_SECONDS) return null;
	const setPace = async () => {
		const { conversation } = toShown(story.value);
		const answer = await film.ask({ kind: "fit", conversation, seconds: FIT_SECONDS });
		if (answer.kind !== "fit" || answer.fit === null) return announce(WORDS.fitFixed);
		const { pace, durationSeconds: seconds } = answer.fit;
		if (seconds > FIT_SECONDS) return announce(WORDS.fitTooLong(pace, formatSeconds(seconds)));
		change(setSetting(story.value, "pace", pace === 1 ? undefined : pace));
		announce(WORDS.fitted(pace, formatSeconds(seconds)), true);
	};
	return (
		<button type="button" class="plain" disabled={isReadOnly.value} onClick={() => void setPace()}>
			{WORDS.fit(FIT_SECONDS)}
		</button>
	);
}
