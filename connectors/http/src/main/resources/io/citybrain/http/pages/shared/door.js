// Requests to the door. A refusal comes as problem+json (RFC 9457): its code is what the pages translate.

const BASE = "/api/v1";
const ANSWER_MILLIS = 12_000;

export class Refusal extends Error {
  constructor(status, problem) {
    super(problem.detail || problem.title || problem.code);
    this.status = status;
    this.code = problem.code || `http-${status}`;
    this.problem = problem;
  }
}

export const get = (path) => request("GET", path);
export const post = (path, body) => request("POST", path, body);
export const remove = (path) => request("DELETE", path);

/** What a form sends: the values that are there. */
export function query(values) {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== "");
  return given.length ? `?${new URLSearchParams(given)}` : "";
}

/** Sent again with the same id, a command is carried out once. */
export function newCommandId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return `web-${Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("")}`;
}

async function request(method, path, body) {
  const binary = body instanceof Blob;
  const headers = method === "GET" ? {} : { "X-City-Brain": "1" };
  if (body !== undefined) headers["Content-Type"] = binary ? body.type : "application/json";
  let answer;
  try {
    answer = await fetch(BASE + path, {
      method,
      headers,
      body: body === undefined || binary ? body : JSON.stringify(body),
      credentials: "same-origin",
      signal: AbortSignal.timeout(binary ? 60_000 : ANSWER_MILLIS),
    });
  } catch (failure) {
    throw new Refusal(0, { code: failure.name === "TimeoutError" ? "no-answer" : "not-connected" });
  }
  if (answer.ok) return answer.status === 204 ? null : answer.json();
  if (answer.status === 401) document.dispatchEvent(new Event("signed-out"));
  throw new Refusal(answer.status, await answer.json().catch(() => ({ code: `http-${answer.status}` })));
}
