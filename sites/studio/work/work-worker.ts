// First, before any file that checks conversations.
import "../../../shared/video/conversation/forbid-eval.ts";
import type { WorkAnswer, WorkRequest } from "./messages.ts";
import { serveWork } from "./serve-work.ts";

// The worker that quotes and exports: nothing that it does is on the page's thread.

const answer = (message: WorkAnswer) => postMessage(message);
const serve = serveWork(answer);
addEventListener("message", ({ data }: MessageEvent<WorkRequest>) => void serve(data));
