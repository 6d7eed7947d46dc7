import { type Appwrite, asRecord } from "./appwrite.ts";
import { findSession } from "./fallback-cookies.ts";
import { readJob, type VideoJob } from "./video-job.ts";

type Followed = {
	/** A job began or went on. */
	readonly onJob: (job: VideoJob) => void;
	/** Asks for all jobs: after what may have been missed, and again and again where realtime does not come through. */
	readonly onGap: () => void;
	/** Whether anything is under way that could go on. */
	readonly isWaiting: () => boolean;
};

const PING_MS = 20_000;
/** As long as jobs run and no message comes, they are asked for so often. */
const POLL_MS = 4000;
const RETRY_MS = [1000, 2000, 5000, 15_000, 30_000];

/** Follows the jobs of the user by realtime, and by asking where that fails, until the function it returns is called. */
export function followJobs({ address }: Pick<Appwrite, "address">, followed: Followed): () => void {
	const { endpoint, projectId } = address;
	const url = `${endpoint.replace(/^http/, "ws")}/realtime?project=${encodeURIComponent(projectId)}`;
	const channels = ["databases.chatreel.tables.renders.rows"];
	let socket: WebSocket | null = null;
	let failures = 0;
	let retry: ReturnType<typeof setTimeout> | undefined;
	let heardAtMs = 0;
	let hasEnded = false;

	const begin = (user: unknown) => {
		const tell = (type: string, data: unknown) => socket?.send(JSON.stringify({ type, data }));
		// In this order: a server ends a connection that authenticates before it follows anything.
		tell("subscribe", [{ channels }]);
		const session = findSession(projectId);
		if (asRecord(user)["$id"] === undefined && session !== null) tell("authentication", { session });
		followed.onGap();
	};
	const take = (message: Readonly<Record<string, unknown>>) => {
		const data = asRecord(message["data"]);
		if (message["type"] === "connected") begin(data["user"]);
		if (message["type"] !== "event") return;
		failures = 0;
		heardAtMs = performance.now();
		followed.onJob(readJob(asRecord(data["payload"])));
	};
	const open = () => {
		socket = new WebSocket(url);
		socket.addEventListener("message", ({ data }) => take(asRecord(JSON.parse(String(data)))));
		socket.addEventListener("close", () => {
			if (hasEnded) return;
			retry = setTimeout(open, RETRY_MS[Math.min(failures, RETRY_MS.length - 1)]);
			failures += 1;
		});
	};
	open();
	const pinging = setInterval(() => {
		if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ type: "ping" }));
	}, PING_MS);
	const polling = setInterval(() => {
		if (followed.isWaiting() && performance.now() - heardAtMs >= POLL_MS) followed.onGap();
	}, POLL_MS);
	return () => {
		hasEnded = true;
		clearInterval(pinging);
		clearInterval(polling);
		clearTimeout(retry);
		socket?.close();
	};
}
