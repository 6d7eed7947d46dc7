import { newId } from "../http/ids.ts";
import { recordIn } from "../http/read-json.ts";

type Subscription = {
	readonly subscriptionId: string;
	readonly channels: readonly string[];
	readonly queries: readonly unknown[];
};

/** The subscriptions of a `subscribe` message; null when they are no list of channels. */
export function readSubscriptions(data: unknown): readonly Subscription[] | null {
	if (!Array.isArray(data)) return null;
	const all = data.map(recordIn).map(({ subscriptionId = newId(), channels, queries = [] }) => ({
		subscriptionId,
		channels,
		queries: Array.isArray(queries) ? queries : [],
	}));
	return all.every(isSubscription) ? all : null;
}

const isSubscription = <Asked extends { channels: unknown; subscriptionId: unknown }>(
	asked: Asked,
): asked is Asked & { channels: string[]; subscriptionId: string } =>
	typeof asked.subscriptionId === "string" &&
	Array.isArray(asked.channels) &&
	asked.channels.every((channel) => typeof channel === "string");
