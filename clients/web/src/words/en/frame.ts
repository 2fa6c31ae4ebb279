/*
 * Words that every page has: the frame, and what went wrong.
 */
const s = (n: number) => (n === 1 ? "" : "s");

export const frame = {
  waiting: "One moment …",
  again: "Try again",
  save: "Save",
  cancel: "Cancel",
  yes: "Yes",
  no: "No",
  older: "Older ones",
  former: "a former member",
  nothing: "There is no such page",
  offline: "There is no connection. What you see is from before; what you type is kept.",
  isNew: "There is a newer version of this page. Begin anew to get it; nothing is lost.",
  cannotBegin: "We cannot reach the house",
  skipTo: "Skip to the page",
  found: (n: number) => (n === 0 ? "No suggestion" : `${n} suggestion${s(n)}`),
  without: (tag: string) => `${tag}: take it away`,
  hourOf: (day: string, from: number, to: number) => `${day} ${from} to ${to}`,
  wholeDay: "Earlier and later hours",
  tabs: { title: "Pages", home: "This week", network: "My network", me: "Me" },
  suggestLink: "They should meet …",
  tooOften: (what: string, when: string) => `Not so often: ${what}. Try again ${when}.`,

  problems: {
    offline: "There is no connection. Nothing is lost: try again once you are online.",
    bad_request: "That was not understood. Begin the page anew, and try again.",
    unauthenticated: "You are not signed in any more. Sign in again.",
    code_wrong: "This code is wrong, used or too old. Look into the newest letter, or ask for another one.",
    forbidden: "This is not yours to do. Ask the operators, if it should be.",
    not_found: "This is not there (any more). Go back, and look again.",
    conflict: "This cannot be done as things are. Begin the page anew to see them.",
    repeated: "This has been sent already. Wait a moment, then look again.",
    changed_meanwhile: "It was changed meanwhile, perhaps on another device. Look at it again and save once more.",
    too_large: "That is too much at once. Send it in smaller pieces.",
    invalid_body: "Something in it is not right:",
    too_many_requests: "That was too often. Wait a little, then try again.",
    internal: "Something went wrong on our side. Try again in a moment.",
    busy: "There is much to do right now. Try again in a moment.",
    database_gone: "The house is having a short break. Try again in a minute.",
    stopping: "The house is just restarting. Try again in a minute.",
    deadline: "It took too long. Try again in a moment.",
  },
};
