import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { type Deployment, deploymentNotFound, findDeployment } from "../deployments/deployments.ts";
import { resourceNotFound } from "../deployments/resources.ts";
import { ApiError } from "../http/api-error.ts";
import { newId } from "../http/ids.ts";
import type { Reply } from "../http/route.ts";
import { errorPage, sendError, sendReply } from "../http/send-reply.ts";
import { deploymentIdOf, type Rule } from "../proxy/rules.ts";
import type { Store } from "../store.ts";
import { type Found, findStaticFile } from "./find-static-file.ts";
import { mediaTypeByName } from "./media-types.ts";
import { findSite } from "./sites.ts";

type Needs = { readonly store: Store; readonly projectId: string };

/** Answers a request to a site's domain with a file of its deployment. Every refusal is a page. */
export function serveSite(
	request: IncomingMessage,
	response: ServerResponse,
	rule: Rule,
	needs: Needs,
): void {
	// What a request to a static site holds is read by nobody.
	request.resume();
	const isHead = request.method === "HEAD";
	try {
		sendReply(response, answer(request, rule, needs), isHead);
	} catch (error) {
		if (error instanceof ApiError) sendReply(response, errorPage(error.status, error.message), isHead);
		else sendError(response, error);
	}
}

function answer(request: IncomingMessage, rule: Rule, { store, projectId }: Needs): Reply {
	const deployment = findDeployment(store, deploymentIdOf(store, rule));
	if (deployment === null) throw deploymentNotFound();
	const url = request.url ?? "/";
	if (rule.previewOf !== "") return redirectToConsole(rule.domain, url, projectId);
	if (findSite(store, rule.resourceId)?.enabled !== true) throw resourceNotFound("site");
	if (deployment.status !== "ready") throw notReady();
	const log = { "x-appwrite-log-id": newId(), "cdn-cache-control": "public, max-age=36000" };
	const reply = answerFrom(deployment, request, url);
	return { ...reply, headers: { ...log, ...reply.headers } };
}

function answerFrom(
	deployment: Deployment,
	{ method = "GET", headers }: IncomingMessage,
	url: string,
): Reply {
	if (!["GET", "HEAD", "OPTIONS"].includes(method)) return errorPage(405, "Method Not Allowed");
	const [pathname = "/", query] = url.replace(/^https?:\/\/[^/?]*/i, "").split(/\?(.*)/s);
	const root = join(deployment.codeDir, deployment.outputDirectory);
	const found = findStaticFile(root, pathname, query === undefined ? "" : `?${query}`);
	if (method === "OPTIONS" && found.kind === "file") {
		return { status: 204, headers: { allow: "GET, HEAD, OPTIONS" } };
	}
	const isMissing = found.kind === "refused" && found.status === 404;
	const isFallback = isMissing && method === "GET" && deployment.fallbackFile !== "";
	const fallback = isFallback ? findStaticFile(root, `/${deployment.fallbackFile}`, "") : found;
	return answerWith(fallback.kind === "file" ? fallback : found, headers["if-modified-since"]);
}

function answerWith(found: Found, ifModifiedSince: string | undefined): Reply {
	if (found.kind === "redirect") return { status: 308, headers: { location: found.location } };
	if (found.kind === "refused") {
		return errorPage(found.status, found.status === 404 ? "The page you're looking for doesn't exist." : "");
	}
	const { path, stats } = found;
	const lastModified = new Date(stats.mtimeMs).toUTCString();
	const headers = { "content-type": mediaTypeByName(path), "last-modified": lastModified };
	const isSame = Date.parse(ifModifiedSince ?? "") >= Date.parse(lastModified);
	return isSame ? { status: 304, headers } : { status: 200, headers, body: readFileSync(path) };
}

/** A deployment's own domain is for members of the project, who sign in to the console, which there is none of here. */
function redirectToConsole(domain: string, path: string, projectId: string): Reply {
	const asked = new URLSearchParams({ projectId, origin: `http://${domain}`, path });
	const location = `http://localhost/console/auth/preview?${asked}`;
	return {
		status: 301,
		headers: { location, "cache-control": "no-store, no-cache, must-revalidate, max-age=0" },
	};
}

const notReady = () =>
	new ApiError(
		400,
		"build_not_ready",
		"Build with the requested ID is building and not ready for execution.",
	);
